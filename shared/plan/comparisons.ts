/** What a list can be filtered by comparisons of, and what that is compared with. */
import { type ComparisonNames, namesOfComparisons } from '../feature/comparisons.js';
import type { CheckedType, Dialect } from '../feature/field/dialect.js';
import { BOUNDS } from '../feature/field/settings.js';

/** What a list can be filtered by comparisons of. */
export interface Comparison<Field> {
  /** What the API calls it: `price`, `created_at`. */
  readonly key: string;
  /** The attribute of rows that is compared: `price`. */
  readonly attribute: string;
  /** The type of what it is compared with, in a URL. */
  readonly type: string;
  /** The filters: greater, greater or equal, less, less or equal. */
  readonly names: readonly ComparisonNames[];
  /** The field; undefined for the times of a row. */
  readonly field: Field | undefined;
}

/** What is known of a field that is compared. */
interface ComparedField {
  readonly key: string;
  readonly attribute: string;
  readonly boundType?: string;
}

/**
 * Works out the comparisons of a list.
 *
 * @param keys of what it is compared by.
 * @param fields those of the feature.
 */
export function findComparisons<Field extends ComparedField>(
  keys: readonly string[],
  fields: readonly Field[],
): readonly Comparison<Field>[] {
  return keys.map((key) => {
    const field = fields.find((each) => each.key === key);
    return {
      key,
      attribute: field?.attribute ?? key,
      type: field?.boundType ?? 'UtcDatetime',
      names: namesOfComparisons(key),
      field,
    };
  });
}

/**
 * Returns the annotation of what values of a type are compared with in a URL: a rule such as `gt=0` is for what is stored,
 * not for what is asked.
 */
export function boundTypeOf(
  { constraints = [], name, ofColumn = [], within }: CheckedType,
  dialect: Dialect,
): string {
  const digits = constraints.filter(([rule]) => !BOUNDS.some((bound) => bound === rule));
  return dialect.annotation({ name, constraints: within === undefined ? digits : ofColumn });
}
