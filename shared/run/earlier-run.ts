/** What a run that was killed has left behind: told of, finished or undone. */
import { existsSync, lstatSync, readFileSync, realpathSync, rmdirSync, rmSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, win32 } from 'node:path';
import { RefusalError } from '../errors.js';
import { isWithin, withAncestors } from '../project/ancestors.js';
import { removeEmptyFolders } from './empty-folders.js';
import {
  hashOf,
  type Journal,
  type JournalFile,
  journalsIn,
  placeOf,
  preparedPath,
} from './journal.js';
import { renamePatiently } from './patient-rename.js';
import { refusalFor } from './unwritable.js';

/** What an earlier run has left in a project. */
export interface EarlierRun {
  /** The path of its journal. */
  readonly path: string;
  readonly journal: Journal;
  /** Whether it was another project's: a journal that was copied or checked in. */
  readonly isForeign: boolean;
}

/**
 * Returns what earlier runs have left in a project.
 *
 * @throws RefusalError for a journal that cannot be read, or that names files outside of the project.
 */
export function earlierRuns(root: string): EarlierRun[] {
  if (journalsIn(root).length === 0) return [];
  const here = placeOf(root);
  return journalsIn(root).flatMap((path) => {
    const journal = readJournal(path);
    if (journal === undefined) return [];
    const { host, inode, path: home } = journal.place;
    const isForeign = host !== here.host || (home !== here.path && inode !== here.inode);
    if (!isForeign) refuseReachingOut(path, journal, here.path);
    return { path, journal, isForeign };
  });
}

/**
 * Finishes what a run has left, or undoes it if nothing had changed yet. What somebody has edited since stays as it is.
 * The caller holds the lock of the project.
 *
 * @returns what was done, as a sentence.
 */
export function repair(root: string, { journal, path }: EarlierRun): string {
  try {
    const done = journal.stage === 'preparing' ? undo(root, journal) : finish(root, journal);
    rmSync(path);
    return done;
  } catch (error) {
    throw refusalFor(error as NodeJS.ErrnoException);
  }
}

/** Returns what there is to say about a journal that is not of this project. */
export function foreignText(root: string, { journal, path }: EarlierRun): string {
  const { command, place } = journal;
  return (
    `${basename(path)} is about a run in ${place.path} on ${place.host}, not in ${root}, so it is ignored. ` +
    `If this is a copy of that folder, some files of the run may be missing here: run its command again, which adds them: ${command}\n` +
    `Then delete ${basename(path)}.`
  );
}

/** Returns the paths of the files that a run has not put in place, as far as it still can. */
export function openFiles(root: string, { files, id }: Journal): string[] {
  return files.filter((file) => stateOf(root, file, id) === 'ready').map(({ path }) => path);
}

/** Returns what is in a journal; undefined if it has just been removed, by the run that wrote it. */
function readJournal(path: string): Journal | undefined {
  try {
    // A pipe would keep us waiting.
    if (!lstatSync(path).isFile()) throw unreadable(path, 'is no file');
    const journal: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (isJournal(journal)) return journal;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    if (error instanceof RefusalError) throw error;
    if (!(error instanceof SyntaxError)) throw unreadable(path, 'cannot be read');
  }
  throw unreadable(path, 'is damaged');
}

function unreadable(path: string, why: string): RefusalError {
  return new RefusalError(
    `${path}, the notes of a run that was killed while it wrote, ${why}, so that run cannot be finished. ` +
      'Look at what it has changed (git status) and delete that file. Its command, run again, adds what is missing.',
  );
}

function isJournal(value: unknown): value is Journal {
  const { command, files, folders, id, place, stage } = (value ?? {}) as Partial<Journal>;
  const texts = [place?.host, place?.path, place?.inode, command];
  return (
    (stage === 'preparing' || stage === 'replacing') &&
    typeof id === 'string' &&
    /^[\w-]+$/.test(id) &&
    texts.every((text) => typeof text === 'string') &&
    Array.isArray(files) &&
    files.every(isJournalFile) &&
    Array.isArray(folders) &&
    folders.every(isRelative)
  );
}

function isJournalFile(value: unknown): value is JournalFile {
  const { after, before, path } = (value ?? {}) as Partial<JournalFile>;
  return (
    isRelative(path) &&
    (after !== undefined || before !== undefined) &&
    [after, before].every((hash) => hash === undefined || typeof hash === 'string')
  );
}

