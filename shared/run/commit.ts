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
import { basename, dirname, join, relative, sep } from 'node:path';
import { quoted } from '../feature/notation.js';
import { isWithin, withAncestors } from '../project/ancestors.js';
import { removeEmptyFolders } from './empty-folders.js';
import {
  freeJournal,
  hashOf,
  type Journal,
  placeOf,
  preparedPath,
  writeJournal,
} from './journal.js';
import { renamePatiently } from './patient-rename.js';
import { refusalFor } from './unwritable.js';

/** A file to write, or to delete. */
export interface NewFile {
  /** An absolute path. */
  readonly path: string;
  /** Undefined if the file is deleted. */
  readonly contents: string | Buffer | undefined;
  /** The mode of a file that does not exist yet, if it is not the usual one. */
  readonly mode?: number | undefined;
}

/** A file on its way. */
interface Target extends NewFile {
  /** Where it will be, without links. */
  readonly place: string;
  readonly prepared: string;
  /** What is there now; undefined if nothing is. */
  readonly before: Buffer | undefined;
}

/** The files that are written in one project. */
interface Part {
  readonly journalPath: string;
  readonly journal: Omit<Journal, 'stage'>;
  /** All folders that are created, by their absolute paths, the outermost first. */
  readonly folders: readonly string[];
  readonly targets: readonly Target[];
}

/**
 * Writes files, all of them or none. The caller holds the lock of each project.
 *
 * @param roots the roots of the projects, absolute paths, mostly one: each has a journal of the files in it. A file
 *   outside of all of them is written with the first, and is in no journal.
 * @returns what puts everything back as it was, all or nothing as well. It throws if that is not possible, or not for a
 *   file that somebody else has changed since.
 * @throws RefusalError if a file cannot be written, so none was.
 */
export function writeAll(roots: readonly string[], files: readonly NewFile[]): () => void {
  const id = `${process.pid}-${Date.now().toString(36)}`;
  const parts = new Map<string, NewFile[]>();
  const innermostFirst = roots.toSorted((a, b) => b.length - a.length);
  for (const file of files) {
    const root = innermostFirst.find((each) => isWithin(each, file.path)) ?? (roots[0] as string);
    const own = parts.get(root);
    if (own === undefined) parts.set(root, [file]);
    else own.push(file);
  }
  const all = [...parts].map(([root, own]) => partOf(root, own, id));
  const standing = [...foldersOf(all)].filter((folder) => existsSync(folder));
  commit(all);
  return () => {
    const targets = all.flatMap((part) => part.targets);
    const edited = targets.filter((target) => !isAsWritten(target));
    writeAll(
      roots,
      targets
        .filter((target) => !edited.includes(target))
        .map(({ before, mode, place }) => ({ path: place, contents: before, mode })),
    );
    // One that was empty before is there again, too.
    for (const folder of standing) mkdirSync(folder, { recursive: true });
    if (edited.length > 0) {
      const paths = edited.map(({ place }) => place).join(', ');
      throw new Error(
        `somebody has changed ${paths} since it was written, so it stays as it is; everything else was put back`,
      );
    }
  };
}

/** Whether nobody has changed a file since it was written. */
function isAsWritten({ contents, place }: Target): boolean {
  if (!existsSync(place)) return contents === undefined;
  return contents !== undefined && readFileSync(place).equals(Buffer.from(contents));
}

/** Returns the folders of all files that are written or deleted. */
function foldersOf(parts: readonly Part[]): ReadonlySet<string> {
  return new Set(parts.flatMap(({ targets }) => targets.map(({ place }) => dirname(place))));
}

function commit(parts: readonly Part[]): void {
  let current: string | undefined;
  const moved: Target[] = [];
  const targets = parts.flatMap((part) => part.targets);
  try {
    for (const part of parts) note(part, 'preparing');
    for (const target of targets) {
      current = target.place;
      prepare(target);
    }
    current = undefined;
    for (const part of parts) note(part, 'replacing');
    for (const target of targets) {
      current = target.place;
      if (target.contents === undefined) rmSync(target.place, { force: true });
      else renamePatiently(target.prepared, target.place);
      moved.push(target);
    }
  } catch (error) {
    moveBack(moved, error);
    for (const part of parts) undo(part);
    throw refusalFor(error as NodeJS.ErrnoException, current);
  }
  for (const { journalPath } of parts) rmSync(journalPath);
  removeEmptyFolders(
    targets.filter(({ contents }) => contents === undefined).map(({ place }) => place),
  );
}

