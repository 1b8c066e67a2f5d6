/** What is in the folders of a project. */
import { type Dirent, opendirSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { RefusalError } from '../errors.js';
import { positionOf } from '../sorted.js';

/** What is directly in a folder: names, sorted. */
interface Folder {
  /** Everything but folders. */
  readonly files: readonly string[];
  readonly folders: readonly string[];
  /** Those of the files that are none: symbolic links, which may lead out of the project. */
  readonly links: ReadonlySet<string>;
  /** Whatever is there on the disk, spelt alike for file systems to which case is nothing. */
  readonly onDisk: ReadonlySet<string>;
  /** Whether the disk does not say what is there, or there is far too much of it. */
  readonly isClosed: boolean;
}

/** Folders that contain no code of the project. */
const FOREIGN_FOLDERS = new Set(['__pycache__', 'node_modules', 'site-packages', 'venv', 'env']);

/** No project has as many folders, or files of Python, of its own: whoever starts there meant another folder. */
const MOST_FOLDERS = 5_000;
const MOST_FILES = 10_000;

/** Files by which a folder says that it is one of a project: then the rest may be its data. */
const MARKS = ['.yo-rc.json', 'pyproject.toml', 'requirements.txt', 'setup.py'];
const MOST_FOLDERS_OF_MARKED = 50_000;

/** With more entries, a folder has data. */
const CROWDED = 50_000;
/** The size that folders with so many entries have on every file system that says. */
const SIZE_OF_CROWDED = 500_000;

/**
 * The folders of a project. Each is read from the disk once; files that are added later are put in
 * their places.
 *
 * Paths are relative to the root of the project, with forward slashes; the root itself is `.`.
 */
export class Folders {
  readonly #known = new Map<string, Folder>();
  readonly #added: string[] = [];
  #pythonFiles: readonly string[] | undefined;

  /**
   * @param root the root of the project, an absolute path.
   * @param added files that are not on the disk yet.
   */
  constructor(
    private readonly root: string,
    added: Iterable<string> = [],
  ) {
    for (const path of added) this.add(path);
  }

  /** Returns what is directly in a folder; nothing if there is no such folder. */
  in(path: string): Folder {
    const known = this.#known.get(path);
    if (known !== undefined) return known;
    const read = readFolder(join(this.root, path));
    this.#known.set(path, read);
    return read;
  }

  /**
   * Whether there may be such a file on the disk. Asking the disk for each of the thousands of files that a run is
   * going to create would take longer than listing their folders.
   */
  mayHave(path: string): boolean {
    const { dir, base } = posix.parse(path);
    const { isClosed, onDisk } = this.in(dir || '.');
    return isClosed || onDisk.has(spelling(base));
  }

  /** Whether there may be a symbolic link on the disk. */
  mayBeLink(path: string): boolean {
    const { dir, base } = posix.parse(path);
    const { isClosed, links } = this.in(dir || '.');
    return isClosed || links.has(base);
  }

  /** Whether it is known what is in a folder. */
  has(path: string): boolean {
    return this.#known.has(path);
  }

  /**
   * Returns a folder in which something has come or gone since it was read; undefined if there is none. Hidden names
   * and folders without code of the project do not count.
   */
  outdated(): string | undefined {
    return [...this.#known.keys()].find((path) => {
      const before = visible(this.in(path));
      const now = visible(readFolder(join(this.root, path)));
      return before.size !== now.size || [...now].some((name) => !before.has(name));
    });
  }

  /** Adds a file, and the folders that it is in. */
  add(path: string): void {
    const { dir, base } = posix.parse(path);
    const folder = this.in(dir || '.');
    this.#known.set(dir || '.', { ...folder, files: including(folder.files, base) });
    this.#addFolder(dir);
    if (!path.endsWith('.py')) return;
    this.#added.push(path);
    if (this.#pythonFiles !== undefined) this.#pythonFiles = including(this.#pythonFiles, path);
  }

  #addFolder(path: string): void {
    if (path === '') return;
    const { dir, base } = posix.parse(path);
    const above = this.in(dir || '.');
    if (above.folders.includes(base)) return;
    this.#known.set(dir || '.', { ...above, folders: including(above.folders, base) });
    this.#addFolder(dir);
  }

  /**
   * Returns every Python file of the project, sorted. Virtual environments, `node_modules` and
   * hidden folders are not the project's own and left out, as are symbolic links.
   *
   * @throws RefusalError if there is so much that this cannot be the folder of a project.
   */
  pythonFiles(): readonly string[] {
    this.#pythonFiles ??= [...new Set([...this.#findPythonFiles(), ...this.#added])].sort();
    return this.#pythonFiles;
  }

  #findPythonFiles(): string[] {
    if (dirname(this.root) === this.root) this.#refuse('has everything there is');
    const isMarked = this.in('.').files.some((name) => MARKS.includes(name));
    const most = isMarked ? MOST_FOLDERS_OF_MARKED : MOST_FOLDERS;
    const found: string[] = [];
    const open = ['.'];
    for (let count = 0; open.length > 0; count += 1) {
      const path = open.pop() as string;
      const { files, folders, isClosed, links } = this.in(path);
      if (path === '.' && isClosed) this.#refuse('cannot be listed, or has too many files');
      if (count > most || found.length > MOST_FILES) {
        this.#refuse(`has more than ${most} folders, or ${MOST_FILES} Python files`);
      }
      if (files.includes('pyvenv.cfg') && path !== '.') continue;
      const within = (name: string) => (path === '.' ? name : `${path}/${name}`);
      for (const name of files) {
        if (name.endsWith('.py') && !links.has(name)) found.push(within(name));
      }
      for (const name of folders) {
        if (!name.startsWith('.') && !FOREIGN_FOLDERS.has(name)) open.push(within(name));
      }
    }
    return found;
  }

  /** @throws RefusalError always. */
  #refuse(why: string): never {
    throw new RefusalError(
      `${this.root} ${why}, so it is not the folder of a project. ` +
        'Run fastapi-feature in the folder of one, or name it with --destination DIR.',
      { place: this.root },
    );
  }
}

