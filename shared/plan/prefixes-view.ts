/** What templates see of a list that is filtered by what texts begin with. */
import { namesOfPrefix } from '../feature/prefixes.js';
import type { FeatureView } from './feature-view.js';

/** Returns what the templates of models and tests see. */
export function viewPrefixes({ prefixed }: FeatureView) {
  return {
    /** The attributes of the model that rows are filtered by. */
    prefixAttributes: prefixed.map(
      ({ attribute, key }) => `    ${namesOfPrefix(key).attribute} = begins_with("${attribute}")`,
    ),
    /** What a test filters by the beginning of. */
    prefixTests: prefixed.map((field) => ({ field, ...namesOfPrefix(field.key) })),
  };
}
