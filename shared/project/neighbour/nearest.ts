/** Which of the features that stand another one is best written like. */
import { pascalOf } from '../../feature/naming.js';
import type { Backend } from '../foreign/backend.js';
import { type BackendModel, isTest } from '../foreign/models.js';
import { type Endpoint, endpointOf } from './endpoints.js';
import {
  distanceBetween,
  modelOfCaller,
  referredBy,
  type StandingFeature,
  signsInWith,
  standingFeature,
} from './features.js';
import { namedModules } from './named-modules.js';
import { mentionOf } from './words.js';

/** What a new feature is to its backend. */
export interface Newcomer {
  /** The class of its model. */
  readonly name?: string;
  /** The models that it refers to, by the names of their classes or of their features: `OrderItem`. */
  readonly references?: ReadonlySet<string>;
}

/**
 * Returns what stands in a backend, the nearest first: what has endpoints and refers to as much as the new one does, then what
 * has most modules of its own, among equals the latest. That of who signs in is no example, and comes last.
 */
export function nearestModels(
  backend: Backend,
  { name, references }: Newcomer = {},
): BackendModel[] {
  const { modules, routers } = backend;
  const { models, owners } = namedModules(backend);
  const counts = new Map<BackendModel | undefined, number>();
  for (const model of owners.values()) counts.set(model, (counts.get(model) ?? 0) + 1);
  const wanted = new Set(
    models
      .filter((each) => references?.has(each.name) || references?.has(pascalOf(each.feature)))
      .map((each) => each.name),
  );
  const caller = modelOfCaller(backend);
  const routed = new Set(routers.map(({ path }) => owners.get(path)));
  const shared = routers.filter(({ path }) => owners.get(path) === undefined);
  const isRouted = (model: BackendModel) =>
    routed.has(model) || shared.some(({ path }) => mentionOf(model).test(modules.source(path)));
  return models
    .filter((model) => model.name !== name)
    .map((model, index) => ({
      model,
      order: [
        Number(model === caller),
        Number(!isRouted(model)),
        references === undefined ? 0 : distanceBetween(referredBy(modules, model, models), wanted),
        -(counts.get(model) ?? 0),
        -index,
      ],
    }))
    .toSorted((a, b) => compareInTurn(a.order, b.order))
    .map(({ model }) => model);
}

/** Whether a feature is meant by a name, in the singular or the plural. */
export function isCalled({ feature, features }: BackendModel, name: string | undefined): boolean {
  return feature === name || features === name;
}

/** Returns what stands in a backend with all that is its own, the nearest first. */
export function standingFeatures(backend: Backend): StandingFeature[] {
  return nearestModels(backend).map((model) => standingFeature(backend, model));
}

function compareInTurn(one: readonly number[], other: readonly number[]): number {
  return one.map((each, index) => each - (other[index] ?? 0)).find((each) => each !== 0) ?? 0;
}

/** Whether the endpoints of a feature are below one row of another: `/boards/{board_id}/cards`. */
export function isNestedIn(
  backend: Backend,
  model: BackendModel,
  { feature, features }: BackendModel,
): boolean {
  const { owners } = namedModules(backend);
  const words = [features, features.replaceAll('_', '-'), feature, feature.replaceAll('_', '-')];
  const above = new RegExp(`["'/](${words.join('|')})/\\{\\w+\\}/`);
  return backend.routers.some(
    ({ path }) => owners.get(path) === model && above.test(backend.modules.source(path)),
  );
}

/**
 * Whether a feature has all that one has which is fitted in: endpoints to list, create, read, change and delete rows under one
 * path, and tests where features have some. Others are written like it unless somebody says otherwise.
 */
export function isComplete(backend: Backend, model: BackendModel): boolean {
  const { modules, routers } = backend;
  const { owners } = namedModules(backend);
  if (signsInWith(backend, model) || isFoundation(backend, model)) return false;
  const tested = [...owners].flatMap(([path, owner]) =>
    owner !== undefined && isTest(path, modules) ? [owner] : [],
  );
  if (tested.length > 0 && !tested.includes(model)) return false;
  const routes = routers.map(({ path }) => path);
  const own = routes.filter((path) => owners.get(path) === model);
  // Looking for what it has in modules of others takes reading all of them.
  const shared = own.length > 0 ? [] : standingFeature(backend, model).shared;
  const names = new Map(shared.map((each) => [each.path, each.names]));
  return routes
    .filter((path) => own.includes(path) || names.has(path))
    .some((path) => {
      const functions = modules
        .facts(path)
        .functions.filter(({ name }) => names.get(path)?.includes(name) ?? true);
      return isWhole(functions.flatMap(({ decorators }) => decorators.flatMap(endpointOf)));
    });
}

/** How many others make a feature one that all are built on, and not one of them. */
const BUILT_ON = 3;

/**
 * Whether the other features are built on a feature, such as the tenants that all rows belong to: most of their models refer
 * to it, or their classes derive from classes that are called after it.
 */
function isFoundation(backend: Backend, model: BackendModel): boolean {
  const { modules } = backend;
  const { models, owners } = namedModules(backend);
  const others = models.filter((each) => each !== model);
  const referring = others.filter((each) => referredBy(modules, each, models).has(model.name));
  if (referring.length >= BUILT_ON && referring.length * 2 > others.length) return true;
  const mention = mentionOf(model);
  const derived = [...owners].flatMap(([path, owner]) =>
    owner === model || isTest(path, modules)
      ? []
      : modules
          .facts(path)
          .classes.filter(
            ({ bases, name }) => !mention.test(name) && bases.some((base) => mention.test(base)),
          ),
  );
  return derived.length >= BUILT_ON;
}

/** Whether rows are read, changed and deleted under one path, and created there or where they are listed. */
function isWhole(endpoints: readonly Endpoint[]): boolean {
  const ofOne = endpoints.flatMap((each) => {
    const above = /^(.*)\/\{[^/]+\}$/.exec(each.path)?.[1];
    return above === undefined ? [] : [{ ...each, path: above }];
  });
  const lists = endpoints.filter(({ method, path }) => method === 'get' && !path.endsWith('}'));
  return ofOne.some(({ path, router }) => {
    const has = (all: readonly Endpoint[], method: RegExp, paths: readonly string[]) =>
      all.some(
        (each) => each.router === router && method.test(each.method) && paths.includes(each.path),
      );
    return (
      [/^get$/, /^(put|patch)$/, /^delete$/].every((each) => has(ofOne, each, [path])) &&
      lists.some((list) => list.router === router && has(endpoints, /^post$/, [path, list.path]))
    );
  });
}
