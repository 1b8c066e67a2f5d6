/** The features that stand in a backend: everything that is named after a model. */
import { posix } from 'node:path';
import { definedName, parseOnce, type Statement } from '../../python/syntax.js';
import type { Backend } from '../foreign/backend.js';
import { type BackendModel, isTest } from '../foreign/models.js';
import type { Modules } from '../foreign/modules.js';
import { mentionOf } from './words.js';

/** A feature that stands, with all that is its own. */
export interface StandingFeature {
  readonly model: BackendModel;
  /** The modules that are its own. */
  readonly files: readonly string[];
  /** Those that are called like it and that nothing imports: what stands there is no part of it. */
  readonly unused: readonly string[];
  /** What it defines in modules that it shares with others. */
  readonly shared: readonly { readonly path: string; readonly names: readonly string[] }[];
  /** The further modules that make it known: they import it, or pass it on. */
  readonly registrations: readonly string[];
  /** Whether it is how people sign in, of which a backend has one. */
  readonly signsIn: boolean;
}

/** Returns the features of a backend, the most complete first; among equals, the latest. That of who signs in is no example. */
export function standingFeatures(backend: Backend): StandingFeature[] {
  const { models, modules } = backend;
  const all = (models?.models ?? []).filter(({ name }) => !name.startsWith('Base'));
  const paths = modules.paths.filter(
    (path) => !isMigration(path) && !/^down_revision\b/m.test(modules.source(path)),
  );
  const owners = new Map(paths.map((path) => [path, ownerOf(path, all)]));
  let imports: ((path: string) => boolean) | undefined;
  const used = (path: string) => {
    imports ??= usedModules(modules);
    return imports(path);
  };
  const found = all.map((model) => describe(model, all, modules, owners, used));
  const size = ({ files, shared }: StandingFeature) =>
    files.length + shared.reduce((sum, { names }) => sum + names.length, 0);
  const caller = backend.access.user?.dependency;
  const signsIn = ({ files, shared }: StandingFeature) =>
    caller !== undefined &&
    (files.includes(caller.path) ||
      shared.some(({ names, path }) => path === caller.path && names.includes(caller.name)));
  return found
    .map((each, index) => ({ each, index }))
    .toSorted(
      (a, b) =>
        Number(signsIn(a.each)) - Number(signsIn(b.each)) ||
        size(b.each) - size(a.each) ||
        b.index - a.index,
    )
    .map(({ each }) => (signsIn(each) ? withoutCaller(each, backend) : each));
}

/** Returns a feature without what tells who has signed in, and what is built on that: a backend needs it once. */
function withoutCaller(feature: StandingFeature, { access, modules }: Backend): StandingFeature {
  const caller = access.user?.dependency;
  const shared = feature.shared.map((each) => {
    if (each.path !== caller?.path) return each;
    const source = modules.source(each.path);
    const ofCaller = new Set([caller.name]);
    for (const statement of parseOnce(source).statements) {
      const name = definedName(statement);
      const words = source.slice(statement.from, statement.to).match(/\w+/g) ?? [];
      if (name !== undefined && words.some((word) => ofCaller.has(word))) ofCaller.add(name);
    }
    return { ...each, names: each.names.filter((name) => !ofCaller.has(name)) };
  });
  const empty = shared.filter(({ names }) => names.length === 0).map(({ path }) => path);
  return {
    ...feature,
    signsIn: true,
    shared: shared.filter(({ names }) => names.length > 0),
    registrations: feature.registrations.filter((path) => !empty.includes(path)),
  };
}

/** Names of what people sign in with. */
const SIGNING_IN =
  /(^|_)(log|logs|logged|sign|signs|signed)_?(in|up|out)(_|$)|(^|_)(register|registers|token|tokens|password|authenticate|me)(_|$)/;

/** Returns the endpoints and tests of signing in that a feature has, by their names. */
export function signingIn(modules: Modules, { files, signsIn }: StandingFeature): string[] {
  if (!signsIn) return [];
  return files.flatMap((path) =>
    modules
      .facts(path)
      .functions.filter(({ decorators }) => isTest(path, modules) || decorators.length > 0)
      .map(({ name }) => name)
      .filter((name) => SIGNING_IN.test(name)),
  );
}

