/** The fields of a feature's schemas, each as a line of its class. */

import { chosenAttribute, isChosen, MOST_CHOSEN } from '../feature/choices.js';
import { hasOwnTable } from '../feature/field/types.js';
import { namesOfPrefix } from '../feature/prefixes.js';
import type { FeatureView, FieldView } from './feature-view.js';

/** Returns what the templates of schemas see. */
export function viewSchemas({
  comparisons,
  creatable,
  embeds,
  filters,
  has,
  includes,
  inJson,
  prefixed,
  visible,
  writable,
}: FeatureView) {
  const compared = [
    ...comparisons.flatMap(({ names, type }) =>
      names.map((name) => ({ ...name, type: `Omittable[${type}]` })),
    ),
    ...prefixed.map(({ key }) => ({ ...namesOfPrefix(key), type: 'Omittable[Text]' })),
  ];
  // Without a list that callers ask for, nothing asks for several values of anything.
  const filtered = filters.map((field) => ({
    ...field,
    ...(has.list ? filterBySome(field) : filterByOne(field)),
  }));
  // What may be left out and refers to something would have to be there.
  const shown = creatable.filter(
    ({ spec }) =>
      !hasOwnTable(spec.type) && spec.type !== 'slug' && !(spec.type === 'ref' && spec.optional),
  );
  const settable = creatable.map(asBody);
  return {
    /** The body of a request that is taken, as the items of a dictionary. */
    bodyExample: shown
      .map(({ json, sample, sampleInJson = sample }) => `"${json}": ${sampleInJson}`)
      .join(', '),
    /** The fields of schemas, by the names that the API has for them. */
    schemaFields: {
      /** What callers set and see. */
      base: settable.filter(isToldAgain).map(declareSettable),
      /** What callers set and never see, or need not set to see it. */
      create: settable.filter((field) => !isToldAgain(field)).map(declareSettable),
      /** Both of them, in their order. */
      creatable: settable.map(declareSettable),
      /** What callers can change. */
      update: writable
        .map(asBody)
        .map((field) => declare(field, changeType(field), OMITTED, aliasOf(field))),
      /** What callers see: as it is stored, without the rules for what they set. */
      response: visible.flatMap((field) => [
        declareShown(field, field.shownAnnotation),
        ...[...embeds, ...includes]
          .filter(({ reference }) => reference === field)
          .map((embed) => declareEmbedded(embed, embed.annotation, inJson)),
      ]),
      /** What a list can be filtered by. */
      filters: [
        ...filtered.map((field) => declare(field, field.asked, OMITTED, field.filter)),
        ...compared.map((name) => declare(name, name.type, OMITTED, name.parameter)),
      ],
    },
    /** The fields of what is inside of the API, by the names of attributes. */
    innerFields: {
      creatable: creatable.map(declareInner),
      update: writable.map((field) => declare(field, changeType(field), OMITTED)),
      filters: [
        ...filtered.map((field) => declare(field, field.asked, OMITTED)),
        ...compared.map((name) => declare(name, name.type, OMITTED)),
      ],
    },
    /** Those filters again that the API calls otherwise. */
    renamedFilters: [
      ...filtered
        .filter(({ attribute, filter }) => attribute !== filter)
        .map((field) => declare(field, field.asked, OMITTED, field.filter)),
      ...compared
        .filter(({ attribute, parameter }) => parameter !== attribute)
        .map((name) => declare(name, name.type, OMITTED, name.parameter)),
    ],
  };
}

/** A filter of a query string: its attribute, and the type of what is asked for. */
interface AskedFor {
  readonly attribute: string;
  readonly asked: string;
}

function filterByOne({ attribute, queryType }: FieldView): AskedFor {
  return { attribute, asked: `Omittable[${queryType}]` };
}

