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
  const votes = new Map<string, { paths: string[]; certain: number }>();
  for (const path of paths) {
    const certain = patternOf(path, models);
    // `order_service.py` may be the service of `order`, or be named after `order_service`: what others are called tells.
    for (const pattern of patternsOf(path, models)) {
      const vote = votes.get(pattern) ?? { paths: [], certain: 0 };
      vote.paths.push(path);
      if (pattern === certain) vote.certain += 1;
      votes.set(pattern, vote);
    }
  }
  const [best] = [...votes].toSorted(
    ([a, one], [b, other]) =>
      other.paths.length - one.paths.length || other.certain - one.certain || rank(a) - rank(b),
  );
  return best === undefined ? undefined : { pattern: best[0], paths: best[1].paths };
}

/** Prefers the flatter of two patterns with the same number of files. */
function rank(pattern: string): number {
  return pattern.split('/').length;
}

/** Returns the pattern that a path follows; undefined if it is not named after a feature. */
export function patternOf(path: string, models: readonly BackendModel[]): PathPattern | undefined {
  const segments = segmentsOf(path);
  const longest = longestNameIn(segments, models);
  return longest && patternWith(segments, longest);
}

/** Returns every pattern that a path can follow. */
function patternsOf(path: string, models: readonly BackendModel[]): ReadonlySet<PathPattern> {
  const segments = segmentsOf(path);
  const names = namesIn(segments, models);
  return new Set([
    ...names.map((name) => patternWith(segments, name)),
    // `items/models/item.py` has the name of its feature in both forms.
    ...names.map(({ model }) =>
      names
        .filter((each) => each.model === model)
        .toSorted((a, b) => b.name.length - a.name.length)
        .reduce(
          (pattern, { name, placeholder }) =>
            pattern.map((segment) => replaceWord(segment, name, placeholder)),
          segments,
        )
        .join('/')
        .concat('.py'),
    ),
  ]);
}

function patternWith(segments: readonly string[], { name, placeholder }: FeatureName): PathPattern {
  return `${segments.map((segment) => replaceWord(segment, name, placeholder)).join('/')}.py`;
}

/**
 * Returns the model that a path is named after: the one by which it follows the pattern of its kind, and otherwise the
 * one with the longest name in it; undefined if there is none.
 *
 * @param pattern what most files of its kind follow.
 */
export function modelFiledAt(
  path: string,
  models: readonly BackendModel[],
  pattern?: PathPattern,
): BackendModel | undefined {
  const segments = segmentsOf(path);
  const following = namesIn(segments, models).filter(
    (name) => patternWith(segments, name) === pattern,
  );
  return (longestOf(following) ?? longestNameIn(segments, models))?.model;
}

/** The longest name is meant: `order_item.py` is not a file of `order`. */
function longestNameIn(
  segments: readonly string[],
  models: readonly BackendModel[],
): FeatureName | undefined {
  return longestOf(namesIn(segments, models));
}

function longestOf(names: readonly FeatureName[]): FeatureName | undefined {
  return names.toSorted((a, b) => b.name.length - a.name.length || a.rank - b.rank)[0];
}

/** Returns the first of the models that a path is named after; undefined if there is none. */
export function modelNaming(
  path: string,
  models: readonly BackendModel[],
): BackendModel | undefined {
  return namesIn(segmentsOf(path), models).toSorted((a, b) => a.rank - b.rank)[0]?.model;
}

/** A name that paths can have. */
interface FeatureName {
  readonly name: string;
  readonly placeholder: '[feature]' | '[features]';
  readonly model: BackendModel;
  /** Of two names, the one that comes first is meant. */
  readonly rank: number;
}

/** The names of features by the models, as every file of a backend asks for them. */
const knownNames = new WeakMap<readonly BackendModel[], ReadonlyMap<string, FeatureName>>();

/** Returns the names of features that are whole words of a path. */
function namesIn(segments: readonly string[], models: readonly BackendModel[]): FeatureName[] {
  const names = knownNames.get(models) ?? namesOf(models);
  knownNames.set(models, names);
  return wordsOf(segments).flatMap((word) => names.get(word) ?? []);
}

function namesOf(models: readonly BackendModel[]): ReadonlyMap<string, FeatureName> {
  const names = models.flatMap((model) => [
    { name: model.features, placeholder: '[features]' as const, model },
    { name: model.feature, placeholder: '[feature]' as const, model },
    // A plural that nobody would guess is known by the table.
    { name: model.table, placeholder: '[features]' as const, model },
  ]);
  const ranked = names.map((each, rank) => [each.name, { ...each, rank }] as const);
  // Of equal names, the first counts.
  return new Map(ranked.toReversed());
}

function segmentsOf(path: string): string[] {
  return path.replace(/\.py$/, '').split('/');
}

/** Returns whatever can be a name in a path: `order`, `order_item`, `item`. */
function wordsOf(segments: readonly string[]): string[] {
  return segments.flatMap((segment) => {
    const words = segment.split('_');
    return words.flatMap((_, start) =>
      words.slice(start).map((_, length) => words.slice(start, start + length + 1).join('_')),
    );
  });
}

/** Replaces a name that is a whole word, separated from others by underscores. */
function replaceWord(segment: string, name: string, placeholder: string): string {
  // Most segments of a path have no part of the name, and a pattern takes longer to make than to use.
  if (!segment.includes(name)) return segment;
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
