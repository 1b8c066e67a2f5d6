/**
 * Writes the files of a run so that a project has all of them or none, even if the run is killed.
 *
 * Every file is first written next to its place. Only when all of them are there are they moved
 * into place, each in one step. A journal in the root of the project records how far this is, so
 * that the next run can finish or undo it.
 */
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { RefusalError } from '../errors.js';
import { withAncestors } from '../project/ancestors.js';
import { renamePatiently } from './patient-rename.js';

/** The name of the journal, which exists only while files are being written. */
export const JOURNAL = '.fastapi-feature-unfinished.json';

/** The content of the journal. Its paths are absolute. */
interface Journal {
  /**
   * `preparing`: nothing has changed yet. `replacing`: all files are prepared and are being moved
   * into place.
   */
  readonly stage: 'preparing' | 'replacing';
  readonly files: readonly { readonly prepared: string; readonly place: string }[];
  /** The folders that were created for the files, the outermost first. */
  readonly folders: readonly string[];
}

/** A file to write. */
export interface NewFile {
  /** An absolute path. */
  readonly path: string;
  readonly contents: string | Buffer;
  /** The mode of a file that does not exist yet, if it is not the usual one. */
  readonly mode?: number | undefined;
}

/**
 * Writes files, all of them or none.
 *
 * @param root the root of the project, where the journal is.
 */
export function writeAll(root: string, files: readonly NewFile[]): void {
  if (files.length === 0) return;
  const id = `${process.pid}-${Date.now().toString(36)}`;
  const places = files.map((file) => {
    // A symbolic link is kept: its target is replaced.
    const place = existsSync(file.path) ? realpathSync(file.path) : file.path;
    return { file, place, prepared: join(dirname(place), `.${basename(place)}.${id}.new`) };
  });
  const journal = {
    files: places.map(({ place, prepared }) => ({ place, prepared })),
    folders: missingFolders(new Set([root, ...places.map(({ place }) => dirname(place))])),
  };
  try {
    mkdirSync(root, { recursive: true });
    writeJournal(root, { ...journal, stage: 'preparing' });
    for (const { file, place, prepared } of places) {
      mkdirSync(dirname(place), { recursive: true });
      writeFileSync(prepared, file.contents, { flag: 'wx' });
      const mode = existsSync(place) ? statSync(place).mode : file.mode;
      if (mode !== undefined) chmodSync(prepared, mode & 0o777);
    }
  } catch (error) {
    undo(root, { ...journal, stage: 'preparing' });
    throw refusalFor(error as NodeJS.ErrnoException);
  }
  writeJournal(root, { ...journal, stage: 'replacing' });
  for (const { place, prepared } of places) renamePatiently(prepared, place);
  rmSync(join(root, JOURNAL));
}

/** What a system says where there is no permission, no room, or no such name; Windows only does so in the attempt. */
const NOT_WRITABLE = ['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'ENAMETOOLONG'];

/** Returns the refusal that an error stands for, or the error if nobody could foresee it. */
export function refusalFor(error: NodeJS.ErrnoException): Error {
  if (!NOT_WRITABLE.includes(error.code ?? '')) return error;
  return new RefusalError(
    `${error.path} cannot be written (${error.code}), so nothing was. Make the folder writable, or make room, then run again.`,
  );
}

/**
 * Returns those of these folders, and of the folders above them, that do not exist yet, the
 * outermost first.
 */
function missingFolders(folders: ReadonlySet<string>): string[] {
  const missing = new Set<string>();
  for (const folder of folders) {
    const above = withAncestors(folder);
    const standing = above.findIndex((each) => existsSync(each));
    for (const each of above.slice(0, standing)) missing.add(each);
  }
  return [...missing].sort((a, b) => a.length - b.length);
}

function writeJournal(root: string, journal: Journal): void {
  const path = join(root, JOURNAL);
  writeFileSync(`${path}.new`, JSON.stringify(journal));
  renamePatiently(`${path}.new`, path);
}

function undo(root: string, { files, folders }: Journal): void {
  for (const { prepared } of files) if (existsSync(prepared)) rmSync(prepared);
  rmSync(join(root, JOURNAL), { force: true });
  for (const folder of folders.toReversed()) {
    try {
      rmdirSync(folder);
    } catch {
      // Something else has been put there in the meantime.
    }
  }
}

/** Whether an earlier run was killed while it wrote. */
export function isUnfinished(root: string): boolean {
  return existsSync(join(root, JOURNAL));
}

/**
 * Finishes the work of an earlier run that was killed, or undoes it if nothing had changed yet, and says so on standard
 * error.
 *
 * @param root the root of the project.
 */
export function repairAloud(root: string): void {
  const done = repairUnfinished(root);
  if (done !== undefined) process.stderr.write(`${done}\n`);
}

/** Returns what was done, as a sentence; undefined if there was nothing to do. */
function repairUnfinished(root: string): string | undefined {
  rmSync(join(root, `${JOURNAL}.new`), { force: true });
  if (!isUnfinished(root)) return undefined;
  const journal: Journal = JSON.parse(readFileSync(join(root, JOURNAL), 'utf8'));
  if (journal.stage === 'preparing') {
    undo(root, journal);
    return 'An earlier run was killed before it changed anything; its temporary files have been removed.';
  }
  const left = journal.files.filter(({ prepared }) => existsSync(prepared));
  for (const { place, prepared } of left) renamePatiently(prepared, place);
  rmSync(join(root, JOURNAL));
  const names = left.map(({ place }) => relative(root, place)).join(', ');
  return `An earlier run was killed while writing; its remaining files have been put in place: ${names || 'none were missing'}.`;
}
