/** The routers of a backend: where they are, where they are included, and how. */
import { posix } from 'node:path';
import type { IncludeFact } from '../../python/module-facts.js';
import { type BackendModel, isTest } from './models.js';
import type { Modules } from './modules.js';
import { modelNaming } from './path-patterns.js';
import { mostCommon } from './session.js';

/** A module with endpoints. */
export interface RouterModule {
  readonly path: string;
  /** The name of its `APIRouter`. */
  readonly variable: string;
  /** Its own prefix, as text: `/items`. */
  readonly prefix: string | undefined;
  /** The first of its own tags, as text. */
  readonly tag: string | undefined;
  /** The paths of its endpoints. */
  readonly endpoints: readonly string[];
}

/** A router that some file includes. */
export interface IncludedRouter extends IncludeFact {
  /** The module it is in, if that belongs to the project. */
  readonly module: string | undefined;
}

/** A file that includes routers. */
export interface RouterRegistry {
  readonly path: string;
  readonly included: readonly IncludedRouter[];
}

/** An application that a module creates. */
export interface ApplicationFact {
  readonly path: string;
  /** The variable it is in, or the function that creates it. */
  readonly name: string;
  readonly isFactory: boolean;
}

const MAKES_APPLICATION = /^(\w+\.)?FastAPI\(/;

const METHODS = /^(\w+)\.(get|post|put|patch|delete)\(\s*(?:path\s*=\s*)?["']([^"']*)["']/;

/** Finds the modules with a router and endpoints. */
export function findRouters(modules: Modules): RouterModule[] {
  return modules
    .mentioning(/APIRouter\(/)
    .filter((path) => !isTest(path, modules))
    .flatMap((path) => {
      const { variables, functions } = modules.facts(path);
      return [...variables]
        .filter(([, { value }]) => /^(\w+\.)?APIRouter\(/.test(value))
        .flatMap(([variable, { value }]) => {
          const endpoints = functions.flatMap(({ decorators }) =>
            decorators.flatMap((decorator) => {
              const match = METHODS.exec(decorator);
              return match?.[1] === variable ? [match[3] ?? ''] : [];
            }),
          );
          if (endpoints.length === 0) return [];
          const prefix = /prefix\s*=\s*f?["']([^"']*)["']/.exec(value)?.[1];
          return [{ path, variable, prefix, tag: firstTag(value), endpoints }];
        });
    });
}

/** Returns the first tag in the arguments of a router, or of a call that includes one. */
export function firstTag(text: string): string | undefined {
  return /(?:\btags\s*=\s*|^)\[\s*["']([^"']*)["']/.exec(text)?.[1];
}

/** Finds the applications, those with most routers first. */
export function findApplications(modules: Modules): ApplicationFact[] {
  const paths = modules.mentioning(/FastAPI/).filter((path) => !isTest(path, modules));
  const direct: ApplicationFact[] = [];
  const factories: ApplicationFact[] = [];
  for (const path of paths) {
    const { variables, functions } = modules.facts(path);
    for (const [name, { value }] of variables) {
      if (MAKES_APPLICATION.test(value)) direct.push({ path, name, isFactory: false });
    }
    for (const { name, body } of functions) {
      if (/(?:return|=)\s*(?:\w+\.)?FastAPI\(/.test(body)) {
        factories.push({ path, name, isFactory: true });
      }
    }
  }
  // Calls of a factory, anywhere: `app = create_app()`.
  const made = factories.flatMap((factory) =>
    modules.mentioning(new RegExp(`=\\s*(\\w+\\.)?${factory.name}\\(`)).flatMap((path) => {
      if (isTest(path, modules)) return [];
      return [...modules.facts(path).variables].flatMap(([name, { value }]): ApplicationFact[] => {
        const called = /^([\w.]+)\(/.exec(value)?.[1];
        const definition = called === undefined ? undefined : modules.resolve(path, called);
        return definition?.path === factory.path && definition.name === factory.name
          ? [{ path, name, isFactory: false }]
          : [];
      });
    }),
  );
  return [...made, ...direct, ...factories];
}

/** Finds every file that includes routers, the one with most routers of features first. */
export function findRegistries(
  modules: Modules,
  routers: readonly RouterModule[],
): RouterRegistry[] {
  const known = new Set(routers.map(({ path }) => path));
  const registries = modules
    .mentioning(/include_router/)
    .filter((path) => !isTest(path, modules))
    .map((path) => ({
      path,
      included: modules.facts(path).includes.map((include) => ({
        ...include,
        module: moduleOfRouter(modules, path, include.router),
      })),
    }))
    .filter(({ included }) => included.length > 0);
  const weight = ({ included }: RouterRegistry) =>
    included.filter(({ module }) => module !== undefined && known.has(module)).length;
  return registries.toSorted(
    (a, b) => weight(b) - weight(a) || b.included.length - a.included.length,
  );
}

function moduleOfRouter(modules: Modules, path: string, router: string): string | undefined {
  const definition = modules.resolve(path, router);
  return definition?.path;
}

/** The names in a neighbour's router, which those of a new feature replace. */
export interface Neighbour {
  readonly module: string;
  readonly feature: string;
  readonly features: string;
  readonly include: IncludedRouter;
}

/** Returns the included routers that are named after a feature. */
export function neighboursOf(
  registry: RouterRegistry,
  models: readonly BackendModel[],
): Neighbour[] {
  return registry.included.flatMap((include) => {
    const { module } = include;
    if (module === undefined) return [];
    const model = modelNaming(module, models);
    if (model !== undefined) {
      return [{ module, feature: model.feature, features: model.features, include }];
    }
    const stem = posix.basename(module, '.py');
    return [{ module, feature: stem, features: stem, include }];
  });
}

/** Whether most collections are at `/` rather than at the bare prefix. */
export function prefersSlash(routers: readonly RouterModule[]): boolean {
  const roots = routers.flatMap(({ endpoints }) =>
    endpoints.filter((endpoint) => endpoint === '' || endpoint === '/'),
  );
  return mostCommon(roots) === '/';
}
