/** Every field type. A new one is a file in `types/` and a line here. */
import type { PythonImport } from '../../python/imports.js';
import type { FieldTypeDefinition, PythonField, TypeNames } from './definition.js';
import { type Dialect, foundationDialect } from './dialect.js';
import { type CheckedField, meaning, type Setting } from './settings.js';
import { bigint } from './types/bigint.js';
import { bool } from './types/bool.js';
import { bytes } from './types/bytes.js';
import { count } from './types/count.js';
import { date } from './types/date.js';
import { datetime } from './types/datetime.js';
import { decimal } from './types/decimal.js';
import { duration } from './types/duration.js';
import { email } from './types/email.js';
import { enumeration } from './types/enum.js';
import { file } from './types/file.js';
import { float } from './types/float.js';
import { int } from './types/int.js';
import { ip } from './types/ip.js';
import { json } from './types/json.js';
import { list } from './types/list.js';
import { parts } from './types/parts.js';
import { ref } from './types/ref.js';
import { refs } from './types/refs.js';
import { slug } from './types/slug.js';
import { smallint } from './types/smallint.js';
import { str } from './types/str.js';
import { text } from './types/text.js';
import { time } from './types/time.js';
import { url } from './types/url.js';
import { uuid } from './types/uuid.js';

/** The types by their names, in the order in which they are shown. */
const DEFINITIONS = {
  str,
  text,
  int,
  bigint,
  float,
  decimal,
  bool,
  date,
  datetime,
  time,
  uuid,
  smallint,
  duration,
  json,
  bytes,
  file,
  email,
  url,
  ip,
  slug,
  enum: enumeration,
  ref,
  refs,
  parts,
  count,
  list,
} satisfies Record<string, FieldTypeDefinition>;

/** The name of a field type. */
export type FieldType = keyof typeof DEFINITIONS;

const BY_NAME: Readonly<Record<FieldType, FieldTypeDefinition>> = DEFINITIONS;

/** The name of every field type, in the order in which they are shown. */
export const FIELD_TYPES = Object.keys(DEFINITIONS) as [FieldType, ...FieldType[]];

/** The types that a list can hold. */
export const ITEM_TYPES: readonly FieldType[] = FIELD_TYPES.filter(
  (type) => BY_NAME[type].isListItem,
);

/** Returns the definition of a type. */
export function definitionOf(type: FieldType): FieldTypeDefinition {
  return BY_NAME[type];
}

/** Each type as it is written, and what it is: for `--help`. */
export const FIELD_TYPES_HELP: readonly (readonly [string, string])[] = FIELD_TYPES.map((type) => {
  const { usage, description, example } = BY_NAME[type];
  return [usage, `${description}; ${example}`];
});

/** One valid token for each type: for documentation and prompts. */
export const FIELD_EXAMPLES = Object.fromEntries(
  FIELD_TYPES.map((type) => [type, BY_NAME[type].example]),
) as Readonly<Record<FieldType, string>>;

/** The settings that each type takes; the name of a column comes last, as hardly anyone needs it. */
const TAKEN = Object.fromEntries(
  FIELD_TYPES.map((type) => {
    const { takes } = BY_NAME[type];
    const others = takes.filter((setting) => setting !== 'column');
    return [type, takes.includes('column') ? [...others, 'column'] : others];
  }),
) as unknown as Readonly<Record<FieldType, readonly Setting[]>>;

/** Returns the settings that a type takes. */
export function settingsOf(type: FieldType): readonly Setting[] {
  return TAKEN[type];
}

/** Whether the values of a type are rows of a table of their own, so that no column has them: links and parts. */
export function hasOwnTable(type: FieldType): boolean {
  return type === 'refs' || type === 'parts';
}

/** Whether a field of this type is in a column of its feature's table. */
export function hasColumn(type: FieldType): boolean {
  return !hasOwnTable(type) && type !== 'count';
}

/** Returns the imports that a type needs and no template has; those of a list are those of its elements. */
export function importsOf(type: FieldType, items?: string): readonly PythonImport[] {
  const own = BY_NAME[type].imports ?? [];
  return items === undefined ? own : [...own, ...importsOf(items as FieldType)];
}

/** Returns the type that was most likely meant. */
export function likelyType(word: string): FieldType | undefined {
  return meaning(word, FIELD_TYPES, BY_NAME);
}

/** The names of the types, for types made of other types. */
export const TYPE_NAMES: TypeNames = { all: FIELD_TYPES, items: ITEM_TYPES, likely: likelyType };

/** What has to be known about a field to turn it into Python. */
export interface PythonFieldContext {
  /** The class of an enum field: `ProductStatus`. */
  readonly enumClass: string;
  /** What sample texts are about: `product`. */
  readonly featureLabel: string;
  /** How the project writes types; as our foundations do, unless given. */
  readonly dialect?: Dialect;
}

/**
 * Turns a field into Python.
 *
 * @param field a validated field. Not `ref`, `refs` or `parts`, whose Python depends on what they are about.
 * @throws UsageError if no row, or too few different rows, could satisfy the limits of the field.
 */
export function pythonField(
  field: CheckedField & { readonly type: FieldType },
  { dialect = foundationDialect, ...context }: PythonFieldContext,
): PythonField {
  const { inPython } = BY_NAME[field.type];
  if (inPython === undefined) throw new Error(`${field.type} becomes Python by its target`);
  return inPython(field, {
    ...context,
    dialect,
    elementOf: (items, name) => ({
      ...pythonField(plainField(name, items as FieldType), { dialect, ...context }),
      isTextInJson: BY_NAME[items as FieldType].isTextInJson === true,
    }),
  });
}

/** Returns a field with only a type, such as the elements of a list have. */
function plainField(name: string, type: FieldType): CheckedField & { readonly type: FieldType } {
  const flags = { optional: false, unique: false, index: false, private: false, readonly: false };
  return { name, type, ...flags };
}