function partOf(root: string, files: readonly NewFile[], id: string): Part {
  const home = realpathSync(root);
  const realFolder = rememberingRealFolders();
  const targets = files.map((file) => targetOf(file, realFolder, id));
  const own = targets.filter(({ place }) => isWithin(home, place));
  const written = targets.filter(({ contents }) => contents !== undefined);
  const folders = missingFolders(new Set(written.map(({ place }) => dirname(place))));
  const path = (absolute: string) => relative(home, absolute).replaceAll(sep, '/');
  return {
    journalPath: freeJournal(root),
    journal: {
      id,
      place: placeOf(root),
      command: commandTyped(),
      files: own.map(({ before, contents, place }) => ({
        path: path(place),
        before: before && hashOf(before),
        after: contents === undefined ? undefined : hashOf(contents),
      })),
      folders: folders.filter((folder) => isWithin(home, folder)).map(path),
    },
    folders,
    targets,
  };
}

function targetOf(file: NewFile, realFolder: (path: string) => string, id: string): Target {
  const isThere = existsSync(file.path);
  // A symbolic link is kept: its target is replaced.
  const place = isThere
    ? realpathSync(file.path)
    : join(realFolder(dirname(file.path)), basename(file.path));
  const before = isThere ? readFileSync(place) : undefined;
  // What is deleted and put back keeps its mode.
  const mode = isThere && file.contents === undefined ? statSync(place).mode : file.mode;
  return { ...file, mode, place, prepared: preparedPath(place, id), before };
}

/** Returns what finds the place of a folder, without links; what is missing keeps its name. */
function rememberingRealFolders(): (path: string) => string {
  const known = new Map<string, string>();
  const find = (path: string): string => {
    const real =
      known.get(path) ??
      (existsSync(path) ? realpathSync(path) : join(find(dirname(path)), basename(path)));
    known.set(path, real);
    return real;
  };
  return find;
}

function note({ journal, journalPath }: Part, stage: Journal['stage']): void {
  writeJournal(journalPath, { stage, ...journal });
}

function prepare({ before, contents, mode, place, prepared }: Target): void {
  if (contents === undefined) return;
  mkdirSync(dirname(place), { recursive: true });
  writeFileSync(prepared, contents, { flag: 'wx' });
  const own = before === undefined ? mode : statSync(place).mode;
  if (own !== undefined) chmodSync(prepared, own & 0o777);
}

/**
 * Puts back what was there before files were moved into place.
 *
 * @throws Error if that fails too. The journal stays, for the next run.
 */
function moveBack(moved: readonly Target[], reason: unknown): void {
  try {
    for (const { before, mode, place, prepared } of moved.toReversed()) {
      if (before === undefined) {
        rmSync(place, { force: true });
      } else {
        writeFileSync(prepared, before);
        const own = statSync(place, { throwIfNoEntry: false })?.mode ?? mode;
        if (own !== undefined) chmodSync(prepared, own & 0o777);
        renamePatiently(prepared, place);
      }
    }
  } catch {
    throw new Error(
      `${(reason as Error).message}. Some files are written and some are not; run the same command again, which puts the others in place.`,
      { cause: reason },
    );
  }
}

/** Removes what was prepared, as far as that is possible: there is a reason why the run failed, which is to be told. */
function undo({ folders, journalPath, targets }: Part): void {
  const attempts = [
    ...targets.map(
      ({ prepared }) =>
        () =>
          rmSync(prepared, { force: true }),
    ),
    () => rmSync(journalPath, { force: true }),
    ...folders.toReversed().map((folder) => () => rmdirSync(folder)),
  ];
  for (const attempt of attempts) {
    try {
      attempt();
    } catch {
      // A folder that something else has been put into stays.
    }
  }
}

/** Returns those of these folders, and of the folders above them, that do not exist yet, the outermost first. */
function missingFolders(folders: ReadonlySet<string>): string[] {
  const missing = new Set<string>();
  for (const folder of folders) {
    const above = withAncestors(folder);
    const standing = above.findIndex((each) => existsSync(each));
    for (const each of above.slice(0, standing)) missing.add(each);
  }
  return [...missing].sort((a, b) => a.length - b.length);
}

function commandTyped(): string {
  const [, program = '', ...words] = process.argv;
  return [basename(program, '.js'), ...words.map((word) => quoted(word))].join(' ');
}
