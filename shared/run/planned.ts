/** What is written to a project, as far as it was planned. */
import type { PlannedFile } from '../project/workspace.js';

/** What whoever writes has to know of a plan. */
export interface Planned {
  /** The root of the project, an absolute path. */
  readonly root: string;
  /** What happens to each file. */
  readonly files: readonly PlannedFile[];

  /**
   * Plans again where something that the plan was made on has changed since, mostly by another run. Called by whoever
   * has the lock of the project, so that nothing changes any more.
   *
   * @returns what happens to each file now; undefined if everything still stands as it was planned on.
   * @throws RefusalError if what was decided about conflicts, or by other generators, was about what stood before.
   */
  planAgain(): Promise<readonly PlannedFile[] | undefined>;
}
