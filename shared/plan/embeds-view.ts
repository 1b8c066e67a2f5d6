/** What templates say about what answers show of the rows that a row refers to. */
import type { EmbedView, FeatureView, ReferenceView, TargetView } from './feature-view.js';
import { knowsOwner } from './ownership-view.js';
import { declareShown } from './schemas-view.js';

/** Types whose values are the same in JSON as in Python. */
const SAME_IN_JSON = /^(?:str|int|float|bool)\b/;

/** Returns what all templates see of that. */
export function viewEmbeds(view: FeatureView) {
  const { aLabel, embeds, has, includes, inJson: spelt, largeLinks, links, references } = view;
  const shown = [...embeds, ...includes];
  return {
    /** The classes of what is shown. */
    embeddedClasses: shown.map(({ Class, columns, reference }) => ({
      Class,
      /** What it is about, in words: `the category of a product`. */
      what: `the ${reference.spec.name.replaceAll('_', ' ')} of ${aLabel}`,
      fields: [
        declareShown(
          {
            attribute: 'id',
            isRenamed: reference.target.key !== 'id',
            json: spelt(reference.target.key),
          },
          reference.target.ids.plain,
        ),
        ...columns.map(({ attribute, name, type }) =>
          declareShown(
            { attribute, isRenamed: spelt(attribute) !== spelt(name), json: spelt(name) },
            type,
          ),
        ),
      ],
    })),
    /** Their names, for imports. */
    embeddedNames: shown.map(({ Class }) => Class),
    /** Whether a row that is locked is read anew, with what is loaded along with it. */
    readsAnew: embeds.length > 0 || links.some(({ target }) => target.self),
    /** Why it is. */
    whyAnew: links.some(({ target }) => target.self)
      ? 'Read anew together with its links, a row that is one of them would lose some.'
      : 'Read anew together with what it shows of others, those would lose the rest.',
    /** The features whose factories tests import to show or to delete their rows; users are there where rows have owners. */
    factoryTargets: [
      ...new Map(
        [
          ...shown.map(({ reference }) => reference),
          ...decidedOnDelete(view),
          ...[...references, ...links].filter(({ target }) => target.kept),
          ...largeLinks,
        ]
          .filter(({ target }) => !target.self && !(knowsOwner(view) && target.feature === 'user'))
          .map(({ target }) => [target.feature, target]),
      ).values(),
    ],
    /** What tests ask of each of them: what is created, and what answers show. */
    embedTests: embeds
      .filter(() => has.list || has.get || has.update)
      .map((embed) => {
        const { columns, key, reference } = embed;
        const isChanged = has.update && !reference.spec.readonly;
        return {
          key,
          json: spelt(key),
          reference,
          /** Whether a request can change what it refers to. */
          isChanged,
          /** Whether a request can take it away. */
          isTaken: isChanged && reference.spec.optional,
          shown: jsonOf(embed, spelt),
          /** A text in it that a test can change. */
          text: columns.find(({ isEnum, type }) => type === 'str' && !isEnum),
        };
      }),
    /** The same for what they show where it is asked for. */
    includeTests: includes
      .filter(() => has.list || has.get)
      .map((include) => ({
        key: include.key,
        json: spelt(include.key),
        reference: include.reference,
        shown: jsonOf(include, spelt),
      })),
  };
}

/** Returns what JSON shows of a row, as the items of a dictionary. */
function jsonOf(
  { columns, reference: { target } }: EmbedView,
  spelt: FeatureView['inJson'],
): string {
  return [
    `"${spelt(target.key)}": ${inJson('row.id', target.ids.plain)}`,
    ...columns.map(
      ({ attribute, name, type }) => `"${spelt(name)}": ${inJson(`row.${attribute}`, type)}`,
    ),
  ].join(', ');
}

/** Returns the references of which a row says what becomes of it when their row is deleted. */
export function decidedOnDelete({ references }: FeatureView): readonly ReferenceView[] {
  return references.filter(({ spec }) => spec['on-delete'] !== undefined);
}

/**
 * Returns how rows are read together with what answers show of others.
 *
 * @param Model the class of the rows, as a module names it.
 * @param modelOf returns the same for what they refer to.
 * @param more `withoutRest`: what leaves out whatever else comes along with such rows, where anything does;
 *   `select`: how rows are selected, if that takes more than their class.
 */
export function viewReading(
  { embeds, feature }: FeatureView,
  Model: string,
  modelOf: (target: TargetView) => string,
  { select = `select(${Model})`, withoutRest = '' } = {},
) {
  const options = embeds.map(({ attribute, columns, reference }) => {
    const loaded = columns.map((column) => `${modelOf(reference.target)}.${column.attribute}`);
    return `selectinload(${Model}.${attribute}).load_only(${loaded.join(', ')})${withoutRest}`;
  });
  const names = embeds.map(({ attribute }) => `"${attribute}"`).join(', ');
  const rows = `${select}.options(${options.join(', ')})`;
  return {
    /** The options that load what is shown along with rows: one statement each, however many rows. */
    embedOptions: options,
    /** The statement that selects rows with it. */
    rowsWithEmbeds: rows,
    /** The lines that read it anew for a row that has just been written, if anything is shown. */
    readEmbedded: (indent: string, session: string, wait = '', row: string = feature) =>
      options.length > 0
        ? [
            `${indent}${session}.expire(${row}, [${names}])`,
            `${indent}${wait}${session}.scalar(${rows}.where(${Model}.id == ${row}.id))`,
          ]
        : [],
  };
}

/** Returns a value as JSON has it. */
function inJson(value: string, type: string): string {
  if (type === 'UUID') return `str(${value})`;
  return SAME_IN_JSON.test(type) ? value : `to_jsonable_python(${value})`;
}
