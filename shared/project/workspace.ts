import { type Dirent, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { RefusalError } from '../errors.js';
import { newlineOf } from '../python/edits.js';
import { type ModuleFacts, readModuleFacts } from '../python/module-facts.js';

/**
 * Reads what an earlier generator of the same run is about to write; undefined for a file it has
 * not touched.
 */
export type PendingFiles = (path: string) => string | undefined;

/**
 * What happens to a file. `overwrite` means that one of our files exists and differs from what we
 * would write: a conflict, unless it is forced or the user decides.
 */
export type FileAction = 'create' | 'edit' | 'overwrite' | 'unchanged';

/** What a run does to one file. */
export interface PlannedFile {
  /** Relative to the root of the project, with forward slashes. */
  readonly path: string;
  readonly action: FileAction;
  /** The layer it belongs to, in the words of the architecture. */
  readonly layer: string;
  /** Why it exists and what it contains. */
  readonly why: string;
  /** The text of the file before; undefined if there is none. */
  readonly before: string | undefined;
  /** The text of the file afterwards. */
  readonly after: string;
}

/** The layer that a file belongs to, and why it exists. */
export type Reason = Pick<PlannedFile, 'layer' | 'why'>;

/** What was read from a file, valid as long as its text stays the same. */
interface Reading {
  readonly text: string;
  readonly value: unknown;
}

/**
 * The files of the project as this run sees them: what it has planned so far on top of the disk.
 *
 * Paths are relative to the root of the project, with forward slashes on every system. Nothing here
 * ever writes to the disk.
 */
export class Workspace {
  readonly #planned = new Map<string, string>();
  readonly #plannedIn = new Map<string, Set<string>>();
  #changes = new Map<string, PlannedFile>();
  #pythonVersion = 0;
  #onDisk = new Map<string, string | undefined>();
  #readings = new Map<string, Reading>();
  readonly #ofAllPython = new Map<string, { readonly version: number; readonly value: unknown }>();

  /**
   * @param root the root of the project, an absolute path.
   * @param pending what other generators of the same run are about to write.
   */
  constructor(
    readonly root: string,
    private readonly pending: PendingFiles = () => undefined,
  ) {}

  /**
   * Returns the text of a file, with its byte-order mark and line endings; undefined if there is
   * none.
   *
   * @throws RefusalError for a file that is not UTF-8, because editing would damage it.
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

  /**
   * Reads something from a file, once for as long as its text stays the same.
   *
   * @param what distinguishes this from other readings of the same file.
   * @param text the text of the file, if the caller has it.
   */
  reading<T>(
    what: string,
    path: string,
    read: (text: string) => T,
    text = this.read(path) ?? '',
  ): T {
    const key = `${what} ${path}`;
    const known = this.#readings.get(key);
    if (known?.text === text) return known.value as T;
    const value = read(text);
    this.#readings.set(key, { text, value });
    return value;
  }

  /**
   * Returns what is read of a Python file; nothing if it does not exist.
   *
   * @param text the text of the file, if the caller has it.
   */
  facts(path: string, text?: string): ModuleFacts {
    return this.reading('facts', path, readModuleFacts, text);
  }

  /**
   * Returns what is found in the Python files whose paths match a pattern, in the order of their
   * paths.
   *
   * @param what distinguishes this from other readings of the same files.
   */
  findIn<T>(
    pattern: string,
    what: string,
    find: (path: string, facts: ModuleFacts) => readonly T[],
  ): T[] {
    return this.match(pattern).flatMap((path) =>
      // Keeps what was found instead of all facts, which a project of a thousand models would notice.
      this.reading(what, path, (text) => find(path, readModuleFacts(text))),
    );
  }

  /** Reads something from all Python files, once for as long as no Python file is planned. */
  ofAllPython<T>(what: string, read: () => T): T {
    const known = this.#ofAllPython.get(what);
    if (known?.version === this.#pythonVersion) return known.value as T;
    const value = read();
    this.#ofAllPython.set(what, { version: this.#pythonVersion, value });
    return value;
  }

  /**
   * Returns the names of the files directly in a folder, sorted; none if there is no such folder.
   */
  list(folder: string): string[] {
    const planned = this.#plannedIn.get(folder) ?? [];
    return [...new Set([...filesOnDisk(join(this.root, folder)), ...planned])].sort();
  }

  /**
   * Returns the files whose paths match a pattern, sorted.
   *
   * @param pattern a path in which one `*` may stand for the name of a folder, or for part of the
   *   file name.
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

  /** Returns the names of the folders directly in a folder, sorted. */
  folders(folder: string): string[] {
    const planned = [...this.#plannedIn.keys()]
      .filter((path) => path.startsWith(`${folder}/`))
      .map((path) => path.slice(folder.length + 1).split('/')[0] as string);
    return [...new Set([...foldersOnDisk(join(this.root, folder)), ...planned])].sort();
  }

  /**
   * Returns every Python file of the project, sorted. Virtual environments, `node_modules` and
   * hidden folders are not the project's own and left out, as are symbolic links, which may lead
   * out of the project.
   */
  pythonFiles(): string[] {
    const planned = [...this.#planned.keys()].filter((path) => path.endsWith('.py'));
    return [...new Set([...pythonFilesBelow(this.root, ''), ...planned])].sort();
  }

  /** Returns a copy of this workspace. What is planned in the copy is not seen here. */
  fork(): Workspace {
    const copy = new Workspace(this.root, this.pending);
    copy.#onDisk = this.#onDisk;
    copy.#readings = this.#readings;
    for (const [path, text] of this.#planned) copy.#put(path, text);
    return copy;
  }

  /**
   * Plans a file of ours: if it exists with another text, that is a conflict. Line ends alone are not: git may have
   * changed them.
   */
  write(path: string, text: string, reason: Reason): void {
    const before = this.read(path);
    const own = before === undefined ? text : text.replaceAll(/\r?\n/g, newlineOf(before));
    this.#plan(path, own, reason, 'overwrite');
  }

  /** Plans a new text for a file that may exist already: something is added to what is there. */
  edit(path: string, text: string, reason: Reason): void {
    this.#plan(path, text, reason, 'edit');
  }

  /**
   * Runs an action and returns what it planned: one change for each path, in the order in which the
   * paths were first touched.
   */
  planning<T>(act: () => T): { readonly result: T; readonly changes: readonly PlannedFile[] } {
    const outer = this.#changes;
    this.#changes = new Map();
    try {
      const result = act();
      const changes = [...this.#changes.values()];
      for (const change of changes) outer.set(change.path, merged(outer.get(change.path), change));
      return { result, changes };
    } finally {
      this.#changes = outer;
    }
  }

  #plan(path: string, text: string, { layer, why }: Reason, ifItDiffers: FileAction): void {
    const before = this.read(path);
    const action = before === undefined ? 'create' : before === text ? 'unchanged' : ifItDiffers;
    const change = { path, action, layer, why, before, after: text };
    this.#changes.set(path, merged(this.#changes.get(path), change));
    if (action !== 'unchanged') this.#put(path, text);
  }

  #put(path: string, text: string): void {
    if (path.endsWith('.py')) this.#pythonVersion += 1;
    this.#planned.set(path, text);
    const folder = posix.dirname(path);
    const names = this.#plannedIn.get(folder) ?? new Set();
    this.#plannedIn.set(folder, names.add(posix.basename(path)));
  }
}

/**
 * Merges two changes of a file: what was there before the first, what is there after the second.
 */
export function merged(earlier: PlannedFile | undefined, later: PlannedFile): PlannedFile {
  if (earlier === undefined) return later;
  const action = earlier.action === 'unchanged' ? later.action : earlier.action;
  return { ...earlier, action, after: later.after };
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

/** Folders that contain no code of the project. */
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
