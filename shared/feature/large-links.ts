/** Links to so many rows that no request and no answer has their ids: a number stands in their place. */
import type { FieldSpec } from './field/spec.js';
import { MOST_LINKED } from './field/types/refs.js';

/** Whether a field links to more rows than a request can name. */
export function isLargeLink({ max, type }: { type: string; max?: string | undefined }): boolean {
  return type === 'refs' && Number(max ?? 0) > MOST_LINKED;
}

/** Returns the fields that do. */
export function largeLinksOf(fields: readonly FieldSpec[]): readonly FieldSpec[] {
  return fields.filter(isLargeLink);
}

/** Whether a feature has such a field. */
export function hasLargeLinks({ fields }: { readonly fields: readonly FieldSpec[] }): boolean {
  return fields.some(isLargeLink);
}
