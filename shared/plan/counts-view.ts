/** What templates say about numbers of rows that a row is linked to, or consists of. */
import type { FeatureView } from './feature-view.js';
import { declareShown } from './schemas-view.js';

/** Returns what all templates see. */
export function viewCounts({ counts }: FeatureView) {
  return {
    /** The fields of answers. */
    countFields: counts.map((count) =>
      declareShown({ ...count, isRenamed: count.attribute !== count.key }, 'int'),
    ),
    /** Returns the keys in JSON of what counts the rows of a field: one, or none. */
    countsOf: (name: string) => counts.filter(({ of }) => of === name).map(({ json }) => json),
  };
}
