/** Features whose rows have files. */
import type { FieldSpec } from './field/spec.js';
import type { FeatureSpec } from './spec.js';

/** Returns the fields that are files. */
export function filesOf(fields: readonly FieldSpec[]): readonly FieldSpec[] {
  return fields.filter(({ type }) => type === 'file');
}

/** Whether the rows of a feature have files. */
export function hasFiles({ fields }: Pick<FeatureSpec, 'fields'>): boolean {
  return filesOf(fields).length > 0;
}
