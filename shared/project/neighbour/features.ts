/** The features that stand in a backend: everything that is named after a model. */
import type { ClassFact } from '../../python/module-facts.js';
import { definedName, parseOnce, type Statement } from '../../python/syntax.js';
import type { Backend } from '../foreign/backend.js';
import { type BackendModel, isTest } from '../foreign/models.js';
import type { Modules } from '../foreign/modules.js';
import { longest, namedModules } from './named-modules.js';
import { type LeftModule, ownModules } from './own-modules.js';
import { mentionOf } from './words.js';

/** A feature that stands, with all that is its own. */
export interface StandingFeature {
  readonly model: BackendModel;
  /** The modules that are its own, as far as another feature would have them, too. */
  readonly files: readonly string[];
  /** Those that are called like it and that another feature would not have. */
  readonly left: readonly LeftModule[];
  /** What it defines in modules that it shares with others. */
  readonly shared: readonly { readonly path: string; readonly names: readonly string[] }[];
  /** The further modules that make it known: they import it, or pass it on. */
  readonly registrations: readonly string[];
  /** Whether it is how people sign in, of which a backend has one. */
  readonly signsIn: boolean;
}

/** Returns what is a feature's own, and where it is made known. */
export function standingFeature(backend: Backend, model: BackendModel): StandingFeature {
  const feature = describe(backend, model);
  return signsInWith(backend, model) ? withoutCaller(feature, backend) : feature;
}

/** Whether what tells who has signed in is named after a model, or is in a module that is. */
export function signsInWith(backend: Backend, model: BackendModel): boolean {
  return modelOfCaller(backend) === model;
}

/** Returns the model that what tells who has signed in is named after, or that its module is; undefined if there is none. */
export function modelOfCaller(backend: Backend): BackendModel | undefined {
  const caller = backend.access.user?.dependency;
  if (caller === undefined) return undefined;
  const { models, owners } = namedModules(backend);
  return owners.get(caller.path) ?? ownerOfName(caller.name, models);
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

/** Returns the statements of a module that define something named after a feature. */
export function ownDefinitions(text: string, model: BackendModel): Statement[] {
  const mention = mentionOf(model);
  return parseOnce(text).statements.filter((statement) => {
    const name = definedName(statement);
    return name !== undefined && (name === model.name || mention.test(name));
  });
}

function describe(backend: Backend, model: BackendModel): StandingFeature {
  const { modules } = backend;
  const { models, owners } = namedModules(backend);
  const mention = mentionOf(model);
  const { files, left } = ownModules(backend, model);
  const others = [...owners].flatMap(([path, owner]) =>
    owner === undefined && mayMention(modules.source(path), model) ? [path] : [],
  );
  const mentioning = others.filter((path) => mention.test(modules.source(path)));
  const shared = mentioning
    .map((path) => {
      const definitions = ownDefinitions(modules.source(path), model);
      const names = definitions.map((each) => definedName(each) as string);
      return { path, names: names.filter((name) => ownerOfName(name, models) === model) };
    })
    .filter(({ names }) => names.length > 0);
  // The tests of another feature make nothing known.
  const registrations = mentioning.filter(
    (path) =>
      !isTestModule(path) &&
      (registers(modules, path, files, shared, mention) || hasMember(backend, path, files, model)),
  );
  return { model, files, left, shared, registrations, signsIn: false };
}

/** Whether a module has tests, and not only what tests share. */
function isTestModule(path: string): boolean {
  return /(^|\/)(test_[^/]*|[^/]*_test)\.py$/.test(path);
}

/** Whether a text may mention a feature: a pattern of all its forms takes far longer than this, and few texts do. */
function mayMention(text: string, { feature, features }: BackendModel): boolean {
  const [start = ''] = feature.split('_');
  const [plural = ''] = features.split('_');
  const lower = text.toLowerCase();
  return lower.includes(start) || lower.includes(plural);
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
  return modules
    .facts(path)
    .imports.some(
      (each) =>
        modules.filesOf(path, each).some((file) => known.has(file)) &&
        mention.test(`${each.module} ${each.name}`),
    );
}

/** Whether a class of all features has a member for one that its own modules use: `Tags.ORDERS`. */
function hasMember(
  backend: Backend,
  path: string,
  files: readonly string[],
  model: BackendModel,
): boolean {
  const { modules } = backend;
  const mention = mentionOf(model);
  const members = modules
    .facts(path)
    .classes.filter((each) => !isOfAnother(backend, each, model))
    .flatMap(({ fields, name }) =>
      [...fields.keys()].filter((field) => mention.test(field)).map((field) => `${name}.${field}`),
    );
  return members.some((member) =>
    files.some((file) => new RegExp(`\\b${member}\\b`).test(modules.source(file))),
  );
}

/**
 * Whether a class is another feature's, a model or what is named after one: what it has of this feature, such as a foreign key, says
 * nothing of a further one.
 */
export function isOfAnother(
  backend: Backend,
  { bases, name }: Pick<ClassFact, 'bases' | 'name'>,
  model: BackendModel,
): boolean {
  const { models } = namedModules(backend);
  if (models.some((each) => each !== model && each.name === name)) return true;
  // Members of an enum are each for something else: a feature may be called permission.
  if (bases.some((base) => /Enum$/.test(base))) return false;
  const owner = ownerOfName(name, models);
  return owner !== undefined && owner !== model;
}

function ownerOfName(name: string, all: readonly BackendModel[]): BackendModel | undefined {
  return longest(all.filter((model) => name === model.name || mentionOf(model).test(name)));
}
