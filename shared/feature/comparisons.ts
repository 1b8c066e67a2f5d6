/** What a list is compared by: values that are greater or less than another one, which an index finds. */

import type { OwnAttributes } from './field/names.js';
import { keyOfField, namesOfField } from './field/names.js';
import type { FieldSpec } from './field/spec.js';
import { definitionOf } from './field/types.js';
import { ownerRule } from './ownership.js';
import type { FeatureSpec } from './spec.js';
import { TIMES } from './together.js';

/** The comparisons, as Pydantic and Python's `operator` call them, and in the order of the emitted `comparisons()`. */
export const COMPARISONS = ['gt', 'ge', 'lt', 'le'] as const;

/** What of a feature says what its list is compared by. */
type Compared = Pick<FeatureSpec, 'access' | 'endpoints' | 'fields' | 'index' | 'key' | 'parent'>;

/**
 * Returns the keys of what a list is compared by: numbers and dates that have an index or identify rows, and the times
 * of rows that an index begins with.
 *
 * @param ownsRows whether every row belongs to a user, so that what is unique is so among the rows of one owner.
 */
export function comparedKeys(spec: Compared, ownsRows: boolean): readonly string[] {
  if (!spec.endpoints.includes('list')) return [];
  const isHeld = ({ index, name, unique }: FieldSpec) =>
    index || name === spec.key || (unique && (!ownsRows || listsOneOwner(spec)));
  return [
    ...spec.fields
      .filter((field) => !field.private && isHeld(field) && definitionOf(field.type).isOrdered)
      .map(({ name, type }) => keyOfField(name, type)),
    ...TIMES.filter((time) => spec.index.some(([first]) => first === time)),
  ];
}

/** A filter by a comparison. */
export interface ComparisonNames {
  /** The attribute of models and of query strings: `price_ge`. */
  readonly attribute: string;
  /** What lists call it, which is the same unless Python cannot have it. */
  readonly parameter: string;
}

/** Returns what the comparisons with a key are called, in their order. */
export function namesOfComparisons(key: string): readonly ComparisonNames[] {
  return COMPARISONS.map((comparison) => {
    const name = `${key}_${comparison}`;
    return { attribute: namesOfField({ name, type: 'int' }).attribute, parameter: name };
  });
}

/** Returns what classes have besides fields where lists are compared by these keys. */
export function attributesWithComparisons(
  { listParameters, methods }: OwnAttributes,
  keys: readonly string[],
): OwnAttributes {
  const names = keys.flatMap(namesOfComparisons);
  return {
    listParameters: [...listParameters, ...names.map(({ parameter }) => parameter)],
    methods: [...methods, ...names.map(({ attribute }) => attribute)],
  };
}

/** Whether each list has the rows of one owner alone, whatever they are nested in. */
function listsOneOwner({ access, parent }: Compared): boolean {
  return parent === undefined && ownerRule(access, access.read)?.foundBy?.length === 0;
}
