/** What is written to a project, as far as it was planned. */
import { join } from 'node:path';
import { changes, type PlannedFile } from '../project/workspace.js';
import type { NewFile } from './commit.js';
import type { Verification } from './verification/verification.js';

/**
 * Settles a run in which a person keeps some files: is given their absolute paths, and returns what is written to a
 * file, given by its absolute path, instead of what was planned; undefined if nothing is.
 */
export type Settle = (
  kept: readonly string[],
) => (path: string, planned: string) => string | undefined;

/** What whoever writes has to know of a plan. */
export interface Planned {
  /** The root of the project, an absolute path. */
  readonly root: string;
  /** What happens to each file. */
  readonly files: readonly PlannedFile[];

  /**
   * Whether something that the plan was made on has changed since, mostly by another run. Whoever has the lock of the
   * project asks, so that nothing changes any more.
   */
  isOutdated(): boolean;

  /**
   * Plans again, on what stands now.
   *
   * @returns what happens to each file.
   * @throws RefusalError if the user, or another generator, has decided about what stood before.
   */
  planAgain(): Promise<readonly PlannedFile[]>;

  /** What tries it once it is written, if that is wanted. */
  readonly verification?: Verification | undefined;

  /** Is told that it has been written. What is planned later, in the same run, is planned on that. */
  noteWritten(): void;

  /** Settles what is written, once it is known which files are kept. */
  readonly settle: Settle;
}

/** Returns the files that a plan writes or deletes. */
export function changesIn(root: string, files: readonly PlannedFile[]): NewFile[] {
  return files.filter(changes).map(({ action, after, path }) => ({
    path: join(root, path),
    contents: action === 'delete' ? undefined : after,
  }));
}

/**
 * Tries what has been written, where that is wanted. Where it does not work, everything is put back.
 *
 * @param written all that has been written.
 * @param putBack puts everything back.
 * @throws RefusalError if it does not work, InterruptedError if a signal arrives meanwhile.
 */
export async function keepIfVerified(
  planned: readonly Planned[],
  written: readonly NewFile[],
  putBack: () => void,
): Promise<void> {
  try {
    const paths = written.map(({ path }) => path);
    for (const { files, verification } of planned) await verification?.check(files, paths);
  } catch (error) {
    putBack();
    throw error;
  }
}
