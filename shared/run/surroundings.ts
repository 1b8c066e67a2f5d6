/** Where a command is carried out: inside Yeoman, or by the runner on its own. */
import { resolve } from 'node:path';
import type { Ask } from '../ask/ask.js';
import type { PendingFiles } from '../project/workspace.js';

/** What a command takes from where it is carried out. */
export interface Surroundings {
  /** What everything that belongs to the same run shares, by identity. */
  readonly run: object;
  /** The folder that the paths of options start from. */
  readonly cwd: string;
  /** The project's root, unless `--destination` names another: an absolute path. */
  readonly root: string;
  /** Asks a question. It is only called if there is somebody to answer. */
  readonly ask: Ask;
  /** Tells the user something. */
  say(text: string): void;
  /**
   * Returns what another generator of the run is about to write to a file, which is given by its
   * absolute path; undefined for a file that none has touched. Without it, there is no other generator.
   */
  pendingText?(path: string): string | undefined;
}

/** Returns what other generators of a run are about to write in a project, by paths from its root. */
export function pendingIn(root: string, { pendingText }: Surroundings): PendingFiles {
  if (pendingText === undefined) return () => undefined;
  return (path) => pendingText(resolve(root, path));
}
