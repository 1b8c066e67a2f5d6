/** The state machines of a feature's fields. */
import type { FieldSpec } from './field/spec.js';

/** Whether a field of a feature is in one of several states, between which only some steps lead. */
export function hasFlows({ fields }: { readonly fields: readonly FieldSpec[] }): boolean {
  return fields.some(({ flow }) => flow !== undefined);
}