function readFolder(path: string): Folder {
  const entries = entriesOf(path);
  const names = (wanted: (entry: Dirent) => boolean) =>
    (entries ?? []).filter(wanted).map(({ name }) => name);
  return {
    files: names((entry) => !entry.isDirectory()).sort(),
    folders: names((entry) => entry.isDirectory()).sort(),
    links: new Set(names((entry) => !entry.isDirectory() && !entry.isFile())),
    onDisk: new Set(names(() => true).map(spelling)),
    isClosed: entries === undefined,
  };
}

function visible({ onDisk }: Folder): ReadonlySet<string> {
  return new Set([...onDisk].filter((name) => !name.startsWith('.') && !FOREIGN_FOLDERS.has(name)));
}

/** Returns what is in a folder; undefined if there may be something, and nobody may list it, or there is too much. */
function entriesOf(folder: string): Dirent[] | undefined {
  try {
    const { size } = statSync(folder);
    return size < SIZE_OF_CROWDED ? readdirSync(folder, { withFileTypes: true }) : listed(folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' || code === 'ENOTDIR' ? [] : undefined;
  }
}

/** Returns what is in a folder that may have very much; undefined if it has. */
function listed(folder: string): Dirent[] | undefined {
  const entries: Dirent[] = [];
  const open = opendirSync(folder, { bufferSize: 512 });
  try {
    for (let entry = open.readSync(); entry !== null; entry = open.readSync()) {
      if (entries.length === CROWDED) return undefined;
      entries.push(entry);
    }
    return entries;
  } finally {
    open.closeSync();
  }
}

function spelling(name: string): string {
  return name.normalize('NFC').toLowerCase();
}

/** Returns sorted names with another one. */
function including(sorted: readonly string[], name: string): readonly string[] {
  const position = positionOf(sorted, name);
  if (sorted[position] === name) return sorted;
  const all = sorted.slice();
  all.splice(position, 0, name);
  return all;
}
