/** Links of which each one is added and removed by itself, too. */
import type { FieldSpec } from './field/spec.js';
import { isLargeLink } from './large-links.js';

/** Whether each row that a field links to is added and removed by itself: of many, there is no other way. */
export function isEachLink(field: Pick<FieldSpec, 'each' | 'max' | 'type'>): boolean {
  return field.each === true || isLargeLink(field);
}

/** Whether a feature has a link of which each one is added and removed by itself, too. */
export function hasEachLinks({ fields }: { readonly fields: readonly FieldSpec[] }): boolean {
  return fields.some(isEachLink);
}
