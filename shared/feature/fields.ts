/**
 * The fields of a feature. They are read together, as they may clash with each other and with the
 * names of the feature.
 */
import { UsageError } from '../errors.js';
import {
  type FieldObject,
  formatFieldToken,
  parseFieldObject,
  parseFieldToken,
  parseNamedField,
} from './field/grammar.js';
import type { FieldContext, FieldSpec } from './field/spec.js';
import { type FeatureNames, pascalOf, singularOf } from './naming.js';
import { type Origin, placed } from './origin.js';

/** A field in a spec: a token, an object, or nothing for a plain `str`. */
export type FieldInput = string | FieldObject | null;

/** A field in an array, where it includes its name. */
export type NamedFieldObject = FieldObject & { readonly name: string };

/**
 * The fields of a feature: an array of tokens or of objects with a name, or an object with what
 * comes after each name.
 */
export type FieldsInput =
  | readonly (string | NamedFieldObject)[]
  | Readonly<Record<string, FieldInput>>;

/**
 * Reads the fields of a feature.
 *
 * @param extraReserved names that the architecture reserves, each with its reason.
 * @throws UsageError if there are none, one is wrong, or two would share a name.
 */
export function readFields(
  input: FieldsInput,
  names: FeatureNames,
  origin: Origin,
  extraReserved: Readonly<Record<string, string>> = {},
): FieldSpec[] {
  const context = { feature: names.snake, extraReserved };
  const fields = isArray(input)
    ? input.map((field, index) => readListedField(field, index, origin, context))
    : Object.entries(input).map(([name, field]) =>
        readNamedField(name, field, origin.place(`fields.${name}`), context),
      );
  if (fields.length === 0) {
    throw new UsageError(
      `${origin.prefix}the feature "${names.snake}" has no fields. Give it at least one, written as name:type, such as ` +
        'name:str price:decimal=10.2:gt=0',
    );
  }
  placed(origin.prefix, () => refuseClashes(names, fields));
  return fields;
}

/** Writes fields as a spec has them: by name, with what comes after the name and its colon. */
export function writeFields(fields: readonly FieldSpec[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    fields.map((field) => [field.name, formatFieldToken(field).slice(field.name.length + 1)]),
  );
}

function readListedField(
  field: string | NamedFieldObject,
  index: number,
  origin: Origin,
  context: FieldContext,
): FieldSpec {
  if (typeof field === 'string') {
    return placed(origin.prefix, () => parseFieldToken(field, index + 1, context));
  }
  return parseFieldObject(field.name, field, origin.place(`fields[${index}]`), context);
}

function readNamedField(
  name: string,
  field: FieldInput,
  place: string,
  context: FieldContext,
): FieldSpec {
  if (typeof field === 'string') return parseNamedField(name, field, place, context);
  return parseFieldObject(name, field ?? {}, place, context);
}

/**
 * Refuses fields that would share a name in Python or in the database.
 *
 * @throws UsageError naming both.
 */
function refuseClashes(names: FeatureNames, fields: readonly FieldSpec[]): void {
  const owners = new Map<string, FieldSpec>();
  const spellings = new Map<string, FieldSpec>();
  for (const field of fields) {
    for (const attribute of attributesOf(field)) {
      const owner = owners.get(attribute);
      if (owner !== undefined) throw new UsageError(clash(owner, field, attribute));
      owners.set(attribute, field);
    }
    const spelling = field.name.replaceAll('_', '');
    const alike = spellings.get(spelling);
    if (alike !== undefined) {
      throw new UsageError(
        `the fields "${alike.name}" and "${field.name}" are too similar: their classes would have the same name. Rename one of them.`,
      );
    }
    spellings.set(spelling, field);
  }
  for (const field of fields) {
    refuseClassClash(names, field, fields);
    refuseLongNames(names, field);
    if (field.type === 'ref' && field.target === names.pascal && !field.optional) {
      throw new UsageError(
        `the field "${field.name}" refers to ${names.pascal} itself, so the first ${names.human} could never be created. ` +
          `Make it optional: ${field.name}:ref=${field.target}:optional.`,
      );
    }
  }
}

/** Returns the attributes of a field in a model: its own, and that of its relationship. */
function attributesOf({ name, type }: FieldSpec): string[] {
  if (type === 'ref') return [name, `${name}_id`];
  if (type === 'refs') return [...new Set([name, `${singularOf(name)}_ids`])];
  return [name];
}

function clash(first: FieldSpec, second: FieldSpec, attribute: string): string {
  if (first.name === second.name && first.type === second.type) {
    return `the field "${second.name}" appears twice. Remove or rename one of them.`;
  }
  const [one, other] = [first, second].map(({ name, type }) => `"${name}:${type}"`);
  return `the fields ${one} and ${other} would both be called "${attribute}". Remove or rename one of them.`;
}

/** The class of an enum and the alias of a constrained type are named after feature and field. */
function refuseClassClash(
  names: FeatureNames,
  field: FieldSpec,
  fields: readonly FieldSpec[],
): void {
  const className = names.pascal + pascalOf(field.name);
  const reference = fields.find(({ target }) => target === className);
  if (reference === undefined) return;
  throw new UsageError(
    `the type of the field "${field.name}" would be called ${className}, like the feature that "${reference.name}" refers to. ` +
      `Rename the field "${field.name}".`,
  );
}

/** PostgreSQL truncates identifiers to 63 characters. */
const LONGEST_IDENTIFIER = 63;

/**
 * @throws UsageError if the name of an index or constraint (`ix_<table>_<column>`) would be too
 *   long.
 */
function refuseLongNames(names: FeatureNames, field: FieldSpec): void {
  const table = names.plural.snake;
  const column = field.type === 'ref' ? `${field.name}_id` : field.name;
  const association = `${names.snake}_${field.name}`;
  const identifiers = [
    ...(field.unique || field.index || field.type === 'ref' ? [`ix_${table}_${column}`] : []),
    ...(field.type === 'refs'
      ? [names.snake, singularOf(field.name)].map((end) => `fk_${association}_${end}_id`)
      : []),
  ];
  const longest = identifiers.find((identifier) => identifier.length > LONGEST_IDENTIFIER);
  if (longest === undefined) return;
  throw new UsageError(
    `the field "${field.name}" needs a constraint called "${longest}", which has ${longest.length} characters; databases ` +
      `allow at most ${LONGEST_IDENTIFIER}. Shorten the name of the field or of the feature.`,
  );
}

function isArray<T, U>(value: readonly T[] | U): value is readonly T[] {
  return Array.isArray(value);
}
