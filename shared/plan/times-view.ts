/** What templates say about when rows were made and changed. */
import type { FeatureView } from './feature-view.js';

/** Returns what tests say about the times of a row, if it has any. */
export function viewTimes({ hasTimes, inJson }: FeatureView) {
  return {
    /** Both, each after a comma, where a test leaves them out. */
    commaTimes: hasTimes ? ', "created_at", "updated_at"' : '',
    /** What makes two answers equal but for when the row was changed. */
    ignoringTimes: hasTimes ? ` | {"${inJson('updated_at')}": ""}` : '',
  };
}
