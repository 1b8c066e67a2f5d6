/** The field that identifies a row by itself, in place of an id: the code of a customer. */

import { occurs, takesSlash } from './field/pattern-program.js';
import type { FieldSpec } from './field/spec.js';
import { LONGEST_INDEXED } from './field/text-type.js';
import { readFieldNames } from './named-fields.js';

/** The types of fields that can identify a row, in its table and in URLs. */
const TYPES = ['str', 'int', 'bigint', 'smallint', 'uuid'];

/**
 * What keys consist of where no pattern says it: characters that stand for themselves in any part of a URL, none of which
 * is a dot at the beginning, as `.` and `..` are folders.
 */
const URL_SAFE = '^[A-Za-z0-9_~-][A-Za-z0-9._~-]*$';

/** Modifiers that say nothing of a key, or what it cannot be, each with its reason and what to do. */
const UNFIT = {
  optional: 'every row has a key. Leave optional out',
  private: 'a key is in URLs, which everybody sees. Leave private out, or choose another field',
  readonly: 'callers say the key of what they create. Leave readonly out, or choose another field',
  index: 'a key has an index anyway. Leave index out',
} as const;

/**
 * Reads which field identifies a row.
 *
 * @param input its name.
 * @param fields those of the feature.
 * @param place where it was said: `--key`.
 * @returns the name.
 * @throws UsageError if there is no such field, or if it cannot identify a row.
 */
export function parseNaturalKey(
  input: string,
  fields: readonly FieldSpec[],
  place: string,
): string {
  readFieldNames([input], fields, place, whyNot);
  return input;
}

function whyNot(field: FieldSpec): string | undefined {
  const { max, min, name, pattern, type } = field;
  if (type === 'slug') {
    return `a slug is made where none is given, and gets a number where it is taken, which takes an id. Say --by ${name} besides the id`;
  }
  if (!TYPES.includes(type)) {
    return `a row is identified by a text with a limit, a number or a UUID, and ${name} is of type ${type}. Choose another field; the types are ${TYPES.join(', ')}`;
  }
  const unfit = Object.entries(UNFIT).find(([modifier]) => field[modifier as keyof typeof UNFIT]);
  if (unfit !== undefined) return unfit[1];
  if (field.default !== undefined) {
    return 'callers say the key of what they create, so that it has no default. Leave default out';
  }
  if (Number(max ?? 0) > LONGEST_INDEXED) {
    return `no index holds texts of ${max} characters. Allow at most ${LONGEST_INDEXED}: ${name}:str=${LONGEST_INDEXED}`;
  }
  if (min !== undefined && Number(min) === 0 && type === 'str') {
    return `an empty text is no part of a URL. Leave min=0 out`;
  }
  return pattern === undefined ? undefined : whyNotPattern(name, pattern);
}

function whyNotPattern(name: string, pattern: string): string | undefined {
  if (takesSlash(pattern)) {
    return `the pattern of ${name} takes texts with a slash, which separates the parts of a URL. Say from the beginning to the end what they consist of: ${name}:str:pattern=^[A-Z0-9-]+$`;
  }
  if (occurs(pattern, '.') || occurs(pattern, '..')) {
    return `the pattern of ${name} takes "." or "..", which are folders in a URL. Let texts begin with another character: ${name}:str:pattern=^[A-Z0-9-]+$`;
  }
  return undefined;
}

/**
 * Returns a field as one that identifies rows: no two have the same, and a text can be a part of a URL.
 *
 * @param field one that {@link parseNaturalKey} lets through.
 */
export function asNaturalKey(field: FieldSpec): FieldSpec {
  const { pattern = URL_SAFE, type } = field;
  return { ...field, unique: true, ...(type === 'str' ? { pattern } : {}) };
}

/** Whether the pattern of a key is the one that nobody had to say. */
export function isUsualKey({ pattern }: FieldSpec): boolean {
  return pattern === URL_SAFE;
}
