/** Files that were written for a project, and that newer templates no longer have. */
import type { Workspace } from '../project/workspace.js';
import { idOf } from '../project/written.js';
import { KEPT } from './bases.js';

/** Returns the paths that texts of some ids have had, as far as git knows any. */
export type PathsOf = (ids: ReadonlySet<string>) => ReadonlyMap<string, ReadonlySet<string>>;

/** What is known of the files of a project. */
export interface DroppedRequest {
  readonly workspace: Workspace;
  /** The ids of texts that were written, and are nowhere where something is written now. */
  readonly ids: ReadonlySet<string>;
  /** Whether something is written there now, or the file is none of those that may go. */
  readonly isWritten: (path: string) => boolean;
  readonly pathsOf: PathsOf;
}

/** A file that is no longer written. */
export interface DroppedFile {
  readonly path: string;
  readonly text: string;
  /** Whether it is as it was written. */
  readonly isOurs: boolean;
}

/**
 * Finds the files that were written and no longer are. A file that somebody has moved or copied is theirs: only where git
 * has known a text nowhere else, it is certain that the file is the one which was written.
 */
export function droppedFiles({
  ids,
  isWritten,
  pathsOf,
  workspace,
}: DroppedRequest): DroppedFile[] {
  if (ids.size === 0) return [];
  const found = new Map<string, DroppedFile>();
  for (const had of pathsOf(ids).values()) {
    const paths = [...had].map(standingPath);
    if (paths.some(isWritten)) continue;
    for (const path of paths) {
      const text = workspace.exists(path) ? workspace.read(path) : undefined;
      if (text === undefined || text.trim() === '') continue;
      found.set(path, { path, text, isOurs: ids.has(idOf(text)) });
    }
  }
  return [...found.values()].sort((one, other) => (one.path < other.path ? -1 : 1));
}

/** Returns the path of the file that a kept text is for. */
function standingPath(path: string): string {
  return path.startsWith(`${KEPT}/`) ? path.slice(KEPT.length + 1).replace(/\.txt$/, '') : path;
}
