/** What identifies a row, as the layers of a slice and their tests write it. */
import type { IdText } from '../feature/field/dialect.js';
import { looksFree } from '../feature/field/names.js';
import type { FeatureView } from './feature-view.js';
import { unmarked } from './own-names.js';

/** Returns what all templates see of the ids of a feature. */
export function viewIds({ feature, has, ids, inJson, key, links, naturalKey }: FeatureView) {
  return {
    /** Links to rows of its own kind, where a request says the key: what it links to can hold that key already. */
    selfLinks: naturalKey ? links.filter(({ target }) => target.self) : [],
    /** The lines that declare the id in the class of a model, of answers, and in a migration: none where a field identifies rows. */
    idLines: {
      model: naturalKey ? [] : [`    id: Mapped[${ids.plain}] = mapped_column(${idColumn(ids)})`],
      response: naturalKey ? [] : [`    id: ${ids.plain}`],
      migration: naturalKey ? [] : [`        sa.Column("id", ${ids.migration}, primary_key=True),`],
    },
    /** What the path of a row, and whoever is asked for it, call what identifies it: `product_id`, `code`. */
    rowKey: naturalKey ? parameterOf(key, feature) : `${feature}_id`,
    /** What the API calls what identifies a row, and SQLAlchemy finds it by: `id`, `code`. */
    keyName: key,
    /** The same as JSON spells it. */
    keyInJson: inJson(key),
    /** The same as an argument of a test, after a comma, where it is no id. */
    keyArgument: naturalKey ? `, "${inJson(key)}"` : '',
    /** What errors call it in a text. */
    keyLabel: naturalKey?.label ?? 'id',
    /** The same as an argument after a comma, where it is no id. */
    keyWord: naturalKey ? `, "${naturalKey.label}"` : '',
    /** What takes the key out of a body that changes a row, in a test. */
    withoutKey: naturalKey && has.create ? [`    del body["${inJson(key)}"]`] : [],
    /** The annotation of an id: `int`, `UUID`. */
    IdType: ids.plain,
    /** The same in the path of a URL, where it is checked: `EntityId`, `UUID`. */
    PathId: pathTypeOf(ids),
    /** What a class says of an id that is of another type than in the class it is made from, which has a number. */
    idWaiver: ids.plain === 'int' ? '' : '  # type: ignore[assignment]',
    /** Whether each row gets a UUID before it is stored. */
    hasUuids: ids.plain === 'UUID' && naturalKey === undefined,
    /** The arguments of the column of the ids. */
    idColumn: idColumn(ids),
    /** An id that no row has, in Python and in a URL. */
    unknownId: ids.unknown,
    unknownInUrl: plainInUrl(ids),
    /** The id of a row in a test, by its number or by what has its number. */
    idOf: (number: string) => idOf(ids, number),
    /** The ids of three rows in a test, as what each is made of: `id=number) for number in (1, 2, 3)`. */
    idsOfThree: idsOfThree(ids, key),
    /** An id as JSON has it: of a row that is in a variable, say. */
    idInJson: (id: string) => (ids.plain === 'UUID' ? `str(${id})` : id),
    /** An id of something else that nothing has; by its name where it is this feature's, too. */
    unknownOf: (other: IdText) => (other.unknown === ids.unknown ? 'MISSING' : other.unknown),
  };
}

/** Names that modules of endpoints have for something else. */
const TAKEN = new Set(
  `caller changes current_user data db error_responses etag for_update func key limit logger owner owner_id page params payload
  query quote repo request response router row select self service session settings status update user version versions`.split(
    /\s+/,
  ),
);

function parameterOf(key: string, feature: string): string {
  // The same word as the one that templates make of the name of the feature, not another one that looks like it.
  if (key === `${unmarked(feature)}_id`) return `${feature}_id`;
  return TAKEN.has(key) || key === feature || !looksFree(key) ? `${feature}_${key}` : key;
}

/** Returns the id of a row in a test, by its number or by what has its number. */
export function idOf({ sampleAt, sampleOfN }: IdText, number: string): string {
  if (sampleAt !== undefined && /^\d+$/.test(number)) return sampleAt(Number(number));
  return sampleOfN.replaceAll(/\bn\b/g, number);
}

function idsOfThree(ids: IdText, key: string): string {
  if (ids.sampleAt === undefined) return `id=${idOf(ids, 'number')}) for number in (1, 2, 3)`;
  const each = looksFree(key) && !key.startsWith('make_') ? key : 'row_id';
  return `id=${each}) for ${each} in (${[1, 2, 3].map(ids.sampleAt).join(', ')})`;
}

function idColumn({ column, maker }: IdText): string {
  const made = maker && `default=${maker}`;
  return [column, 'primary_key=True', made].filter((each) => each !== undefined).join(', ');
}

/** Returns the annotation that checks an id in the path of a URL. */
export function pathTypeOf({ checked, query }: IdText): string {
  return query ?? checked;
}

/** Returns an id in a URL that nothing has. */
export function plainInUrl({ unknownInJson }: IdText): string {
  return unknownInJson.replaceAll('"', '');
}
