/** Where files of a kind are and how they are named, learnt from the existing ones. */
import { posix } from 'node:path';
import type { BackendModel } from './models.js';

/** A path with `[feature]` or `[features]` in place of the name: `app/models/[feature].py`. */
export type PathPattern = string;

/**
 * Finds the pattern that most of these files follow.
 *
 * @param paths files of one kind, such as all routers.
 * @param models the features that exist.
 * @returns the pattern, and the files that follow it; undefined if no file is named after a
 *   feature.
 */
export function commonPattern(
  paths: readonly string[],
  models: readonly BackendModel[],
): { readonly pattern: PathPattern; readonly paths: readonly string[] } | undefined {
  const votes = new Map<string, string[]>();
  for (const path of paths) {
    const pattern = patternOf(path, models);
    if (pattern !== undefined) votes.set(pattern, [...(votes.get(pattern) ?? []), path]);
  }
  const [best] = [...votes].toSorted(
    (a, b) => b[1].length - a[1].length || rank(a[0]) - rank(b[0]),
  );
  return best === undefined ? undefined : { pattern: best[0], paths: best[1] };
}

/** Prefers the flatter of two patterns with the same number of files. */
function rank(pattern: string): number {
  return pattern.split('/').length;
}

/** Returns the pattern that a path follows; undefined if it is not named after a feature. */
export function patternOf(path: string, models: readonly BackendModel[]): PathPattern | undefined {
  // Try the longest name first: `order_item.py` is not a file of `order`.
  const names = models
    .flatMap(({ feature, features }) => [
      [features, '[features]'] as const,
      [feature, '[feature]'] as const,
    ])
    .toSorted((a, b) => b[0].length - a[0].length);
  for (const [name, placeholder] of names) {
    const segments = path.replace(/\.py$/, '').split('/');
    const replaced = segments.map((segment) => replaceWord(segment, name, placeholder));
    if (replaced.some((segment, index) => segment !== segments[index])) {
      return `${replaced.join('/')}.py`;
    }
  }
  return undefined;
}

/** Replaces a name that is a whole word, separated from others by underscores. */
function replaceWord(segment: string, name: string, placeholder: string): string {
  return segment.replace(new RegExp(`(^|_)${name}(?=_|$)`), `$1${placeholder}`);
}

/** Returns the folder that most files of a kind are in. */
export function commonFolder(paths: readonly string[]): string | undefined {
  const votes = new Map<string, number>();
  for (const path of paths) {
    const folder = posix.dirname(path);
    votes.set(folder, (votes.get(folder) ?? 0) + 1);
  }
  return [...votes].toSorted((a, b) => b[1] - a[1])[0]?.[0];
}

/** Whether most files of a kind have plural names: `items.py`. */
export function prefersPluralNames(paths: readonly string[], pluralByDefault: boolean): boolean {
  const stems = paths
    .map((path) => posix.basename(path, '.py'))
    .filter((stem) => stem !== '__init__');
  if (stems.length === 0) return pluralByDefault;
  return stems.filter((stem) => stem.endsWith('s')).length * 2 >= stems.length;
}
