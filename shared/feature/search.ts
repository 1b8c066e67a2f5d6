/** The fields whose words a list is searched by. */
import type { OwnAttributes } from './field/names.js';
import type { FieldSpec } from './field/spec.js';
import { readFieldNames } from './named-fields.js';

/** The query parameter, and the attribute of models, by which a list is searched. */
const SEARCH_PARAMETER = 'q';

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
  return readFieldNames(input, fields, place, whyNot);
}

/** Returns what classes have besides fields where lists are searched. */
export function attributesWithSearch({ listParameters, methods }: OwnAttributes): OwnAttributes {
  return {
    listParameters: [...listParameters, SEARCH_PARAMETER],
    methods: [...methods, SEARCH_PARAMETER],
  };
}

function whyNot(field: FieldSpec): string | undefined {
  const { name } = field;
  if (!TYPES.includes(field.type)) {
    return `words are searched for in texts, and ${name} is of type ${field.type}. Choose another field; the types are ${TYPES.join(', ')}`;
  }
  if (field.private) {
    return `${name} is private, and a search would tell what is in it. Choose another field`;
  }
  return undefined;
}
