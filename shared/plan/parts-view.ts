/** What templates see of what rows consist of: parts that are written, read and deleted with their row. */

import type { FieldSpec } from '../feature/field/spec.js';
import { capitalised } from '../feature/naming.js';
import type { FeatureView, FieldView, PartView, ReferenceView } from './feature-view.js';
import { leastOf, mostOf } from './part-spec.js';
import { declareInner, declareSettable, declareShown } from './schemas-view.js';
import { viewTogetherness } from './together-view.js';

/** Returns what all templates see of the parts of a feature. */
export function viewParts({ aLabel, has, ids, key, keyColumn, label, parts, table }: FeatureView) {
  return {
    hasParts: parts.length > 0,
    /** Each kind of part, with the lines of its classes. */
    partClasses: parts.map((view) => {
      const { distinct, field, Given, Model, part, wholeColumn } = view;
      const { migrationChecks, checks } = viewTogetherness(part);
      const isKey = (each: FieldView) => each === distinct;
      return {
        ...view,
        attribute: field.attribute,
        name: part.feature,
        made: Given === part.Feature ? Given : Model,
        label: part.label,
        aLabel: part.aLabel,
        table: part.table,
        /** What the row is that they are parts of. */
        whole: aLabel,
        wholeLabel: label,
        distinctOf: distinct?.attribute,
        distinctLabel: distinct?.spec.type === 'ref' ? `${distinct.label}` : distinct?.label,
        rules:
          checks.length > 0
            ? ['    __table_args__ = (', ...checks.map((check) => `        ${check},`), '    )']
            : [],
        rowLines: [
          `    ${wholeColumn}: Mapped[${ids.plain}] = mapped_column(ForeignKey("${table}.${key}", ondelete="CASCADE"), primary_key=True)`,
          `    position: Mapped[int] = mapped_column(${distinct ? '' : 'primary_key=True'})`,
          ...part.columns.map(
            (each) =>
              `    ${each.attribute}: Mapped[${each.plainAnnotation}] = mapped_column(${each.columnArguments}${each.columnOptions}${isKey(each) ? ', primary_key=True' : ''}${each.serverDefault})`,
          ),
        ],
        migrationLines: [
          `        sa.Column("${wholeColumn}", ${ids.migration}, sa.ForeignKey("${table}.${keyColumn}", ondelete="CASCADE"), primary_key=True),`,
          `        sa.Column("position", sa.Integer(), ${distinct ? 'nullable=False' : 'primary_key=True'}),`,
          ...part.columns.map(
            (each) =>
              `        sa.Column("${each.columnName}", ${each.migration}${each.migrationOptions}${isKey(each) ? ', primary_key=True' : ''}${each.migrationDefault}),`,
          ),
          ...migrationChecks.map((check) => `        ${check},`),
        ],
        /** Whether what is said of one is what the domain knows it as. */
        isEntity: Given === part.Feature,
        said:
          Given === part.Feature
            ? capitalised(part.aLabel)
            : `What callers say about ${part.aLabel}`,
        /** The lines that make a part whole where a change has left something out. */
        keptDefaults: part.creatable.some(({ assignment }) => assignment !== '')
          ? [
              '',
              '    @model_validator(mode="after")',
              '    def say_all(self) -> Self:',
              '        """Count defaults as said, too: parts are replaced as a whole."""',
              '        self.model_fields_set.update(type(self).model_fields)',
              '        return self',
            ]
          : [],
        /** The lines of what a request says, and of what an answer shows. */
        givenFields: part.creatable.map(view.Body === undefined ? declareSettable : declareInner),
        /** Those of them again that the API calls otherwise, where another class says so. */
        bodyFields: part.creatable.filter(({ isRenamed }) => isRenamed).map(declareSettable),
        shownFields: part.fields.map((each) => declareShown(each, each.shownAnnotation)),
        /** What it refers to, each with the ids that several of them have, in Python. */
        references: part.references.map(({ attribute, key: name, spec, target }) => ({
          attribute,
          key: name,
          target,
          idsOf: `{each.${attribute} for each in ${field.attribute}${spec.optional ? ` if each.${attribute} is not None` : ''}}`,
          ids: `{each["${attribute}"] for each in ${field.attribute}}${spec.optional ? ' - {None}' : ''}`,
        })),
        /** The values of a part in a test. */
        factoryValues: part.columns.map((each) => `        "${each.attribute}": ${each.sample},`),
        /** What makes as many of them as there have to be at least, but one, in a test that has stored what they refer to. */
        madeOf: (said: string) => madeOf(view, said, false),
        /** What a test stores before each, as arguments. */
        storedBefore: (wait: string) => storedBefore(view, wait),
      };
    }),
    /** The classes of their rows, and of what is said of them. */
    partModels: parts.map(({ Model }) => Model),
    partsGiven: parts.flatMap(({ check, distinct, Given }) =>
      distinct === undefined ? [Given] : [Given, check],
    ),
    /** What an entity has in place of the rows of its parts, as entries of a dictionary. */
    restoredParts: parts.map(
      ({ field: { attribute }, Given }) =>
        `"${attribute}": [${Given}.restore(each) for each in restored.${attribute}]`,
    ),
    /** What takes them out of a body, in a test: they are new rows each time that something is said of them. */
    withoutParts: parts.map(({ field }) => `    del body["${field.json}"]`),
    /** What factories make of them. */
    partsMade: parts.map(({ Given, Model, part }) => (Given === part.Feature ? Given : Model)),
    /** The parts of a row that a factory makes, as entries of a dictionary. */
    partValues: parts.map((view) => {
      const { assignment, attribute } = view.field;
      const made = assignment === '' ? madeOf(view, '', true) : '[]';
      return `        "${attribute}": ${made},`;
    }),
    /** What tests try with parts: all of that takes a row that is created and changed. */
    partTests:
      has.create && has.update
        ? parts.map(({ distinct, field, part }) => ({
            name: field.spec.name,
            attribute: field.key,
            json: field.json,
            table: part.table,
            most: mostOf(field.spec),
            /** How many a body has: one, if there need not be more. */
            least: leastOf(field.spec),
            isFilled: field.assignment === '',
            isDistinct: distinct !== undefined,
            /** What makes of those of a body as many as some tests are about, as far as they may be the same. */
            repeated: repeatedIn(field.spec, distinct !== undefined),
            invalidValues: valuesOf(part.writable, ({ invalid }) => invalid),
            limitValues: valuesOf(part.writable, ({ limits = [] }) => limits),
            unknown: part.references.map(({ json, key: name, target }) => ({
              key: name,
              json,
              value: target.ids.unknownInJson,
            })),
          }))
        : [],
    capitalised,
  };
}

