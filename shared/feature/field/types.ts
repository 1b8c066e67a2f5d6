/** Every field type there is. A new one is a file in `types/` and a line here. */
import type { PythonImport } from '../../python/imports.js';
import type { FieldTypeDefinition, PythonField, TypeNames } from './definition.js';
import { type Dialect, foundationDialect } from './dialect.js';
import { type CheckedField, meaning, type Setting } from './settings.js';
import { bigint } from './types/bigint.js';
import { bool } from './types/bool.js';
import { date } from './types/date.js';
import { datetime } from './types/datetime.js';
import { decimal } from './types/decimal.js';
import { email } from './types/email.js';
import { enumeration } from './types/enum.js';
import { float } from './types/float.js';
import { int } from './types/int.js';
import { json } from './types/json.js';
import { list } from './types/list.js';
import { ref } from './types/ref.js';
import { refs } from './types/refs.js';
import { str } from './types/str.js';
import { text } from './types/text.js';
import { time } from './types/time.js';
import { url } from './types/url.js';
import { uuid } from './types/uuid.js';

/** The types by their names, in the order in which people are shown them. */
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
  json,
  email,
  url,
  enum: enumeration,
  ref,
  refs,
  list,
} satisfies Record<string, FieldTypeDefinition>;

/** The type of a field. */
export type FieldType = keyof typeof DEFINITIONS;

const BY_NAME: Readonly<Record<FieldType, FieldTypeDefinition>> = DEFINITIONS;

/** Every field type, in the order in which people are shown them. */
export const FIELD_TYPES = Object.keys(DEFINITIONS) as [FieldType, ...FieldType[]];

/** The types that a list can hold. */
export const ITEM_TYPES: readonly FieldType[] = FIELD_TYPES.filter(
  (type) => BY_NAME[type].isListItem,
);

/** What is known of a type. */
export function definitionOf(type: FieldType): FieldTypeDefinition {
  return BY_NAME[type];
}

/** Each type as it is written, with what it is: for `--help`. */
export const FIELD_TYPES_HELP: readonly (readonly [string, string])[] = FIELD_TYPES.map((type) => {
  const { usage, description, example } = BY_NAME[type];
  return [usage, `${description}; ${example}`];
});

/** One valid token for each type: for documentation and prompts. */
export const FIELD_EXAMPLES = Object.fromEntries(
  FIELD_TYPES.map((type) => [type, BY_NAME[type].example]),
) as Readonly<Record<FieldType, string>>;

/** The settings that a type takes. */
export function settingsOf(type: FieldType): readonly Setting[] {
  return BY_NAME[type].takes;
}

/** What a type needs that no template imports; a list needs what its elements do. */
export function importsOf(type: FieldType, items?: string): readonly PythonImport[] {
  const own = BY_NAME[type].imports ?? [];
  return items === undefined ? own : [...own, ...importsOf(items as FieldType)];
}

/** The type that somebody most likely meant. */
export function likelyType(word: string): FieldType | undefined {
  return meaning(word, FIELD_TYPES, BY_NAME);
}

/** The types, for those that are made of others. */
export const TYPE_NAMES: TypeNames = { all: FIELD_TYPES, items: ITEM_TYPES, likely: likelyType };

/** What a field needs to be known by, to become Python. */
export interface PythonFieldContext {
  /** The class of an enum field: `ProductStatus`. */
  readonly enumClass: string;
  /** What sample texts speak of: `product`. */
  readonly featureLabel: string;
  /** How the project writes types; as our foundations do, where nothing is said. */
  readonly dialect?: Dialect;
}

/**
 * What a field becomes in Python.
 *
 * @param field a validated field; `ref` and `refs` become Python by their targets, and are not asked for here.
 * @throws UsageError where no row, or too few different rows, could satisfy the field's limits.
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

/** A field of a type with nothing said about it, as the elements of a list are. */
function plainField(name: string, type: FieldType): CheckedField & { readonly type: FieldType } {
  const flags = { optional: false, unique: false, index: false, private: false, readonly: false };
  return { name, type, ...flags };
}
