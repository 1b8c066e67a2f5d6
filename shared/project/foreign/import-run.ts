/** Follows what Python does when it imports modules of a project: which it runs, in which order, and what is missing then. */
import { posix } from 'node:path';
import type { ImportFact } from '../../python/import-statements.js';
import { hasHiddenNames } from '../../python/import-steps.js';
import { isStandard } from '../../python/imports.js';
import { withAncestors } from '../ancestors.js';
import type { Modules } from './modules.js';

/** An import that fails. */
export interface FailedImport {
  /** The file that imports. */
  readonly path: string;
  readonly imported: ImportFact;
  /** What is missing: the module, the name in it, or the name so far, as the module is still being imported. */
  readonly lacks: 'module' | 'name' | 'turn';
  /** The file of the module that lacks the name; undefined if the module itself is missing. */
  readonly target: string | undefined;
  /** The files that are being imported by then, the first one first. */
  readonly chain: readonly string[];
}

/** What is known of a module that was imported, or is being imported. */
interface Loaded {
  readonly names: Set<string>;
  hasHidden: boolean;
  isDone: boolean;
}

/** The packages that every backend uses, whatever its folders are called: `alembic/` may be a package, too. */
const PACKAGES = new Set([
  'alembic',
  'fastapi',
  'httpx',
  'pydantic',
  'pytest',
  'sqlalchemy',
  'sqlmodel',
  'starlette',
]);

/** One process of Python that imports modules one after the other. */
export class ImportRun {
  readonly #modules: Modules;
  readonly #loaded = new Map<string, Loaded>();
  readonly #chain: string[] = [];
  readonly #packages = new Map<string, readonly string[]>();

  constructor(modules: Modules) {
    this.#modules = modules;
  }

  /** The files that were imported as a whole. */
  get finished(): string[] {
    return [...this.#loaded].filter(([, { isDone }]) => isDone).map(([path]) => path);
  }

  /** Imports the module of a file, after the packages that it is in; returns what fails, if anything does. */
  load(path: string): FailedImport | undefined {
    if (this.#loaded.get(path)?.isDone) return undefined;
    for (const each of this.#packagesOf(posix.dirname(path))) {
      const failed = this.#run(each);
      if (failed !== undefined) return failed;
    }
    const failed = this.#run(path);
    const parent = this.#loaded.get(posix.join(posix.dirname(path), '__init__.py'));
    if (failed === undefined) parent?.names.add(posix.basename(path, '.py'));
    return failed;
  }

  /** Returns the files of the packages that a folder is and is in, the outermost first. */
  #packagesOf(folder: string): readonly string[] {
    const known = this.#packages.get(folder);
    if (known !== undefined) return known;
    const above = withAncestors(folder, posix).map((each) => posix.join(each, '__init__.py'));
    const other = above.findIndex((each) => !this.#modules.has(each));
    const packages = above.slice(0, other < 0 ? undefined : other).toReversed();
    this.#packages.set(folder, packages);
    return packages;
  }

  #run(path: string): FailedImport | undefined {
    if (this.#loaded.has(path)) return undefined;
    const loaded: Loaded = {
      names: new Set(['__name__', '__file__', '__doc__']),
      hasHidden: hasHiddenNames(this.#modules.source(path)),
      isDone: false,
    };
    this.#loaded.set(path, loaded);
    this.#chain.push(path);
    for (const step of this.#modules.facts(path).steps) {
      if ('binds' in step) {
        loaded.names.add(step.binds);
        continue;
      }
      const failed = this.#import(path, loaded, step.imports);
      if (failed === undefined || step.isTried) continue;
      // As in Python, what failed has to start again.
      this.#loaded.delete(path);
      this.#chain.pop();
      return failed;
    }
    this.#chain.pop();
    loaded.isDone = true;
    return undefined;
  }

  #import(path: string, loaded: Loaded, imported: ImportFact): FailedImport | undefined {
    const { module, name } = imported;
    const modules = this.#modules;
    const fail = (lacks: FailedImport['lacks'], target?: string): FailedImport => ({
      path,
      imported,
      lacks,
      target,
      chain: [...this.#chain],
    });
    const whole = module === '' ? name : module;
    const [first = ''] = whole.split('.');
    if (PACKAGES.has(first) || isStandard(first)) {
      if (name === '*') loaded.hasHidden = true;
      return undefined;
    }
    const file = modules.find(path, whole);
    const findPart = () =>
      module === '' || name === '*'
        ? undefined
        : modules.find(path, `${module}${module.endsWith('.') ? '' : '.'}${name}`);
    if (file === undefined) {
      const part = findPart();
      if (part !== undefined) return this.load(part);
      if (name === '*') loaded.hasHidden = true;
      return this.#isMissing(path, whole) ? fail('module') : undefined;
    }
    const failed = this.load(file);
    if (failed !== undefined || module === '') return failed;
    const target = this.#loaded.get(file);
    if (name === '*') {
      for (const each of target?.names ?? []) loaded.names.add(each);
      loaded.hasHidden ||= target?.hasHidden === true;
      return undefined;
    }
    if (target === undefined || target.hasHidden || target.names.has(name)) return undefined;
    const part = file.endsWith('__init__.py') ? findPart() : undefined;
    if (part !== undefined && part !== file) return this.load(part);
    return fail(target.isDone ? 'name' : 'turn', file);
  }

  /** Whether a module that is not in the project cannot be elsewhere. */
  #isMissing(path: string, module: string): boolean {
    if (module.startsWith('.')) return !this.#modules.isFolder(path, module);
    const [first = ''] = module.split('.');
    if (isStandard(first)) return false;
    const isOurs =
      this.#modules.find(path, first) !== undefined || this.#modules.isFolder(path, first);
    return isOurs && !this.#modules.isFolder(path, module);
  }
}
