/** The fields whose words a list is searched by. */
import { UsageError } from '../errors.js';
import { meant, suggest } from '../suggestion.js';
import type { OwnAttributes } from './field/names.js';
import type { FieldSpec } from './field/spec.js';

/** The query parameter, and the attribute of models, by which a list is searched. */
export const SEARCH_PARAMETER = 'q';

/** The types of fields that consist of words. */
const TYPES = ['str', 'text', 'email', 'url'];

/** Whether the list of a feature is searched by words. */
export function hasSearch({ search }: { readonly search: readonly string[] }): boolean {
  return search.length > 0;
}

/** Names the index of words of a table. */
export function nameSearch(table: string): string {
  return `fts_${table}`;
}

/**
 * Reads by which fields a list is searched.
 *
 * @param input `title+body`, or the names in an array.
 * @param fields those of the feature.
 * @param place where it was said: `--search`.
 * @returns the names, in the order in which they were said.
 * @throws UsageError if a field has no words that callers may know, or is said twice.
 */
export function parseSearch(
  input: string | readonly string[],
  fields: readonly FieldSpec[],
  place: string,
): readonly string[] {
  const names = typeof input === 'string' ? input.split('+') : input;
  for (const [index, name] of names.entries()) {
    const reason =
      whyNot(name, fields) ?? (names.indexOf(name) < index && 'it is said twice. Say it once');
    if (reason) throw new UsageError(`${place} ${name}: ${reason}.`, { place });
  }
  return names;
}

/** Returns what classes have besides fields where lists are searched. */
export function attributesWithSearch({ listParameters, methods }: OwnAttributes): OwnAttributes {
  return {
    listParameters: [...listParameters, SEARCH_PARAMETER],
    methods: [...methods, SEARCH_PARAMETER],
  };
}

function whyNot(name: string, fields: readonly FieldSpec[]): string | undefined {
  const field = fields.find((each) => each.name === name);
  if (field === undefined) {
    const known = fields.map((each) => each.name);
    return `there is no such field. ${meant(suggest(name, known))}Fields: ${known.join(', ')}`;
  }
  if (!TYPES.includes(field.type)) {
    return `words are searched for in texts, and ${name} is of type ${field.type}. Choose another field; the types are ${TYPES.join(', ')}`;
  }
  if (field.private) {
    return `${name} is private, and a search would tell what is in it. Choose another field`;
  }
  return undefined;
}