/** Whether something is a path that leads no higher than where it starts. */
function isRelative(path: unknown): path is string {
  return (
    typeof path === 'string' &&
    path !== '' &&
    !path.includes('\0') &&
    !isAbsolute(path) &&
    !win32.isAbsolute(path) &&
    !/^[A-Za-z]:/.test(path) &&
    !path.split(/[/\\]/).includes('..')
  );
}

/** @throws RefusalError if a folder of a file is a link that leads out of the project. */
function refuseReachingOut(journalPath: string, { files, folders }: Journal, home: string): void {
  const above = new Set([
    ...files.map(({ path }) => dirname(join(home, path))),
    ...folders.map((each) => join(home, each)),
  ]);
  for (const folder of above) {
    const standing = withAncestors(folder).find((each) => existsSync(each)) ?? home;
    if (isWithin(home, realpathSync(standing))) continue;
    throw new RefusalError(
      `${journalPath}, the notes of a run that was killed while it wrote, lead out of the project, because ${standing} does. ` +
        'Put that back to what it was, or delete the notes, then run again.',
    );
  }
}

/**
 * `done`: nothing is left to do. `ready`: it can be put in place. `edited`: somebody has changed it before it could be
 * replaced. `gone`: it is not in place, nor anywhere.
 */
type State = 'done' | 'ready' | 'edited' | 'gone';

function stateOf(root: string, { after, before, path }: JournalFile, id: string): State {
  const place = join(root, path);
  const now = hashAt(place);
  if (now === after) return 'done';
  // Nothing has to be prepared for a file that is deleted.
  const isPrepared = after === undefined || hashAt(preparedPath(place, id)) === after;
  // What was put in place may be edited afterwards as anybody likes.
  if (now !== before) return isPrepared ? 'edited' : 'done';
  return isPrepared ? 'ready' : 'gone';
}

/** Returns the hash of what is at a path; undefined if nothing is. Whatever is not a file has a hash of its own. */
function hashAt(path: string): string | undefined {
  const status = lstatSync(path, { throwIfNoEntry: false });
  if (status === undefined) return undefined;
  return status.isFile() ? hashOf(readFileSync(path)) : 'not a file';
}

function finish(root: string, journal: Journal): string {
  const { command, files, id } = journal;
  const states = new Map(files.map((file) => [file, stateOf(root, file, id)]));
  const namesOf = (...wanted: State[]) =>
    files.filter((file) => wanted.includes(states.get(file) as State)).map(({ path }) => path);
  for (const [file, state] of states) {
    const place = join(root, file.path);
    const prepared = preparedPath(place, id);
    if (state === 'ready' && file.after === undefined) rmSync(place);
    else if (state === 'ready') renamePatiently(prepared, place);
    else removePrepared(prepared, file);
  }
  removeEmptyFolders(
    files.filter(({ after }) => after === undefined).map(({ path }) => join(root, path)),
  );
  const [ready, edited, gone] = [namesOf('ready'), namesOf('edited'), namesOf('gone')];
  const parts = [
    `An earlier run was killed while writing; its remaining files have been put in place: ${listed(ready)}.`,
    edited.length > 0 && `Edited since then, and left as they are: ${listed(edited)}.`,
    gone.length > 0 && `Gone, so that only half of it is there: ${listed(gone)}.`,
    edited.length + gone.length > 0 && `To add what is missing, run its command again: ${command}`,
  ];
  return parts.filter(Boolean).join('\n');
}

function undo(root: string, { files, folders, id }: Journal): string {
  for (const { path } of files) {
    const prepared = preparedPath(join(root, path), id);
    if (lstatSync(prepared, { throwIfNoEntry: false })?.isFile()) rmSync(prepared);
  }
  for (const folder of folders.toReversed()) {
    try {
      rmdirSync(join(root, folder));
    } catch {
      // Something else has been put there in the meantime.
    }
  }
  return 'An earlier run was killed before it changed anything; its temporary files have been removed.';
}

/** Removes a prepared file, unless somebody has made something else of it. */
function removePrepared(prepared: string, { after }: JournalFile): void {
  if (after !== undefined && hashAt(prepared) === after) rmSync(prepared);
}

function listed(names: readonly string[]): string {
  return names.join(', ') || 'none were left';
}
