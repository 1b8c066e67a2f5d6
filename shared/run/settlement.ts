/** What becomes of a run in which a person keeps some of the files that it would overwrite. */
import type { Plan } from '../plan/plan.js';
import { MEMORY, withoutFeatures } from '../project/memory.js';
import { changes, type PlannedFile } from '../project/workspace.js';

/** What is written after all. */
export interface Settlement {
  /** What happens to each file in the end. */
  readonly files: readonly PlannedFile[];
  /** The files that are there and stay as they are because a person wants it, from the root of the project. */
  readonly kept: readonly string[];
  /** The features that `.yo-rc.json` remembers as it did before. */
  readonly forgotten: readonly string[];
  /**
   * Returns what is written to a file; undefined if nothing is.
   *
   * @param path the file, from the root of the project.
   * @param planned what was to be written to it.
   */
  contents(path: string, planned: string): string | undefined;
}

/**
 * Settles a run.
 *
 * A feature of which a file is kept is remembered as it was before: what is not written is not
 * remembered. If that is so for every feature, and no file of one is overwritten, nothing is written
 * at all.
 *
 * @param kept the files that a person, or their `.yo-resolve`, keeps, from the root of the project.
 */
export function settle(
  plans: readonly Plan[],
  files: readonly PlannedFile[],
  kept: ReadonlySet<string>,
): Settlement {
  const isKept = (path: string) => kept.has(path);
  const forgotten = plans
    .filter(({ overwrites }) => overwrites.some(isKept))
    .flatMap(({ feature }) => feature?.feature ?? []);
  const overwritten = plans.flatMap(({ overwrites }) => overwrites).filter((path) => !isKept(path));
  const isRejected =
    forgotten.length > 0 && forgotten.length === plans.length && !overwritten.length;
  const changed = files.filter(changes);
  const own = new Set(changed.map(({ path }) => path));
  const standing = changed.filter((file) => file.before !== undefined).map(({ path }) => path);
  const before = files.find(({ path }) => path === MEMORY)?.before;

  const contents = (path: string, planned: string): string | undefined => {
    if (isKept(path)) return undefined;
    if (path === MEMORY && forgotten.length > 0) {
      const text = withoutFeatures(planned, before, isRejected ? undefined : forgotten);
      return text === before ? undefined : text;
    }
    return isRejected && own.has(path) ? undefined : planned;
  };
  return {
    files: files.flatMap((file) => {
      const after = file.action === 'unchanged' ? file.after : contents(file.path, file.after);
      if (after !== undefined) return [{ ...file, after }];
      return file.action === 'create' ? [] : [{ ...file, action: 'unchanged' as const }];
    }),
    kept: standing.filter(isKept),
    forgotten,
    contents,
  };
}
