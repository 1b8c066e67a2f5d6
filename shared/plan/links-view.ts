/** How rows are read together with the ids of what they link to. */
import type { FeatureView, TargetView } from './feature-view.js';

/**
 * Returns the options that load the ids of linked rows, and nothing else of them: one statement for each link, however
 * many rows.
 *
 * @param Model the class of the rows, as a module names it.
 * @param modelOf returns the same for what they link to.
 * @param withoutRest what leaves out whatever else comes along with such rows, where anything does.
 */
export function linkOptions(
  { links }: FeatureView,
  Model: string,
  modelOf: (target: TargetView) => string,
  withoutRest = '',
): readonly string[] {
  return links.map(
    ({ relationship, target }) =>
      `selectinload(${Model}.${relationship}).load_only(${modelOf(target)}.id)${withoutRest}`,
  );
}
