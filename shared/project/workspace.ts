import { posix } from 'node:path';
import { newlineOf } from '../python/edits.js';
import {
  bindsName,
  type Definitions,
  definesPlainly,
  type ModuleFacts,
  readModuleFacts,
} from '../python/module-facts.js';
import { Findings } from './findings.js';
import { Folders } from './folders.js';
import { type LineEnd, readLineEnds } from './line-ends.js';
import { readLeniently, readTextFile } from './text-file.js';

/**
 * Reads what an earlier generator of the same run is about to write; undefined for a file it has
 * not touched.
 */
export type PendingFiles = (path: string) => string | undefined;

/**
 * What happens to a file. `overwrite` means that one of our files exists and differs from what we
 * would write: a conflict, unless it is forced or the user decides.
 */
export type FileAction = 'create' | 'edit' | 'overwrite' | 'delete' | 'unchanged';

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
  /** The text of the file afterwards; of one that is deleted, nothing. */
  readonly after: string;
  /** The text that was written as a whole, before anything was registered in it; undefined if none was. */
  readonly whole?: string | undefined;
}

/** Whether a run does anything to a file. */
export function changes({ action }: PlannedFile): boolean {
  return action !== 'unchanged';
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
 *
 * A run of a thousand features asks the same questions a thousand times. So files and folders are
 * read once, and what is found in many files is kept up to date file by file.
 */
export class Workspace {
  readonly #planned = new Map<string, string>();
  #changes = new Map<string, PlannedFile>();
  #isPlanning = false;
  #pythonVersion = 0;
  #onDisk = new Map<string, string | undefined>();
  #folders: Folders;
  #lineEndOf: ((path: string) => LineEnd) | undefined;
  #readings = new Map<string, Reading>();
  readonly #findings = new Map<string, { seen: number; readonly findings: Findings<unknown> }>();
  /** The files whose definitions have changed, in order. */
  readonly #redefined: string[] = [];
  readonly #ofAllPython = new Map<string, { readonly version: number; readonly value: unknown }>();

  /**
   * @param root the root of the project, an absolute path.
   * @param pending what other generators of the same run are about to write.
   */
  constructor(
    readonly root: string,
    private readonly pending: PendingFiles = () => undefined,
  ) {
    this.#folders = new Folders(root);
  }

  /**
   * Returns the text of a file, with its byte-order mark and line endings; undefined if there is
   * none.
   *
   * @throws RefusalError for a file that is not UTF-8, because editing would damage it, and for what is no file.
   */
  read(path: string): string | undefined {
    const planned = this.#planned.get(path) ?? this.pending(path);
    if (planned !== undefined) return planned;
    if (!this.#onDisk.has(path)) {
      const mayBeThere = !this.#isPlanning || this.#folders.mayHave(path);
      this.#onDisk.set(path, mayBeThere ? readTextFile(this.root, path) : undefined);
    }
    return this.#onDisk.get(path);
  }

  /** Returns the text of a Python file that nothing is added to, and of which only names matter; undefined if there is none. */
  readLeniently(path: string): string | undefined {
    return readLeniently(this.root, path);
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

  /** Whether a name stands for something in a module; in one that is not there, none does. */
  binds(path: string, name: string): boolean {
    return definesPlainly(this.read(path) ?? '', name) || bindsName(this.facts(path), name);
  }

  /**
   * Returns what is found in the definitions of the Python files whose paths match a pattern, in
   * the order of their paths.
   *
   * @param pattern a path in which one `*` may stand for the name of a folder, or for part of the
   *   file name.
   * @param what distinguishes this from other findings in the same files.
   */
  definitionsIn<T>(
    pattern: string,
    what: string,
    find: (path: string, definitions: Definitions) => readonly T[],
  ): readonly T[] {
    const findIn = (path: string) =>
      // Keeps what was found instead of all facts, which a project of a thousand models would notice.
      this.reading(what, path, (text) => find(path, readModuleFacts(text)));
    const key = `${what} ${pattern}`;
    const known = this.#isPlanning ? this.#findings.get(key) : undefined;
    const findings =
      (known?.findings as Findings<T> | undefined) ??
      new Findings(this.#match(pattern).map((path) => [nameIn(path, pattern), findIn(path)]));
    if (known !== undefined) {
      const changed = this.#redefined.slice(known.seen).filter((path) => isMatch(path, pattern));
      for (const path of new Set(changed)) findings.set(nameIn(path, pattern), findIn(path));
    }
    this.#findings.set(key, { seen: this.#redefined.length, findings });
    return findings.all;
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
  list(folder: string): readonly string[] {
    return this.#folders.in(folder).files;
  }

  /** Returns the names of the folders directly in a folder, sorted. */
  folders(folder: string): readonly string[] {
    return this.#folders.in(folder).folders;
  }

  /** Whether a path may be a symbolic link on the disk. */
  mayBeLink(path: string): boolean {
    return this.#folders.mayBeLink(path);
  }

  /**
   * Returns every Python file of the project, sorted. Virtual environments, `node_modules` and
   * hidden folders are not the project's own and left out, as are symbolic links, which may lead
   * out of the project.
   */
  pythonFiles(): readonly string[] {
    return this.#folders.pythonFiles();
  }

  /**
   * Returns a file or a folder that is no longer what was read here; undefined if all is.
   *
   * @throws RefusalError for a file that can no longer be read.
   */
  outdated(): string | undefined {
    const isListed = (path: string) =>
      !posix.basename(path).startsWith('.') && this.#folders.has(posix.dirname(path));
    return (
      this.#folders.outdated() ??
      [...this.#onDisk].find(
        // What was missing still is, as its folder has nothing new.
        ([path, text]) =>
          !(text === undefined && isListed(path)) && readTextFile(this.root, path) !== text,
      )?.[0]
    );
  }

  /** Returns the files whose paths match a pattern, sorted. */
  #match(pattern: string): string[] {
    const star = pattern.indexOf('*');
    if (star < 0) return this.exists(pattern) ? [pattern] : [];
    const folder = posix.dirname(`${pattern.slice(0, star)}x`);
    const after = pattern.slice(star + 1);
    const paths = after.includes('/')
      ? this.folders(folder).map((name) => `${folder}/${name}${after}`)
      : this.list(folder).map((name) => `${folder}/${name}`);
    return paths.filter((path) => isMatch(path, pattern) && this.exists(path));
  }

  /** Returns a copy of this workspace. What is planned in the copy is not seen here. */
  fork(): Workspace {
    const copy = new Workspace(this.root, this.pending);
    copy.#onDisk = this.#onDisk;
    copy.#readings = this.#readings;
    copy.#lineEndOf = this.#lineEndOf;
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
    const whole = { ...reason, whole: own };
    if (this.#plan(path, own, whole, 'overwrite') !== 'unchanged') this.#redefined.push(path);
  }

  /** Plans a new text for a file that may exist already: something is added to what is there. */
  edit(path: string, text: string, reason: Reason): void {
    if (this.#plan(path, text, reason, 'edit') !== 'unchanged') this.#redefined.push(path);
  }

  /**
   * Plans a new text for a file that makes known what another one defines: it gets imports and
   * calls, while its own definitions stay the same.
   */
  register(path: string, text: string, reason: Reason): void {
    if (this.#plan(path, text, reason, 'edit') === 'create') this.#redefined.push(path);
  }

  /**
   * Runs an action and returns what it planned: one change for each path, in the order in which the
   * paths were first touched.
   */
  planning<T>(act: () => T): { readonly result: T; readonly changes: readonly PlannedFile[] } {
    const [outer, isInner] = [this.#changes, this.#isPlanning];
    if (!isInner) this.#startPlanning();
    this.#changes = new Map();
    try {
      const result = act();
      const changes = [...this.#changes.values()];
      for (const change of changes) outer.set(change.path, merged(outer.get(change.path), change));
      return { result, changes };
    } finally {
      this.#changes = outer;
      this.#isPlanning = isInner;
    }
  }

  /**
   * While something is planned, nothing else runs, so folders and findings only change by what is
   * planned. What was known of them before may be out of date.
   */
  #startPlanning(): void {
    this.#isPlanning = true;
    this.#folders = new Folders(this.root, this.#planned.keys());
    this.#findings.clear();
  }

  #plan(
    path: string,
    given: string,
    { layer, whole, why }: Reason & Pick<PlannedFile, 'whole'>,
    ifItDiffers: FileAction,
  ): FileAction {
    const before = this.read(path);
    const text = before === undefined ? this.#withOwnLineEnds(path, given) : given;
    const action = before === undefined ? 'create' : before === text ? 'unchanged' : ifItDiffers;
    const change = { path, action, layer, why, before, after: text, whole };
    this.#changes.set(path, merged(this.#changes.get(path), change));
    if (action !== 'unchanged') this.#put(path, text);
    return action;
  }

  /** Returns the text of a new file with the line ends of the project. */
  #withOwnLineEnds(path: string, text: string): string {
    this.#lineEndOf ??= readLineEnds({
      editorconfig: this.read('.editorconfig'),
      gitattributes: this.read('.gitattributes'),
      standing: this.#onDisk.values(),
    });
    return this.#lineEndOf(path) === '\n' ? text : text.replaceAll(/\r?\n/g, '\r\n');
  }

  #put(path: string, text: string): void {
    if (path.endsWith('.py')) this.#pythonVersion += 1;
    if (!this.#planned.has(path)) this.#folders.add(path);
    this.#planned.set(path, text);
  }
}

/**
 * Merges two changes of a file: what was there before the first, what is there after the second.
 */
export function merged(earlier: PlannedFile | undefined, later: PlannedFile): PlannedFile {
  if (earlier === undefined) return later;
  const action = earlier.action === 'unchanged' ? later.action : earlier.action;
  return { ...earlier, action, after: later.after, whole: later.whole ?? earlier.whole };
}

/** Merges changes, first to last: one for each path, in the order in which the paths first appear. */
export function mergedByPath(changes: readonly PlannedFile[]): PlannedFile[] {
  const byPath = new Map<string, PlannedFile>();
  for (const change of changes) byPath.set(change.path, merged(byPath.get(change.path), change));
  return [...byPath.values()];
}

/** Whether a path matches a pattern, of which one `*` stands for anything within a name. */
function isMatch(path: string, pattern: string): boolean {
  const star = pattern.indexOf('*');
  if (star < 0) return path === pattern;
  const [before, after] = [pattern.slice(0, star), pattern.slice(star + 1)];
  return (
    path.startsWith(before) &&
    path.endsWith(after) &&
    !path.slice(before.length, path.length - after.length).includes('/')
  );
}

/** Returns the name in a path that a pattern leaves open. */
function nameIn(path: string, pattern: string): string {
  const start = pattern.lastIndexOf('/', pattern.indexOf('*')) + 1;
  const end = path.indexOf('/', start);
  return path.slice(start, end < 0 ? undefined : end);
}
