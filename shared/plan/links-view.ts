/** How rows are read together with the ids of what they link to. */
import type { FeatureView, TargetView } from './feature-view.js';
import { partOptions } from './parts-view.js';

/**
 * Returns the options that load the ids of linked rows, and nothing else of them, how many they are where they are too
 * many, and parts: one statement for each field, however many rows.
 *
 * @param Model the class of the rows, as a module names it.
 * @param modelOf returns the same for what they link to.
 * @param withoutRest what leaves out whatever else comes along with such rows, where anything does.
 */
export function linkOptions(
  { largeLinks, links, parts }: FeatureView,
  Model: string,
  modelOf: (target: TargetView) => string,
  withoutRest = '',
): readonly string[] {
  const linked = links.map(
    ({ relationship, target }) =>
      `selectinload(${Model}.${relationship}).load_only(${modelOf(target)}.id)${withoutRest}`,
  );
  const counted = largeLinks.map((link) => `selectinload(${Model}.${link.counted})`);
  return [...linked, ...counted, ...partOptions(parts, Model)];
}