/** Returns what a test stores before each part, as arguments: several never refer to the same where that tells them apart. */
function storedBefore({ distinct, field, part }: PartView, wait: string): string {
  const isApart = ({ attribute }: ReferenceView) =>
    leastOf(field.spec) > 1 && attribute === distinct?.attribute;
  const apart = part.references.filter(isApart).map(({ attribute, target }) => {
    const created = `create_${target.feature}(db)`;
    return { attribute, id: `${wait === '' ? created : `(${wait}${created})`}.id` };
  });
  const shared = part.references
    .filter((reference) => !isApart(reference))
    .map(({ attribute, target }) => `${attribute}=create_${target.feature}`);
  if (shared.length === 0) return apart.map(({ attribute, id }) => `${attribute}=${id}`).join(', ');
  const own = apart.map(({ attribute, id }) => `"${attribute}": ${id}`).join(', ');
  return `**${wait}with_references(db, {${own}}, ${shared.join(', ')})`;
}

/** Returns what makes parts in a test: none of them has what tells another one apart. */
function madeOf({ distinct, field, part }: PartView, said: string, isUnstored: boolean): string {
  const least = leastOf(field.spec);
  const make = (own: readonly string[]) => `make_${part.feature}(${own.join(', ')})`;
  const given = said === '' ? [] : [said];
  if (least === 1) return `[${make(given)}]`;
  // What tells them apart is in a row that is stored for each of them.
  const isCounted = distinct !== undefined && (isUnstored || distinct.spec.type !== 'ref');
  const own = isCounted ? [...given, `${distinct.attribute}=${distinct.sampleOfN}`] : given;
  return `[${make(own)} for ${isCounted ? 'n' : '_'} in range(1, ${least + 1})]`;
}

function repeatedIn(spec: FieldSpec, isDistinct: boolean): string {
  const times = Math.min(3, Math.floor(mostOf(spec) / leastOf(spec)));
  return isDistinct || times === 1 ? '' : ` * ${times}`;
}

/** Returns keys of a part, each with a value, as tests have them. */
function valuesOf(
  fields: readonly FieldView[],
  of: (field: FieldView) => readonly string[],
): string[] {
  return fields.flatMap((field) =>
    [...new Set(of(field))].map((value) => `("${field.json}", ${value})`),
  );
}

/** Returns what the parts of a feature refer to. */
export function partReferencesOf({ parts }: FeatureView): readonly ReferenceView[] {
  return parts.flatMap(({ part }) => part.references);
}

/** Returns the options that load parts along with rows: one statement for each kind, however many rows. */
export function partOptions(parts: readonly PartView[], Model: string): readonly string[] {
  return parts.map(({ field }) => `selectinload(${Model}.${field.attribute})`);
}
