/** Fields that say how many rows a row is linked to, or consists of. */
import { meant, suggest } from '../suggestion.js';
import { canBeShownAs, isCallerLink } from './caller-links.js';
import type { FieldSpec } from './field/spec.js';
import { hasOwnTable } from './field/types.js';
import { isLargeLink } from './large-links.js';

/** Returns the fields that count. */
export function countsOf(fields: readonly FieldSpec[]): readonly FieldSpec[] {
  return fields.filter(isCount);
}

/** Whether a field counts the rows of another one. */
export function isCount({ type }: Pick<FieldSpec, 'type'>): boolean {
  return type === 'count';
}

/** Returns the field that counts the rows of a link or of parts; undefined if none does. */
export function counterOf(
  { name }: Pick<FieldSpec, 'name'>,
  fields: readonly FieldSpec[],
): FieldSpec | undefined {
  return countsOf(fields).find(({ source }) => source === name);
}

/**
 * Returns why a field cannot count the rows of the one that it names, and what to do; undefined if it can, or if it counts
 * nothing.
 *
 * @param fields those of the feature.
 */
export function countProblem(field: FieldSpec, fields: readonly FieldSpec[]): string | undefined {
  if (!isCount(field)) return undefined;
  const { name, source = '' } = field;
  const countable = fields.filter(({ type }) => hasOwnTable(type)).map((each) => each.name);
  const others =
    countable.length > 0
      ? `Such fields: ${countable.join(', ')}.`
      : 'There is none: add one, such as tags:refs=Tag, or leave the number out.';
  const from = fields.find((each) => each.name === source);
  if (from === undefined) {
    return `"${name}" is to count "${source}", and there is no such field. ${meant(suggest(source, countable))}It counts a link (refs) or parts. ${others}`;
  }
  if (!hasOwnTable(from.type)) {
    return `"${name}" is to count "${source}", which is of type ${from.type} and so one value. It counts a link (refs) or parts. ${others}`;
  }
  if ((isCallerLink(from) || isLargeLink(from)) && !canBeShownAs(name)) {
    return `"${name}" is a name that Python needs itself, so that it cannot count "${source}". Call it otherwise: ${source}_count:count=${source}.`;
  }
  const first = counterOf(from, fields);
  return first !== undefined && first.name !== name
    ? `"${name}" and "${first.name}" both count "${source}". Leave one of them out.`
    : undefined;
}
