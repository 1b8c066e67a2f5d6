/** What templates see of the orders that a list can be had in. */
import { type FeatureView, type FieldView, isLeftOpen } from './feature-view.js';
import { ordersOf } from './sorts.js';

/** Returns what the templates of schemas and tests see. */
export function viewSorts({
  isPagedByCursor,
  key,
  sorts,
  sortsTogether,
  unique,
}: Pick<FeatureView, 'isPagedByCursor' | 'key' | 'sorts' | 'sortsTogether' | 'unique'>) {
  const alone = sorts.flatMap((each) => [each, `-${each}`]);
  const together = sortsTogether.map(({ fields, keys }) => ({
    first: fields.find((field) => field.key === keys[0] && !unique.includes(field)),
    orders: ordersOf(keys, isPagedByCursor),
    // A test reads rows by what the API calls their columns, and each of them has a value.
    isTested: fields.every((field) => !field.isRenamed && !isLeftOpen(field)),
  }));
  return {
    /** The orders by one column, as Python strings: `"id", "-id", "name", "-name"`. */
    sortValues: quoted(alone),
    /** A column by which tests sort in the other direction than usual. */
    firstSort: sorts[0] ?? key,
    /** All that `sort` can be, those by several columns too. */
    orderValues: quoted([...alone, ...together.flatMap(({ orders }) => orders)]),
    /** What tests sort by several columns. */
    sortedTogether: together
      .filter(({ isTested }) => isTested)
      .map(({ first, orders }) => ({ orders, sampled: sampledBy(first) })),
  };
}

/** Returns how the rows of a test differ in a column, where several have the same value in it. */
function sampledBy(first: FieldView | undefined) {
  if (first === undefined || first.spec.type === 'ref' || first.spec.flow !== undefined) return;
  const { attribute, otherSample, sample } = first;
  return sample === otherSample ? undefined : { attribute, otherSample, sample };
}

function quoted(words: readonly string[]): string {
  return words.map((word) => `"${word}"`).join(', ');
}
