/**
 * The fields of a feature. They are read together, as they may clash with each other and with the
 * names of the feature.
 */

import { UsageError } from '../errors.js';
import { countOf, isCallerLink, linkedOf } from './caller-links.js';
import { counterOf, countProblem } from './counts.js';
import { isTooLong, longConstraint } from './field/column-name.js';
import {
  type FieldObject,
  formatFieldToken,
  parseFieldObject,
  parseFieldToken,
  parseNamedField,
} from './field/grammar.js';
import { keyOfField } from './field/names.js';
import type { FieldContext, FieldSpec } from './field/spec.js';
import { hasColumn } from './field/types.js';
import type { FeatureConventions } from './key.js';
import { isLargeLink } from './large-links.js';
import { type FeatureNames, pascalOf, singularOf } from './naming.js';
import type { Origin } from './origin.js';
import { callerOf } from './ownership.js';
import { namePrefixIndex } from './prefixes.js';
import type { Problems } from './problems.js';
import { sourceProblem } from './slugs.js';

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
 * Reads the fields of a feature, as many of them as are right.
 *
 * @param conventions those of the architecture.
 * @param problems gets what is wrong: there are none, one is wrong, or two would share a name. What it knows to be wrong
 *   is not read.
 */
export function readFields(
  input: FieldsInput,
  names: FeatureNames,
  origin: Origin,
  { ownsRows, reservedFields: extraReserved = {} }: FeatureConventions,
  problems: Problems,
): FieldSpec[] {
  const context = { feature: names.snake, extraReserved, ownsRows };
  const entries = isArray(input)
    ? input.map((field, index) => [origin.listed(index), field] as const)
    : Object.entries(input).map(
        ([name, field]) => [origin.place(`fields.${name}`), field, name] as const,
      );
  if (entries.length === 0) {
    problems.add({
      message:
        `${origin.prefix}the feature "${names.snake}" has no fields. Give it at least one, written as name:type, such as ` +
        'name:str price:decimal=10.2:gt=0',
      place: origin.place('fields'),
    });
  }
  const placed = entries.flatMap(([place, field, name]) => {
    if (problems.within(place).length > 0) return [];
    const read = problems.collect(() => readField(field, name, place, context));
    return read === undefined ? [] : [{ place, field: read }];
  });
  const fields = placed.map(({ field }) => field);
  const clashOf = clashesAmong(names, fields);
  for (const { place, field } of placed) {
    const message = clashOf(field);
    if (message !== undefined) problems.add({ message: origin.prefix + message, place });
  }
  return fields;
}

/** Writes fields as a spec has them: by name, with what comes after the name and its colon. */
export function writeFields(fields: readonly FieldSpec[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    fields.map((field) => [field.name, formatFieldToken(field).slice(field.name.length + 1)]),
  );
}

/** @param name the name of the field, if what is written does not include it. */
function readField(
  field: FieldInput | NamedFieldObject,
  name: string | undefined,
  place: string,
  context: FieldContext,
): FieldSpec {
  if (name === '__proto__') {
    // No schema looks at what such a key has, as JavaScript has a meaning of its own for it.
    throw new UsageError(
      `${place}: "${name}" cannot be a field name: names with a leading underscore are private in Python. Choose another name.`,
      { place },
    );
  }
  if (typeof field !== 'string') {
    const object: FieldObject & { readonly name?: string } = field ?? {};
    return parseFieldObject(name ?? object.name ?? '', object, place, context);
  }
  return name === undefined
    ? parseFieldToken(field, place, context)
    : parseNamedField(name, field, place, context);
}

/**
 * Returns what says why a field cannot be beside the others: they would share a name in Python or in the database. Of
 * two that clash, the later one is at fault.
 */