/** Returns a filter that asks for several values of what is one of a few. */
function filterBySome(field: FieldView): AskedFor {
  if (!isChosen(field.spec)) return filterByOne(field);
  return {
    attribute: chosenAttribute(field.key),
    asked: `Omittable[Annotated[list[${field.queryType}], Field(max_length=${MOST_CHOSEN})]]`,
  };
}

/** What stands for a value that is left out. */
const OMITTED = ' = None';

/** @param alias what the API calls it, if it is part of the API. */
function declare(
  { attribute }: { readonly attribute: string },
  annotation: string,
  assignment: string,
  alias = attribute,
): string {
  return `    ${attribute}: ${annotation}${withAlias(assignment, attribute, alias)}`;
}

/** Declares a field of what is new. */
export function declareSettable(field: FieldView): string {
  return declare(field, settableType(field), settableDefault(field), aliasOf(field));
}

/** Declares a field of what is new as a body of a request has it. */
export function declareSettableBody(field: FieldView): string {
  return declareSettable(asBody(field));
}

/** Returns what a request calls a field, if its class has to say so. */
function aliasOf({ attribute, isRenamed, json }: FieldView): string {
  return isRenamed ? json : attribute;
}

/** Declares the same inside of the API, which has the names of Python. */
export function declareInner(field: FieldView): string {
  return declare(field, innerType(field), settableDefault(field));
}

/** Returns a field as bodies of requests have it. */
function asBody(field: FieldView): FieldView {
  const { bodyType } = field;
  if (bodyType === undefined) return field;
  return { ...field, checkedType: bodyType, checkedAnnotation: bodyType };
}

/** Whether callers set a field of what is new, and see it as they have set it. */
function isToldAgain({ spec }: FieldView): boolean {
  return !spec.private && spec.type !== 'slug' && spec.type !== 'parts';
}

/** The type of a field of what is new: a slug is made where none is given. */
function settableType({ checkedAnnotation, spec }: FieldView): string {
  return spec.type === 'slug' ? `Omittable[${checkedAnnotation}]` : checkedAnnotation;
}

/** The same inside of the API, where nothing is left out any more. */
function innerType({ checkedAnnotation, spec }: FieldView): string {
  return spec.type === 'slug' ? `${checkedAnnotation} | None` : checkedAnnotation;
}

function settableDefault({ assignment, spec }: FieldView): string {
  return spec.type === 'slug' ? OMITTED : assignment;
}

/** Declares a field of an answer. Rows are read by attributes, whatever the API calls what it shows. */
export function declareShown(
  { attribute, isRenamed, json }: Pick<FieldView, 'attribute' | 'isRenamed' | 'json'>,
  annotation: string,
): string {
  const alias = isRenamed ? ` = Field(serialization_alias="${json}")` : '';
  return `    ${attribute}: ${annotation}${alias}`;
}

/** Declares what an answer shows of what it refers to, or a part of that. */
function declareEmbedded(
  { attribute, key }: { readonly attribute: string; readonly key: string },
  annotation: string,
  inJson: FeatureView['inJson'],
): string {
  const json = inJson(key);
  return declareShown({ attribute, isRenamed: json !== inJson(attribute), json }, annotation);
}

/** The type of a field that may be left out. A required one still cannot be cleared. */
function changeType({ checkedType, spec }: FieldView): string {
  return spec.optional ? `${checkedType} | None` : `Omittable[${checkedType}]`;
}

/** Returns an assignment that also says what the API calls the field, if that is not its attribute. */
export function withAlias(assignment: string, attribute: string, alias: string): string {
  if (alias === attribute) return assignment;
  const said = `alias="${alias}"`;
  if (assignment === '') return ` = Field(${said})`;
  const inField = /^ = Field\((.*)\)$/s.exec(assignment);
  if (inField !== null) return ` = Field(${inField[1]}, ${said})`;
  // What linters would take for a secret is none of their business in a call.
  const value = assignment.slice(' = '.length).replace(/ {2}# noqa: S105$/, '');
  return ` = Field(default=${value}, ${said})`;
}
