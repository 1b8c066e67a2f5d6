/** Links of which each one is added and removed by itself, too. */
import type { FieldSpec } from './field/spec.js';

/** Whether a feature has a link of which each one is added and removed by itself, too. */
export function hasEachLinks({ fields }: { readonly fields: readonly FieldSpec[] }): boolean {
  return fields.some(({ each }) => each === true);
}