function clashesAmong(
  names: FeatureNames,
  fields: readonly FieldSpec[],
): (field: FieldSpec) => string | undefined {
  const owners = new Map<string, FieldSpec>();
  const spellings = new Map<string, FieldSpec>();
  const columns = new Map<string, FieldSpec>();
  return (field) => {
    const attributes = attributesOf(field, fields);
    const taken = attributes.find((attribute) => owners.has(attribute));
    const owner = taken && owners.get(taken);
    for (const attribute of attributes) owners.set(attribute, field);
    const spelling = field.name.replaceAll('_', '');
    const alike = spellings.get(spelling);
    spellings.set(spelling, field);
    if (owner) return clash(owner, field, taken);
    // Databases do not tell capital letters from small ones, or only where names are quoted.
    const column = columnOf(field).toLowerCase();
    const sharing = columns.get(column);
    if (hasColumn(field.type)) columns.set(column, field);
    if (sharing !== undefined && hasColumn(field.type)) {
      return `the fields "${sharing.name}" and "${field.name}" would both have the column "${columnOf(field)}". Give one of them another one with column=NAME.`;
    }
    if (alike !== undefined) {
      return `the fields "${alike.name}" and "${field.name}" are too similar: their classes would have the same name. Rename one of them.`;
    }
    const before = callerOf(fields.slice(0, fields.indexOf(field)));
    if (field.caller && field.type === 'ref' && before !== undefined) {
      return (
        `the fields "${before.name}" and "${field.name}" would both be set from who has signed in. ` +
        'At most one is: remove "caller" from the other.'
      );
    }
    return (
      classClash(names, field, fields) ??
      longNameClash(names, field) ??
      selfClash(names, field) ??
      sourceProblem(field, fields) ??
      countProblem(field, fields)
    );
  };
}

/** A row that needs another one of its kind could never be the first. */
function selfClash(names: FeatureNames, field: FieldSpec): string | undefined {
  if (field.type !== 'ref' || field.target !== names.pascal || field.optional) return undefined;
  return (
    `the field "${field.name}" refers to ${names.pascal} itself, so the first ${names.human} could never be created. ` +
    `Make it optional: ${field.name}:ref=${field.target}:optional.`
  );
}

/** Returns the names of a field in the API and in a model: its own, and that of its relationship. */
function attributesOf(field: FieldSpec, fields: readonly FieldSpec[]): string[] {
  const { name, type } = field;
  if (isCallerLink(field)) {
    const count = counterOf(field, fields) === undefined ? [countOf(name)] : [];
    return [name, ...count, linkedOf(field)];
  }
  if (isLargeLink(field) && counterOf(field, fields) === undefined) {
    return [name, keyOfField(name, type), countOf(name)];
  }
  return [...new Set([name, keyOfField(name, type)])];
}

function columnOf({ column, name, type }: FieldSpec): string {
  return column ?? keyOfField(name, type);
}

function clash(first: FieldSpec, second: FieldSpec, attribute: string): string {
  if (first.name === second.name && first.type === second.type) {
    return `the field "${second.name}" appears twice. Remove or rename one of them.`;
  }
  const [one, other] = [first, second].map(({ name, type }) => `"${name}:${type}"`);
  return `the fields ${one} and ${other} would both be called "${attribute}". Remove or rename one of them.`;
}

/** The class of an enum and the alias of a constrained type are named after feature and field. */
function classClash(
  names: FeatureNames,
  field: FieldSpec,
  fields: readonly FieldSpec[],
): string | undefined {
  // A reference has no type of its own: `category:ref=ProductCategory` is what it says.
  if (field.type === 'ref') return undefined;
  const className = names.pascal + pascalOf(field.name);
  const reference = fields.find(({ target }) => target === className);
  if (reference === undefined) return undefined;
  return (
    `the type of the field "${field.name}" would be called ${className}, like the feature that "${reference.name}" refers to. ` +
    `Rename the field "${field.name}".`
  );
}

/** The name of an index or constraint (`ix_<table>_<column>`) can be too long. SQLAlchemy shortens those of checks. */
function longNameClash(names: FeatureNames, field: FieldSpec): string | undefined {
  const { table } = names;
  const column = columnOf(field);
  const association = `${names.snake}_${field.name}`;
  const identifiers = [
    ...(field.unique || field.index || field.type === 'ref' ? [`ix_${table}_${column}`] : []),
    ...(field.prefix ? [namePrefixIndex(table, column)] : []),
    ...(field.type === 'refs'
      ? [names.snake, field.caller ? 'user' : singularOf(field.name)].map(
          (end) => `fk_${association}_${end}_id`,
        )
      : []),
  ];
  const long = identifiers.find(isTooLong);
  return long === undefined ? undefined : `the field "${field.name}" ${longConstraint(long)}`;
}

function isArray<T, U>(value: readonly T[] | U): value is readonly T[] {
  return Array.isArray(value);
}