/** Returns the classes of the models that a model refers to. */
export function referredBy(modules: Modules, model: BackendModel, all: readonly BackendModel[]) {
  const fact = modules.facts(model.path).classes.find(({ name }) => name === model.name);
  const columns = [...(fact?.fields.values() ?? [])].map((each) => each.annotation + each.value);
  const tables = columns.flatMap(
    (text) =>
      /(?:ForeignKey\(\s*|foreign_key\s*=\s*)["'](?:\w+\.)?(\w+)\.\w+["']/.exec(text)?.[1] ?? [],
  );
  return new Set(all.filter(({ table }) => tables.includes(table)).map(({ name }) => name));
}

/** Returns how many references only one of two features has: below a board, cards are written like labels. */
export function distanceBetween(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const only = (of: ReadonlySet<string>, not: ReadonlySet<string>) =>
    [...of].filter((name) => !not.has(name)).length;
  return only(one, other) + only(other, one);
}

/**
 * Returns the feature with the same references and most modules of its own, endpoints among them, without looking into
 * modules but those of models: what a run without a neighbour names is not worth more.
 *
 * @param own the class of a model that is none.
 * @param references the classes of the models that the new feature refers to.
 */
export function likelyNeighbour(
  backend: Backend,
  own: string,
  references: ReadonlySet<string>,
): string | undefined {
  const models = (backend.models?.models ?? []).filter(({ name }) => !name.startsWith('Base'));
  const routes = new Set(backend.routers.map(({ path }) => path));
  const caller = backend.access.user?.dependency.path;
  const counts = new Map<BackendModel, { count: number; routed: boolean }>();
  for (const path of backend.modules.paths) {
    const model = isMigration(path) ? undefined : ownerOf(path, models);
    if (model === undefined || model.name === own) continue;
    const before = counts.get(model) ?? { count: 0, routed: false };
    counts.set(model, {
      count: path === caller ? Number.NaN : before.count + 1,
      routed: before.routed || routes.has(path),
    });
  }
  const complete = [...counts].filter(([, { count, routed }]) => routed && count > 0);
  const distance = new Map(
    complete.map(([model]) => {
      const referred = referredBy(backend.modules, model, models);
      return [model, distanceBetween(referred, references)] as const;
    }),
  );
  return complete.toSorted(
    ([one, a], [other, b]) =>
      (distance.get(one) ?? 0) - (distance.get(other) ?? 0) || b.count - a.count,
  )[0]?.[0].feature;
}

/** Returns the statements of a module that define something named after a feature. */
export function ownDefinitions(text: string, model: BackendModel): Statement[] {
  const mention = mentionOf(model);
  return parseOnce(text).statements.filter((statement) => {
    const name = definedName(statement);
    return name !== undefined && (name === model.name || mention.test(name));
  });
}

function describe(
  model: BackendModel,
  all: readonly BackendModel[],
  modules: Modules,
  owners: ReadonlyMap<string, BackendModel | undefined>,
  used: (path: string) => boolean,
): StandingFeature {
  const mention = mentionOf(model);
  const paths = [...owners.keys()];
  const named = paths.filter((path) => owners.get(path) === model);
  const unused = named.filter((path) => !used(path));
  const files = named.filter((path) => !unused.includes(path));
  const others = paths.filter(
    (path) => owners.get(path) === undefined && mention.test(modules.source(path)),
  );
  const shared = others
    .map((path) => {
      const definitions = ownDefinitions(modules.source(path), model);
      const names = definitions.map((each) => definedName(each) as string);
      return { path, names: names.filter((name) => ownerOfName(name, all) === model) };
    })
    .filter(({ names }) => names.length > 0);
  const registrations = others.filter((path) => registers(modules, path, files, shared, mention));
  return { model, files, unused, shared, registrations, signsIn: false };
}

/** Returns what tells whether anything imports a module, or may do so by its name. */
function usedModules(modules: Modules): (path: string) => boolean {
  const scans = modules.mentioning(
    /\b(importlib|pkgutil|import_module|iter_modules|autodiscover)\b/,
  );
  if (scans.some((path) => !isTest(path, modules))) return () => true;
  const imported = new Set<string | undefined>();
  for (const path of modules.paths) {
    for (const { module, names } of modules.importsIn(path)) {
      const separator = module.endsWith('.') ? '' : '.';
      imported.add(modules.find(path, module));
      for (const name of names) imported.add(modules.find(path, `${module}${separator}${name}`));
    }
  }
  return (path) =>
    imported.has(path) ||
    path.endsWith('__init__.py') ||
    isTest(path, modules) ||
    modules.facts(path).variables.has('app') ||
    modules.mentioning(new RegExp(`["']${modules.nameOf(path).replaceAll('.', '\\.')}\\b`)).length >
      0;
}

/** Whether a module imports what is a feature's own, or names it while it defines nothing of it. */
function registers(
  modules: Modules,
  path: string,
  files: readonly string[],
  shared: StandingFeature['shared'],
  mention: RegExp,
): boolean {
  const known = new Set([...files, ...shared.map((each) => each.path)]);
  return modules.facts(path).imports.some(({ module, name }) => {
    const separator = module.endsWith('.') || module === '' ? '' : '.';
    const targets = [
      modules.find(path, `${module}${separator}${name}`),
      modules.find(path, module),
    ];
    return (
      targets.some((target) => target !== undefined && known.has(target)) &&
      mention.test(`${module} ${name}`)
    );
  });
}

/** Returns the model after which a module, or a folder that it is in, is named: that with the longest name. */
function ownerOf(path: string, all: readonly BackendModel[]): BackendModel | undefined {
  const folders = path.split('/').slice(0, -1);
  const stem = posix.basename(path, '.py');
  const owns = ({ feature, features, name }: BackendModel) => {
    const words = [feature, features, name.toLowerCase()];
    return (
      folders.some((folder) => words.includes(folder)) ||
      words.some((word) => `_${stem}_`.includes(`_${word}_`))
    );
  };
  return longest(all.filter(owns));
}

function ownerOfName(name: string, all: readonly BackendModel[]): BackendModel | undefined {
  return longest(all.filter((model) => name === model.name || mentionOf(model).test(name)));
}

function longest(models: readonly BackendModel[]): BackendModel | undefined {
  return models.toSorted((a, b) => b.feature.length - a.feature.length)[0];
}

function isMigration(path: string): boolean {
  return /(^|\/)(alembic|migrations|versions)\//.test(path);
}
