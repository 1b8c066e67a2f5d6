/** What is in the folders of a project. */
import { type Dirent, readdirSync } from 'node:fs';
import { join, posix } from 'node:path';
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
  /** Whether the disk does not say what is there. */
  readonly isClosed: boolean;
}

/** Folders that contain no code of the project. */
const FOREIGN_FOLDERS = new Set(['__pycache__', 'node_modules', 'site-packages', 'venv', 'env']);

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
   */
  pythonFiles(): readonly string[] {
    this.#pythonFiles ??= [...new Set([...this.#pythonFilesBelow('.'), ...this.#added])].sort();
    return this.#pythonFiles;
  }

  #pythonFilesBelow(path: string): string[] {
    const { files, folders, links } = this.in(path);
    const within = (name: string) => (path === '.' ? name : `${path}/${name}`);
    const own = files.filter((name) => name.endsWith('.py') && !links.has(name)).map(within);
    const below = folders
      .filter((name) => !name.startsWith('.') && !FOREIGN_FOLDERS.has(name))
      .map(within)
      .filter((folder) => !this.in(folder).files.includes('pyvenv.cfg'))
      .flatMap((folder) => this.#pythonFilesBelow(folder));
    return [...own, ...below];
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

/** Returns what is in a folder; undefined if there may be something, and nobody may list it. */
function entriesOf(folder: string): Dirent[] | undefined {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' || code === 'ENOTDIR' ? [] : undefined;
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
