/** Fields by which one row is looked up, besides its id. */
import type { FieldSpec } from './field/spec.js';
import { readFieldNames } from './named-fields.js';

/** The types of fields that identify a row in a URL. */
const TYPES = ['str', 'slug', 'email', 'int', 'bigint', 'uuid'];

/**
 * Reads by which fields a row is looked up.
 *
 * @param input `slug+code`, or the names in an array.
 * @param fields those of the feature.
 * @param place where it was said: `--by`.
 * @returns the names, in the order in which they were said.
 * @throws UsageError if a field does not identify a row, or is said twice.
 */
export function parseLookups(
  input: string | readonly string[],
  fields: readonly FieldSpec[],
  place: string,
): readonly string[] {
  return readFieldNames(input, fields, place, whyNot);
}

function whyNot(field: FieldSpec): string | undefined {
  const { name } = field;
  if (!TYPES.includes(field.type)) {
    return `a row is looked up by a text, a number or a UUID, and ${name} is of type ${field.type}. Choose another field; the types are ${TYPES.join(', ')}`;
  }
  if (field.private) return `${name} is private, and would be in URLs. Choose another field`;
  if (!field.unique) {
    return `${name} is not unique, so that it can be that of several rows. Say ${name}:${field.type}:unique, or filter the list by it`;
  }
  return undefined;
}
