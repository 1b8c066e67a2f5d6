/** Links that users make and undo for themselves: what is their favorite, whom they follow. */
import { looksFree } from './field/names.js';
import type { FieldSpec } from './field/spec.js';
import { singularOf } from './naming.js';

/** Returns the fields that link rows to whoever has signed in. */
export function callerLinksOf(fields: readonly FieldSpec[]): readonly FieldSpec[] {
  return fields.filter(isCallerLink);
}

/** Whether a field links rows to whoever has signed in. */
export function isCallerLink({ caller, type }: Pick<FieldSpec, 'caller' | 'type'>): boolean {
  return caller === true && type === 'refs';
}

/** Whether a feature has a field that links rows to whoever has signed in. */
export function hasCallerLinks({ fields }: { readonly fields: readonly FieldSpec[] }): boolean {
  return fields.some(isCallerLink);
}

/** Returns what answers call how many users a row is linked to: `favorites_count`. */
export function countOf(name: string): string {
  return `${name}_count`;
}

/** Returns what answers call whether whoever asks is among them: `favorited`. */
export function linkedOf({ as, name }: Pick<FieldSpec, 'as' | 'name'>): string {
  return as ?? participleOf(name);
}

/** Whether everything that emitted code calls so can have that name. */
export function canBeShownAs(name: string): boolean {
  return looksFree(name);
}

/**
 * Returns what a row is by a link, from the plural that the link is called by: the participle of the verb that its
 * singular is (`likes`: `liked`), or that who does it is named after (`followers`: `followed`).
 */
export function participleOf(plural: string): string {
  const singular = singularOf(plural);
  if (singular.length > 4 && singular.endsWith('er')) return `${singular.slice(0, -1)}d`;
  if (singular.endsWith('e')) return `${singular}d`;
  if (/[^aeiou_]y$/.test(singular)) return `${singular.slice(0, -1)}ied`;
  const isDoubled = /(?:^|_)[^aeiou_]*[aeiou][^aeiouwxy_]$/.test(singular);
  return `${singular}${isDoubled ? singular.slice(-1) : ''}ed`;
}
