/** Which of the modules that are named after a model another feature would have, too. */
import { posix } from 'node:path';
import type { Backend } from '../foreign/backend.js';
import { type BackendModel, isTest } from '../foreign/models.js';
import type { Modules } from '../foreign/modules.js';
import { namedModules, placeOf } from './named-modules.js';

/** A module that is named after a feature and no part of what another one is written like. */
export interface LeftModule {
  readonly path: string;
  /** Whether anything imports it. */
  readonly isUsed: boolean;
}

/** Says why a module is left out, as the end of a sentence about it. */
export function whyLeft({ isUsed }: LeftModule): string {
  return isUsed ? 'no other feature has one of the kind' : 'nothing imports it';
}

/** The modules that are named after a model. */
export interface OwnModules {
  readonly files: readonly string[];
  readonly left: readonly LeftModule[];
}

/** How tests of a feature are called that are about all of it. */
const PLAIN_TEST = /^(test_\*|\*_test|test_\*_(api|crud|endpoints?|routers?|routes?|views?))$/;

/**
 * Tells the modules of a feature from those that only this one has.
 *
 * Where other features have modules of the same places, those count, and what they need: a middleware that is called after
 * tenants is no part of what another feature is written like.
 */
export function ownModules(backend: Backend, model: BackendModel): OwnModules {
  const { modules, routers } = backend;
  const { hasCounterpart, owners } = namedModules(backend);
  const named = [...owners].flatMap(([path, owner]) => (owner === model ? [path] : []));
  const used = named.filter((path) => isUsed(backend, path));
  const unused = named
    .filter((path) => !used.includes(path))
    .map((path) => ({ path, isUsed: false }));
  if (!used.some(hasCounterpart)) return { files: used, left: unused };
  const routes = new Set(routers.map(({ path }) => path));
  const tests = used.filter((path) => isTest(path, modules));
  const code = used.filter((path) => !tests.includes(path));
  const isOnlyRouter = !code.some((path) => routes.has(path) && hasCounterpart(path));
  const areTestsAlike = tests.some(hasCounterpart);
  const kept = new Set([
    ...code.filter(
      (path) => path === model.path || hasCounterpart(path) || (isOnlyRouter && routes.has(path)),
    ),
    ...tests.filter((path) =>
      areTestsAlike ? hasCounterpart(path) : PLAIN_TEST.test(posix.basename(placeOf(path, model))),
    ),
  ]);
  // What is added while they are gone through is gone through, too.
  for (const path of kept) {
    for (const needed of importedBy(modules, path)) if (used.includes(needed)) kept.add(needed);
  }
  const isPackage = (path: string) =>
    path.endsWith('/__init__.py') &&
    [...kept].some((each) => each.startsWith(`${posix.dirname(path)}/`));
  const files = used.filter((path) => kept.has(path) || isPackage(path));
  const particular = used
    .filter((path) => !files.includes(path))
    .map((path) => ({ path, isUsed: true }));
  return { files, left: [...unused, ...particular] };
}

/** Returns the modules of the project that a module imports. */
export function importedBy(modules: Modules, path: string): string[] {
  return modules.importsIn(path).flatMap(({ module, names }) => {
    const separator = module.endsWith('.') ? '' : '.';
    const found = names.map((name) => modules.find(path, `${module}${separator}${name}`));
    return [modules.find(path, module), ...found].filter((each) => each !== undefined);
  });
}

/** What modules import of each other, for each backend. */
const usedPaths = new WeakMap<Backend, ReadonlySet<string> | 'any'>();

/** Whether anything imports a module, or may do so by its name. */
function isUsed(backend: Backend, path: string): boolean {
  const { modules } = backend;
  const all = usedPaths.get(backend) ?? findUsed(modules);
  usedPaths.set(backend, all);
  return (
    all === 'any' ||
    all.has(path) ||
    path.endsWith('__init__.py') ||
    isTest(path, modules) ||
    modules.facts(path).variables.has('app') ||
    modules.mentioning(new RegExp(`["']${modules.nameOf(path).replaceAll('.', '\\.')}\\b`)).length >
      0
  );
}

function findUsed(modules: Modules): ReadonlySet<string> | 'any' {
  const scans = modules.mentioning(
    /\b(importlib|pkgutil|import_module|iter_modules|autodiscover)\b/,
  );
  if (scans.some((path) => !isTest(path, modules))) return 'any';
  return new Set(modules.paths.flatMap((path) => importedBy(modules, path)));
}
