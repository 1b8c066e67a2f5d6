/** Fields of a feature that are named elsewhere in it: those that it is looked up by, or searched by. */
import { UsageError } from '../errors.js';
import { meant, suggest } from '../suggestion.js';
import type { FieldSpec } from './field/spec.js';

/**
 * Reads the names of fields.
 *
 * @param input `slug+code`, or the names in an array.
 * @param fields those of the feature.
 * @param place where it was said: `--by`.
 * @param whyNot says why a field cannot be named there, and what to do; undefined if it can.
 * @returns the names, in the order in which they were said.
 * @throws UsageError if there is no such field, if it cannot be named there, or is said twice.
 */
export function readFieldNames(
  input: string | readonly string[],
  fields: readonly FieldSpec[],
  place: string,
  whyNot: (field: FieldSpec) => string | undefined,
): readonly string[] {
  const names = typeof input === 'string' ? input.split('+') : input;
  for (const [index, name] of names.entries()) {
    const field = fields.find((each) => each.name === name);
    const reason =
      (field === undefined ? unknown(name, fields) : whyNot(field)) ??
      (names.indexOf(name) < index && 'it is said twice. Say it once');
    if (reason) throw new UsageError(`${place} ${name}: ${reason}.`, { place });
  }
  return names;
}

function unknown(name: string, fields: readonly FieldSpec[]): string {
  const known = fields.map((each) => each.name);
  return `there is no such field. ${meant(suggest(name, known))}Fields: ${known.join(', ')}`;
}
