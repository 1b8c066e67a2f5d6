/** Fields by which one row is looked up, besides its id. */
import { UsageError } from '../errors.js';
import { meant, suggest } from '../suggestion.js';
import type { FieldSpec } from './field/spec.js';

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
  const names = typeof input === 'string' ? input.split('+') : input;
  for (const [index, name] of names.entries()) {
    const reason =
      whyNot(name, fields) ?? (names.indexOf(name) < index && `it is said twice. Say it once`);
    if (reason) throw new UsageError(`${place} ${name}: ${reason}.`, { place });
  }
  return names;
}

function whyNot(name: string, fields: readonly FieldSpec[]): string | undefined {
  const field = fields.find((each) => each.name === name);
  if (field === undefined) {
    const known = fields.map((each) => each.name);
    return `there is no such field. ${meant(suggest(name, known))}Fields: ${known.join(', ')}`;
  }
  if (!TYPES.includes(field.type)) {
    return `a row is looked up by a text, a number or a UUID, and ${name} is of type ${field.type}. Choose another field; the types are ${TYPES.join(', ')}`;
  }
  if (field.private) return `${name} is private, and would be in URLs. Choose another field`;
  if (!field.unique) {
    return `${name} is not unique, so that it can be that of several rows. Say ${name}:${field.type}:unique, or filter the list by it`;
  }
  return undefined;
}
