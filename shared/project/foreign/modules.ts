/** The modules of a project, and which file and which name their imports mean. */
import { posix } from 'node:path';
import { RefusalError } from '../../errors.js';
import { isStandard } from '../../python/imports.js';
import { definesName, type ModuleFacts } from '../../python/module-facts.js';
import { withAncestors } from '../ancestors.js';
import type { Workspace } from '../workspace.js';

/** A top-level name, where it is defined. */
export interface Definition {
  /** The file. */
  readonly path: string;
  readonly name: string;
}

const DEFINITION = /^(?:async[ \t]+)?(?:def|class)[ \t]+(\w+)/gm;

/** A statement that imports, on its own line. */
const IMPORT =
  /^[ \t]*(?:from[ \t]+([.\w]+)[ \t]+import[ \t]+(\([^)]*\)|[^\n#;]+)|import[ \t]+([\w., \t]+))/gm;

/** What an import says. */
interface WrittenImport {
  readonly module: string;
  /** Empty where the module itself is imported. */
  readonly names: readonly string[];
}

/** The Python modules of a project. Each is read when it is first needed. */
export class Modules {
  readonly paths: readonly string[];
  readonly #paths: ReadonlySet<string>;
  /** The folders that they are in, directly or not. */
  readonly #folders = new Set<string>();
  /** Where the modules are that are imported, by the folders of the files that import them. */
  readonly #places = new Map<string, Map<string, string | undefined>>();
  /** The texts of files that could not be edited. */
  readonly #lenient = new Map<string, string | undefined>();

  /**
   * @param texts the texts of some files in place of those that the workspace has; undefined for one that is not there.
   */
  constructor(
    readonly workspace: Workspace,
    private readonly texts: ReadonlyMap<string, string | undefined> = new Map(),
  ) {
    const own = [...texts.keys()].filter((path) => path.endsWith('.py'));
    const all = new Set([...workspace.pythonFiles(), ...own]);
    this.paths = [...all]
      .filter((path) => !texts.has(path) || texts.get(path) !== undefined)
      .sort();
    this.#paths = new Set(this.paths);
    for (const path of this.paths) {
      for (
        let folder = posix.dirname(path);
        folder !== '.' && !this.#folders.has(folder);
        folder = posix.dirname(folder)
      ) {
        this.#folders.add(folder);
      }
    }
  }

  /** Returns the text of a module. */
  source(path: string): string {
    if (this.texts.has(path)) return this.texts.get(path) ?? '';
    try {
      return this.workspace.read(path) ?? '';
    } catch (error) {
      // Only editing such a file is refused.
      if (!(error instanceof RefusalError)) throw error;
      if (!this.#lenient.has(path)) this.#lenient.set(path, this.workspace.readLeniently(path));
      return this.#lenient.get(path) ?? '';
    }
  }

  /** Returns the files that could not be read at all, as far as that was tried. */
  get unread(): readonly string[] {
    return [...this.#lenient].filter(([, text]) => text === undefined).map(([path]) => path);
  }

  has(path: string): boolean {
    return this.#paths.has(path);
  }

  facts(path: string): ModuleFacts {
    return this.workspace.facts(path, this.source(path));
  }

  /** Returns the modules whose text contains one of these words. The rest need no parsing. */
  mentioning(words: RegExp): string[] {
    return this.paths.filter((path) => words.test(this.source(path)));
  }

  /** Whether a module may define a function or a class whose name is like this, as it looks without parsing. */
  mayDefine(path: string, name: RegExp): boolean {
    return [...this.source(path).matchAll(DEFINITION)].some(([, defined = '']) =>
      name.test(defined),
    );
  }

  /** Returns what a module imports, as it looks without parsing: a sentence in a docstring may look so, too. */
  importsIn(path: string): readonly WrittenImport[] {
    return this.workspace.reading('imports', path, importsOf, this.source(path));
  }

  /**
   * Returns the file of a module that an import in `from` names; undefined if it is not in the
   * project.
   */
  find(from: string, module: string): string | undefined {
    const place = this.#placeOf(from, module);
    return place === undefined ? undefined : this.#fileAt(place);
  }

  /** Returns the files that importing a name may load: that of the module, and its own if it is a module itself. */
  filesOf(
    from: string,
    { module, name }: { readonly module: string; readonly name: string },
  ): string[] {
    const separator = module.endsWith('.') || module === '' ? '' : '.';
    const files = [this.find(from, `${module}${separator}${name}`), this.find(from, module)];
    return files.filter((file) => file !== undefined);
  }

  /** Whether a module that an import in `from` names is a folder of the project, with or without an `__init__.py`. */
  isFolder(from: string, module: string): boolean {
    const place = this.#placeOf(from, module);
    return place !== undefined && (place === '.' || this.#isNamespace(place));
  }

  /** Returns where a module is, without the ending of its file. */
  #placeOf(from: string, module: string): string | undefined {
    const folder = folderOf(from);
    const known = this.#places.get(folder) ?? new Map<string, string | undefined>();
    this.#places.set(folder, known);
    if (!known.has(module)) known.set(module, this.#findPlace(folder, module));
    return known.get(module);
  }

  #findPlace(from: string, module: string): string | undefined {
    const dots = /^\.*/.exec(module)?.[0].length ?? 0;
    const rest = module.slice(dots).split('.').filter(Boolean).join('/');
    if (dots > 0) {
      let folder = from;
      for (let up = 1; up < dots; up += 1) folder = posix.dirname(folder);
      return posix.join(folder, rest).replace(/\/$/, '');
    }
    const root = this.#findRoot(from, rest);
    return root === undefined ? undefined : within(root, rest);
  }

  /**
   * Returns the folder that an absolute import starts from: the nearest one that has the module, of the importing
   * file's and those above it.
   */
  #findRoot(from: string, module: string): string | undefined {
    const [first = ''] = module.split('/');
    const isHidden = isStandard(first);
    let nearest: string | undefined;
    for (const folder of withAncestors(from, posix)) {
      for (const root of [folder, within(folder, 'src')]) {
        // Nothing is below a folder without modules.
        if (module !== '' && root !== '.' && !this.#folders.has(root)) continue;
        // A module in a package does not hide the one of Python that is called the same.
        if (isHidden && this.#paths.has(within(root, '__init__.py'))) continue;
        // What is only called like the first part may be another module, or a folder of tests.
        if (this.#fileAt(within(root, module)) !== undefined) return root;
        const candidate = within(root, first);
        if (this.#fileAt(candidate) !== undefined || this.#isNamespace(candidate)) nearest ??= root;
      }
    }
    return nearest;
  }

  /** Whether a folder is a package without an `__init__.py`. */
  #isNamespace(folder: string): boolean {
    return this.#folders.has(folder);
  }

  #fileAt(path: string): string | undefined {
    const module = `${path}.py`;
    if (this.#paths.has(module)) return module;
    const own = within(path, '__init__.py');
    return this.#paths.has(own) ? own : undefined;
  }

  /**
   * Finds where a name that a module uses is defined, following re-exports.
   *
   * @param name `Base`, or `models.Base` for an imported module.
   */
  resolve(path: string, name: string, depth = 0): Definition | undefined {
    if (depth > 8) return undefined;
    const facts = this.facts(path);
    const [first = '', ...rest] = name.split('.');
    if (rest.length === 0 && definesName(facts, name)) return { path, name };
    const imported = facts.imports.find(({ bound }) => bound === first);
    if (imported === undefined) return undefined;
    if (imported.module === '') {
      // `import a.b`, used as `a.b.name`.
      const module = [imported.name.split('.')[0], ...rest.slice(0, -1)].join('.');
      const file = this.find(path, module);
      const last = rest.at(-1);
      return file === undefined || last === undefined
        ? undefined
        : this.resolve(file, last, depth + 1);
    }
    const separator = /\.$/.test(imported.module) ? '' : '.';
    const submodule = this.find(path, `${imported.module}${separator}${imported.name}`);
    const module = this.find(path, imported.module);
    if (rest.length > 0) {
      return submodule === undefined
        ? undefined
        : this.resolve(submodule, rest.join('.'), depth + 1);
    }
    return module === undefined ? undefined : this.resolve(module, imported.name, depth + 1);
  }

  /**
   * Returns how a file is imported absolutely: `app.models.item` for `backend/app/models/item.py`.
   *
   * It starts from the folder that most absolute imports of the project start from.
   */
  nameOf(path: string): string {
    const root = this.importRootOf(path);
    return path
      .slice(root === '.' ? 0 : root.length + 1)
      .replace(/\.py$/, '')
      .replace(/\/__init__$/, '')
      .replaceAll('/', '.');
  }

  #importRoots: readonly (readonly [root: string, votes: number])[] | undefined;

  /** Returns the folder that absolute imports of a file start from. */
  importRootOf(path: string): string {
    this.#importRoots ??= this.#countRoots();
    const above = this.#importRoots.filter(([root]) => root === '.' || path.startsWith(`${root}/`));
    const nearest = above.toSorted((a, b) => b[1] - a[1] || b[0].length - a[0].length)[0];
    return nearest?.[0] ?? this.#rootOfPackage(path);
  }

  #countRoots(): [string, number][] {
    const votes = new Map<string, number>();
    for (const path of this.paths) {
      for (const { module: absolute, names } of this.importsIn(path)) {
        if (absolute.startsWith('.')) continue;
        const file = this.find(path, absolute);
        if (file === undefined) continue;
        const tail = absolute.replaceAll('.', '/');
        const root = file.replace(/(\/__init__)?\.py$/, '').slice(0, -tail.length);
        const folder = root === '' ? '.' : root.slice(0, -1);
        votes.set(folder, (votes.get(folder) ?? 0) + Math.max(1, names.length));
      }
    }
    return [...votes];
  }

  /** Returns the folder above the outermost package that contains a file. */
  #rootOfPackage(path: string): string {
    let folder = posix.dirname(path);
    while (folder !== '.' && this.#paths.has(`${folder}/__init__.py`)) {
      folder = posix.dirname(folder);
    }
    return folder;
  }

  /** Whether the modules next to this one use relative imports. */
  importsRelatively(path: string): boolean {
    const folder = posix.dirname(path);
    const imports = this.paths
      .filter((each) => folderOf(each) === folder && !each.endsWith('/__init__.py'))
      .flatMap((each) =>
        this.facts(each).imports.filter(
          ({ module }) => module !== '' && this.find(each, module) !== undefined,
        ),
      );
    const relative = imports.filter(({ module }) => module.startsWith('.'));
    return relative.length > 0 && relative.length * 2 > imports.length;
  }

  /** Returns how one file imports another: `app.models.item`, or `..models.item`. */
  importPath(from: string, to: string, relative: boolean): string {
    if (!relative) return this.nameOf(to);
    const source = posix
      .dirname(from)
      .split('/')
      .filter((part) => part !== '.');
    const target = to.replace(/(\/__init__)?\.py$/, '').split('/');
    let same = 0;
    while (same < source.length && source[same] === target[same]) same += 1;
    return '.'.repeat(source.length - same + 1) + target.slice(same).join('.');
  }
}

function importsOf(source: string): WrittenImport[] {
  return [...source.matchAll(IMPORT)].flatMap(([, module, members = '', plain]) => {
    const names = (plain ?? members)
      .replaceAll(/#[^\n]*|[()\\]/g, '')
      .split(',')
      .map((each) => each.trim().split(/\s/)[0] as string)
      .filter(Boolean);
    return module === undefined
      ? names.map((name) => ({ module: name, names: [] }))
      : [{ module, names }];
  });
}

/** Returns a path below a folder of the project. Both are as they should be: cleaning each would take longer than all else. */
function within(folder: string, path: string): string {
  if (path === '') return folder;
  return folder === '.' ? path : `${folder}/${path}`;
}

/** Returns the folder of a file of the project, as `posix.dirname` does of any path. */
function folderOf(path: string): string {
  const end = path.lastIndexOf('/');
  return end < 0 ? '.' : path.slice(0, end);
}
