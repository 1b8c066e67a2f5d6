import { type Dirent, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { RefusalError } from '../errors.js';

/** Reads what an earlier generator of the same run has left to be written; undefined for a file it has not touched. */
export type PendingFiles = (path: string) => string | undefined;

/**
 * The project's files as this run sees them: the disk, under everything that the run has planned so far.
 *
 * Paths are relative to the project's root, with forward slashes on every system. Nothing is ever
 * written to the disk from here.
 */
export class FileTree {
  readonly #planned = new Map<string, string>();
  readonly #plannedIn = new Map<string, Set<string>>();
  #pythonVersion = 0;
  #onDisk = new Map<string, string | undefined>();

  /**
   * @param root the project's root, an absolute path.
   * @param pending what other generators of the same run are about to write.
   */
  constructor(
    readonly root: string,
    private readonly pending: PendingFiles = () => undefined,
  ) {}

  /**
   * The text of a file, byte-order mark and line ends as they are; undefined where there is none.
   *
   * @throws RefusalError for a file that is not UTF-8: editing it would damage it.
   */
  read(path: string): string | undefined {
    const planned = this.#planned.get(path) ?? this.pending(path);
    if (planned !== undefined) return planned;
    if (!this.#onDisk.has(path)) this.#onDisk.set(path, readText(this.root, path));
    return this.#onDisk.get(path);
  }

  exists(path: string): boolean {
    return this.read(path) !== undefined;
  }

  /** The names of the files directly in a folder, sorted; none where there is no such folder. */
  list(folder: string): string[] {
    const planned = this.#plannedIn.get(folder) ?? [];
    return [...new Set([...filesOnDisk(join(this.root, folder)), ...planned])].sort();
  }

  /**
   * The files whose paths match a pattern, sorted.
   *
   * @param pattern a path in which one `*` may stand for a folder's name, or for a part of the file's.
   */
  match(pattern: string): string[] {
    const star = pattern.indexOf('*');
    if (star < 0) return this.exists(pattern) ? [pattern] : [];
    const [before, after] = [pattern.slice(0, star), pattern.slice(star + 1)];
    const folder = posix.dirname(`${before}x`);
    const paths = after.includes('/')
      ? this.folders(folder).map((name) => `${folder}/${name}${after}`)
      : this.list(folder).map((name) => `${folder}/${name}`);
    return paths.filter(
      (path) => path.startsWith(before) && path.endsWith(after) && this.exists(path),
    );
  }

  /** The names of the folders directly in a folder, sorted. */
  folders(folder: string): string[] {
    const planned = [...this.#plannedIn.keys()]
      .filter((path) => path.startsWith(`${folder}/`))
      .map((path) => path.slice(folder.length + 1).split('/')[0] as string);
    return [...new Set([...foldersOnDisk(join(this.root, folder)), ...planned])].sort();
  }

  /**
   * Every Python file of the project, sorted. What others have put there is left out: virtual environments,
   * `node_modules`, hidden folders; and so are symbolic links, which may lead out of the project.
   */
  pythonFiles(): string[] {
    const planned = [...this.#planned.keys()].filter((path) => path.endsWith('.py'));
    return [...new Set([...pythonFilesBelow(this.root, ''), ...planned])].sort();
  }

  /** A tree like this one; what is planned in it is not seen here. */
  fork(): FileTree {
    const copy = new FileTree(this.root, this.pending);
    copy.#onDisk = this.#onDisk;
    for (const [path, text] of this.#planned) copy.plan(path, text);
    return copy;
  }

  /** How often Python has been planned: as long as it stays, what was read of it holds. */
  get pythonVersion(): number {
    return this.#pythonVersion;
  }

  /** Puts a file's planned text over what the disk has, for the rest of this run. */
  plan(path: string, text: string): void {
    if (path.endsWith('.py')) this.#pythonVersion += 1;
    this.#planned.set(path, text);
    const folder = posix.dirname(path);
    const names = this.#plannedIn.get(folder) ?? new Set();
    this.#plannedIn.set(folder, names.add(posix.basename(path)));
  }
}

function readText(root: string, path: string): string | undefined {
  let bytes: Buffer;
  try {
    bytes = readFileSync(join(root, path));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new RefusalError(`${path} cannot be read (${code}). Make it readable, or move it away.`);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new RefusalError(`${path} is not UTF-8 text. Convert it, then run again.`);
  }
}

/** Folders that hold no code of the project. */
const FOREIGN_FOLDERS = new Set(['__pycache__', 'node_modules', 'site-packages', 'venv', 'env']);

function pythonFilesBelow(root: string, folder: string): string[] {
  return entriesOnDisk(join(root, folder)).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isFile()) return entry.name.endsWith('.py') ? [path] : [];
    if (!entry.isDirectory() || entry.name.startsWith('.')) return [];
    if (FOREIGN_FOLDERS.has(entry.name) || existsSync(join(root, path, 'pyvenv.cfg'))) return [];
    return pythonFilesBelow(root, path);
  });
}

function filesOnDisk(folder: string): string[] {
  return entriesOnDisk(folder).flatMap((entry) => (entry.isDirectory() ? [] : [entry.name]));
}

function foldersOnDisk(folder: string): string[] {
  return entriesOnDisk(folder).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
}

function entriesOnDisk(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
