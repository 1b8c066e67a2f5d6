/** What programs leave in a project that were only to try it: databases, reports. */
import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync, readdirSync, readSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { removeEmptyFolders } from '../empty-folders.js';

/** Folders in which nothing is a project's own. */
const NOT_OWN = new Set(['node_modules', '__pycache__']);

/** How the names of the files begin that are there while a run writes. */
const OURS = '.fastapi-feature';

/** What was in a project at some time. */
export interface Snapshot {
  readonly files: ReadonlySet<string>;
  readonly folders: ReadonlySet<string>;
}

/** Returns what is in a project: absolute paths, without hidden folders, packages and virtual environments. */
export function takeSnapshot(root: string): Snapshot {
  const files = new Set<string>();
  const folders = new Set<string>();
  const open = existsSync(root) ? [root] : [];
  for (let folder = open.pop(); folder !== undefined; folder = open.pop()) {
    const entries = readdirSync(folder, { withFileTypes: true });
    if (entries.some(({ name }) => name === 'pyvenv.cfg')) continue;
    folders.add(folder);
    for (const entry of entries) {
      const path = join(folder, entry.name);
      const isOwn = !entry.name.startsWith('.') && !NOT_OWN.has(entry.name);
      if (entry.isDirectory() && isOwn) open.push(path);
      else if (entry.isFile() && !entry.name.startsWith(OURS)) files.add(path);
    }
  }
  return { files, folders };
}

/**
 * Removes what has come since, as far as only programs can have left it: what is in a folder that is new as well, what git
 * ignores, and databases of SQLite. Somebody may have written the rest meanwhile.
 *
 * @param written the absolute paths of what was written on purpose.
 */
export function removeLeftovers(
  root: string,
  { files, folders }: Snapshot,
  written: ReadonlySet<string>,
): void {
  const added = [...takeSnapshot(root).files].filter(
    (path) => !files.has(path) && !written.has(path),
  );
  const ignored = ignoredAmong(root, added);
  const left = added.filter(
    (path) => !folders.has(dirname(path)) || ignored.has(path) || isDatabase(path),
  );
  for (const path of left) rmSync(path, { force: true });
  removeEmptyFolders(left.filter((path) => !folders.has(dirname(path))));
}

function ignoredAmong(root: string, paths: readonly string[]): ReadonlySet<string> {
  if (paths.length === 0) return new Set();
  const args = ['-C', root, 'check-ignore', '-z', '--stdin'];
  const { stdout } = spawnSync('git', args, { input: paths.join('\0'), encoding: 'utf8' });
  return new Set((stdout ?? '').split('\0'));
}

function isDatabase(path: string): boolean {
  const file = openSync(path, 'r');
  try {
    const start = Buffer.alloc(15);
    // One in which nothing was written yet is empty.
    const isEmpty = readSync(file, start, 0, 15, 0) === 0;
    return isEmpty ? /\.(db|sqlite3?)$/.test(path) : start.toString() === 'SQLite format 3';
  } finally {
    closeSync(file);
  }
}
