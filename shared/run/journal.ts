/**
 * The journal of a run that writes: what it is about to do, so that the next run can finish or undo it.
 *
 * It exists only while files are being written, by the run that holds the lock. Where it is found by another run that
 * holds the lock, its own has been killed.
 */
import { createHash } from 'node:crypto';
import { existsSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { renamePatiently } from './patient-rename.js';

/** The name of the journal, in the root of the project. */
export const JOURNAL = '.fastapi-feature-unfinished.json';

/** The names that a journal may have: the second where a journal that is not of this project has the first. */
export const JOURNALS = [JOURNAL, JOURNAL.replace('.json', '-2.json')] as const;

/** The content of a journal. Its paths are relative to the root of the project, with forward slashes. */
export interface Journal {
  /** `preparing`: nothing has changed yet. `replacing`: all files are prepared and are being moved into place. */
  readonly stage: 'preparing' | 'replacing';
  /** What the names of prepared files have in them. */
  readonly id: string;
  readonly place: Place;
  /** The command of the run, as it was typed. */
  readonly command: string;
  readonly files: readonly JournalFile[];
  /** The folders that were created for the files, the outermost first. */
  readonly folders: readonly string[];
}

/** A file that is being written. */
export interface JournalFile {
  readonly path: string;
  /** The hash of its content before; absent if it is new. */
  readonly before?: string | undefined;
  /** The hash of its content afterwards; absent if it is deleted. */
  readonly after?: string | undefined;
}

/** The folder that a journal is about. One that is moved or reached by another path stays the same, a copy is not. */
export interface Place {
  readonly host: string;
  readonly path: string;
  readonly inode: string;
}

/** Returns what identifies the root of a project. */
export function placeOf(root: string): Place {
  const { ino } = statSync(root, { bigint: true });
  return { host: hostname(), path: realpathSync(root), inode: String(ino) };
}

/** Returns the hash by which contents are compared. */
export function hashOf(contents: string | Buffer): string {
  return createHash('sha256').update(contents).digest('hex');
}

/** Returns where a file is prepared: in the folder where it will be. */
export function preparedPath(path: string, id: string): string {
  return join(dirname(path), `.${basename(path)}.${id}.new`);
}

/** Returns the paths of the journals in a project. */
export function journalsIn(root: string): string[] {
  return JOURNALS.map((name) => join(root, name)).filter((path) => existsSync(path));
}

/** Returns where a run that holds the lock, and has repaired what there was to repair, has its journal. */
export function freeJournal(root: string): string {
  const [first, second] = JOURNALS.map((name) => join(root, name)) as [string, string];
  return existsSync(first) ? second : first;
}

/** Writes a journal in one step. */
export function writeJournal(path: string, journal: Journal): void {
  const next = `${path}.new`;
  try {
    writeFileSync(next, JSON.stringify(journal));
    renamePatiently(next, path);
  } catch (error) {
    rmSync(next, { force: true });
    throw Object.assign(error as Error, { path });
  }
}
