/** Generators outside of this package: where they are installed. */
import { execFileSync, type StdioOptions } from 'node:child_process';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { delimiter, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { RefusalError, UsageError } from '../errors.js';
import { LOOKUPS, namespaceOf, partsOf } from '../feature/namespace.js';
import { withAncestors } from '../project/ancestors.js';
import { MEMORY } from '../project/memory.js';

/** A generator that is installed. */
export interface InstalledGenerator {
  readonly namespace: string;
  /** The absolute path of its module. */
  readonly module: string;
  /** The folder of its package. */
  readonly packagePath: string;
}

/**
 * Finds a generator where npm puts packages: for the project, beside this package, and globally.
 *
 * @param root the root of the project, an absolute path.
 * @returns undefined if it is in none of these places.
 */
export function findGenerator(namespace: string, root: string): InstalledGenerator | undefined {
  const parts = partsOf(namespace);
  if (parts === undefined) return undefined;
  for (const modules of packageFolders(root)) {
    const packagePath = join(modules, parts.packageName);
    const module = moduleIn(packagePath, parts.subGenerator);
    if (module !== undefined) return { namespace, module, packagePath };
  }
  return undefined;
}

/**
 * Finds the generator that a project remembers.
 *
 * @param root the root of the project, an absolute path.
 * @throws RefusalError if it is not installed, with how to install it.
 */
export function findRemembered(namespace: string, root: string): InstalledGenerator {
  const found = findGenerator(namespace, root);
  if (found !== undefined) return found;
  throw refusalWithout(namespace);
}

/** Says that the generator that a project remembers is not installed, and how to install it. */
export function refusalWithout(namespace: string): RefusalError {
  return new RefusalError(
    `.yo-rc.json says that the generator ${namespace} adds the features of this project, but ${lackOf(namespace)}\n` +
      'To go on without what it brings, delete "generator" from .yo-rc.json, where "architecture" has to be one of this package then.',
    { place: MEMORY },
  );
}

/**
 * Finds a generator that the command line names.
 *
 * @param root the root of the project, an absolute path.
 * @throws UsageError if it is not installed, with how to install it.
 */
export function findNamed(namespace: string, root: string): InstalledGenerator {
  const found = findGenerator(namespace, root);
  if (found !== undefined) return found;
  throw new UsageError(`there is no generator ${namespace}: ${lackOf(namespace)}`, {
    place: namespace,
  });
}

function lackOf(namespace: string): string {
  const name = partsOf(namespace)?.packageName ?? namespace;
  return (
    `no package ${name} that has it is installed, for the project or globally. ` +
    `Install it with npm install --save-dev ${name}, or npm install --global ${name}.`
  );
}

/**
 * Returns the namespace under which a generator can be found again.
 *
 * @param module the absolute path of its module.
 * @returns undefined for one that is in no package of generators, and for ours.
 */
export function namespaceOfModule(module: string): string | undefined {
  if (!existsSync(module)) return undefined;
  const path = realpathSync(module);
  const folder = withAncestors(dirname(path)).find((each) =>
    existsSync(join(each, 'package.json')),
  );
  if (folder === undefined) return undefined;
  const { name } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  if (typeof name !== 'string' || name === 'generator-fastapi-feature') return undefined;
  return namespaceOf(name, relative(folder, path).replaceAll('\\', '/'));
}

function moduleIn(packagePath: string, subGenerator: string): string | undefined {
  if (!existsSync(packagePath)) return undefined;
  return LOOKUPS.flatMap((lookup) =>
    ['js', 'mjs', 'cjs'].map((ending) =>
      join(packagePath, lookup, subGenerator, `index.${ending}`),
    ),
  ).find((path) => existsSync(path));
}

/** The folders that may have the package, the nearest first. npm is only asked if it is in none of the others. */
function* packageFolders(root: string): Generator<string> {
  const here = dirname(fileURLToPath(import.meta.url));
  for (const folder of [...withAncestors(root), ...withAncestors(here)]) {
    yield join(folder, 'node_modules');
  }
  yield* (process.env.NODE_PATH ?? '').split(delimiter).filter(Boolean);
  const node = dirname(process.execPath);
  yield process.platform === 'win32'
    ? join(process.env.APPDATA ?? node, 'npm', 'node_modules')
    : join(node, '..', 'lib', 'node_modules');
  yield* npmRoot();
}

function npmRoot(): string[] {
  try {
    const shell = process.platform === 'win32';
    const stdio: StdioOptions = ['ignore', 'pipe', 'ignore'];
    return [execFileSync('npm', ['root', '--global'], { encoding: 'utf8', shell, stdio }).trim()];
  } catch {
    // There is no npm, as where Python installs this.
    return [];
  }
}
