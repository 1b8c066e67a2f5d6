/** What stands in order. */

/** Whether items stand in order already. */
export function isSorted<T>(items: readonly T[], compare: (a: T, b: T) => number): boolean {
  return items.every((item, index) => index === 0 || compare(items[index - 1] as T, item) <= 0);
}

/**
 * Where the first of sorted items is that comes after something; their number if none does.
 *
 * @param compare says how an item compares to it.
 */
export function firstAfter<T>(items: readonly T[], compare: (item: T) => number): number {
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compare(items[middle] as T) > 0) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Finds where a name is among sorted ones, or where it would be. */
export function positionOf(sorted: readonly string[], name: string): number {
  return firstAfter(sorted, (each) => (each < name ? -1 : 1));
}
