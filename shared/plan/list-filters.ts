/** What features whose lists are filtered by more than equal values need from a project. */
import { chosenFields } from '../feature/choices.js';
import { comparedKeys } from '../feature/comparisons.js';
import { prefixedFields } from '../feature/prefixes.js';
import { hasSearch } from '../feature/search.js';
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
    when: (spec) =>
      comparedKeys(spec, ownsRows).length +
        chosenFields(spec).length +
        prefixedFields(spec).length >
      0,
  };
}

/**
 * Returns the capability that filters lists by what texts begin with.
 *
 * @param path the module of these filters.
 */
export function prefixFilters(path: string): Capability {
  return {
    id: 'prefix-filters',
    why: 'Filters of lists by what a text begins with, which an index finds.',
    evidence: { path, symbol: 'begins_with' },
    files: [`${path}.ejs`],
    when: (spec) => prefixedFields(spec).length > 0,
  };
}

/**
 * Returns the capability of conditions that each database has in its own words, as those of texts.
 *
 * @param path the module of these conditions.
 */
export function inEitherDatabase(path: string): Capability {
  return {
    id: 'in-either-database',
    why: 'Conditions of lists that PostgreSQL and SQLite say differently.',
    evidence: { path, symbol: 'InEitherDatabase' },
    files: [`${path}.ejs`],
    when: (spec) => hasSearch(spec) || prefixedFields(spec).length > 0,
  };
}
