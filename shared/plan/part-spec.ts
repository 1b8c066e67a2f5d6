/** What rows consist of, as features that have nothing else. */
import type { FieldSpec } from '../feature/field/spec.js';
import { definitionOf } from '../feature/field/types.js';
import type { PartSpec } from '../feature/parts.js';
import type { FeatureSpec } from '../feature/spec.js';

/** Returns the spec of a part, as that of a feature which has nothing else. */
export function specOfPart(whole: FeatureSpec, { fields, name }: PartSpec): FeatureSpec {
  const { key: _, plural: __, table: ___, parent: ____, ...rest } = whole;
  return {
    ...rest,
    name,
    // What is unique is so within its row, and in no index of its own.
    fields: fields.map((field) => ({ ...field, unique: false })),
    parts: [],
    by: [],
    unique: [],
    index: [],
    search: [],
    include: [],
    actions: [],
    endpoints: [],
    integrations: [],
    concurrency: 'lock',
    pages: 'offset',
    timestamps: false,
    softDelete: false,
  };
}

/** Returns how many parts a row has in tests: as many as it has to have, but one. */
export function leastOf({ min }: FieldSpec): number {
  return Math.max(1, Number(min ?? 1));
}

/** Returns how many parts a row may have. */
export function mostOf({ max }: FieldSpec): number {
  return Number(max ?? definitionOf('parts').lengths?.usual);
}
