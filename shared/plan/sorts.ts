/** What a list can be sorted by: what an index holds in that order, however many rows there are. */
import type { FieldSpec } from '../feature/field/spec.js';
import type { FeatureSpec } from '../feature/spec.js';
import { TIMES } from '../feature/together.js';

/** A field, as a list shows it. */
interface Shown {
  readonly key: string;
  readonly spec: FieldSpec;
}

/** What has an index, by the keys of its columns in their order. */
interface Indexed {
  readonly fields: readonly Shown[];
  readonly keys: readonly string[];
}

/** Up to so many columns are sorted each in a direction of its own; with each more, the orders double. */
const MOST_DIRECTIONS = 3;

/**
 * Returns the keys of what an index holds in order. Rows without a value are not ordered by the index of what is unique,
 * and by that of a time and more they nearly are.
 *
 * @param shown the fields that answers show.
 * @param ordered what has an index of its own.
 */
export function sortsOf(
  shown: readonly Shown[],
  { index }: FeatureSpec,
  ordered: readonly Indexed[],
): readonly string[] {
  const isOrdered = ({ key, spec }: Shown) =>
    ordered.some(({ keys }) => keys.includes(key)) ||
    (spec.unique && !spec.optional && spec.type !== 'ref');
  const times = TIMES.filter((time) => index.some(([first]) => first === time));
  return [...shown.filter(isOrdered).map(({ key }) => key), ...times];
}

/**
 * Returns the indexes over several columns by all of which a list can be sorted. From a position on, rows are found by
 * comparing whole rows, which needs a value in each column.
 *
 * @param indexed the indexes over several columns.
 */
export function sortsTogetherOf<T extends Indexed>(
  indexed: readonly T[],
  isPagedByCursor: boolean,
): readonly T[] {
  return indexed.filter(({ fields }) =>
    fields.every(({ spec }) => !spec.private && !(isPagedByCursor && spec.optional)),
  );
}

/**
 * Returns the orders of an index over several columns, as callers say them: `status,created_at`, `status,-created_at`.
 *
 * @param isOneWay whether all columns are sorted in the same direction.
 */
export function ordersOf(keys: readonly string[], isOneWay: boolean): readonly string[] {
  const downwards = keys.map((key) => `-${key}`);
  if (isOneWay || keys.length > MOST_DIRECTIONS) return [keys.join(','), downwards.join(',')];
  const each = keys.reduce<string[][]>(
    (orders, key) =>
      orders.flatMap((order) => [
        [...order, key],
        [...order, `-${key}`],
      ]),
    [[]],
  );
  return each.map((order) => order.join(','));
}
