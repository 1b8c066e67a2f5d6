/** What lists and answers show of other rows where callers ask for it, with `?include=`. */
import { UsageError } from '../errors.js';
import type { OwnAttributes } from './field/names.js';
import type { FieldSpec } from './field/spec.js';
import { readFieldNames } from './named-fields.js';

/** The query parameter by which callers ask for it. */
const INCLUDE_PARAMETER = 'include';

/** Whether a feature shows more of other rows where callers ask for it. */
export function hasIncludes({ include }: { readonly include: readonly string[] }): boolean {
  return include.length > 0;
}

/**
 * Returns the references whose rows callers can ask for. What a row consists of is shown in any case.
 *
 * @param spec the fields of a feature, and what callers can ask for.
 */
export function includedReferences({
  fields,
  include,
}: {
  readonly fields: readonly FieldSpec[];
  readonly include: readonly string[];
}): readonly FieldSpec[] {
  return fields.filter(({ name, type }) => type === 'ref' && include.includes(name));
}

/**
 * Reads of which fields callers can ask for the rows.
 *
 * @param input `lines+customer`, or the names in an array.
 * @param fields those of the feature.
 * @param place where it was said: `--include`.
 * @returns the names, in the order in which they were said.
 * @throws UsageError if a field has no row that callers may see, or is said twice.
 */
export function parseIncludes(
  input: string | readonly string[],
  fields: readonly FieldSpec[],
  place: string,
): readonly string[] {
  const named = new Set(fields.map(({ name }) => name));
  const names = readFieldNames(
    input,
    fields,
    place,
    (field) =>
      whyNot(field) ??
      (named.has(relationshipOfIncluded(field))
        ? `what it refers to would be called ${relationshipOfIncluded(field)} in Python, as another field is. Call that one otherwise`
        : undefined),
  );
  const [part] = names;
  if (part !== undefined && includedReferences({ fields, include: names }).length === 0) {
    throw new UsageError(
      `${place} ${names.join('+')}: what a row consists of is in every answer. Name references (ref), too, or leave it out.`,
      { place },
    );
  }
  return names;
}

/** Names the rows that a reference leads to, where answers have its own name for what is asked for: `customer_row`. */
export function relationshipOfIncluded({ name }: Pick<FieldSpec, 'name'>): string {
  return `${name}_row`;
}

/** Returns what classes have besides fields where callers can ask for rows. */
export function attributesWithIncludes({ listParameters, methods }: OwnAttributes): OwnAttributes {
  return {
    listParameters: [...listParameters, INCLUDE_PARAMETER],
    methods: [...methods, INCLUDE_PARAMETER],
  };
}

function whyNot({ embed, name, private: isPrivate, target, type }: FieldSpec): string | undefined {
  if (type === 'refs') {
    return `answers name what is linked by its ids; the list of ${target} has the rest. Leave it out`;
  }
  if (type === 'parts') return undefined;
  if (type !== 'ref') {
    return `it is of type ${type}, and so in every answer. Name references (ref) or parts`;
  }
  if (isPrivate) {
    return `${name} is private, and so would be what it refers to. Choose another field`;
  }
  if (embed !== undefined) {
    return `every answer shows ${embed.replaceAll('+', ', ')} of it already (embed=${embed}). Leave one of the two out`;
  }
  if (target === 'User') {
    return `answers would show all that is known of somebody. Say which part of it instead: ${name}:ref=User:embed=FIELD`;
  }
  return undefined;
}
