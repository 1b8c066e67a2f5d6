/** What features whose lists are filtered by more than equal values need from a project. */
import { chosenFields } from '../feature/choices.js';
import { comparedKeys } from '../feature/comparisons.js';
import type { Capability } from './architecture.js';

/**
 * Returns the capability that filters lists by comparisons, and by several values.
 *
 * @param path the module of the filters.
 * @param ownsRows whether every row belongs to a user.
 * @param files the templates of what else it takes.
 */
export function listFilters(
  path: string,
  { files = [], ownsRows = false }: { files?: readonly string[]; ownsRows?: boolean } = {},
): Capability {
  return {
    id: 'list-filters',
    why: 'Filters of lists that ask for more than one value.',
    evidence: { path, symbol: 'Filter' },
    files: [`${path}.ejs`, ...files],
    when: (spec) => comparedKeys(spec, ownsRows).length + chosenFields(spec).length > 0,
  };
}
