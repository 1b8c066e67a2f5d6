/** Includes the router of a feature where its neighbours are included. */
import { posix } from 'node:path';
import { RefusalError } from '../../errors.js';
import type { Backend } from '../../project/foreign/backend.js';
import { Modules } from '../../project/foreign/modules.js';
import { type Neighbour, neighboursOf } from '../../project/foreign/routers.js';
import type { Workspace } from '../../project/workspace.js';
import { type RouterRequest, registerRouter } from '../../python/routers.js';
import type { PartRegistration } from '../layout.js';
import type { NamesView } from '../names-view.js';

/**
 * Edits the file that includes routers.
 *
 * @param workspace contains the module of the new router by the time the edit is made.
 * @param router that module.
 * @param options the other arguments of `include_router`.
 * @throws RefusalError if no place is certain.
 */
export function registerRouterLikeNeighbours(
  backend: Backend,
  workspace: Workspace,
  { features, ...names }: NamesView,
  router: string,
  options: string | undefined,
): PartRegistration {
  const registry = registryFor(backend, router);
  const path = registry?.path ?? backend.applications[0]?.path;
  if (path === undefined) {
    throw new RefusalError(
      'no place to include the router was found: there is no FastAPI application and no include_router call. Add it by hand:\n' +
        `  from ${backend.modules.nameOf(router)} import router as ${features}_router\n` +
        `  app.include_router(${features}_router)`,
    );
  }
  return {
    path,
    layer: 'application',
    why: 'Includes the router, so that the API serves the endpoints.',
    edit: (source = '') => {
      const modules = new Modules(workspace);
      const neighbours =
        registry === undefined ? [] : neighboursOf(registry, backend.models?.models ?? []);
      const relative = importsRelatively(modules, path, neighbours);
      const request =
        likeNeighbours(modules, path, { features, ...names }, router, neighbours) ??
        ({
          package: modules.importPath(path, router, relative),
          module: 'router',
          alias: `${features}_router`,
          isRouter: true,
        } satisfies Partial<RouterRequest>);
      return registerRouter(source, {
        path,
        ...request,
        receiver: backend.applications[0]?.name ?? 'app',
        ...(options === undefined ? {} : { options }),
      });
    },
  };
}

/**
 * Returns the file that includes most of the new router's neighbours; without neighbours, the one
 * that includes most routers.
 */
function registryFor(
  { registries }: Backend,
  router: string,
): Backend['registries'][number] | undefined {
  const folder = posix.dirname(router);
  const beside = ({ included }: Backend['registries'][number]) =>
    included.filter(({ module }) => module !== undefined && posix.dirname(module) === folder)
      .length;
  return registries.toSorted((a, b) => beside(b) - beside(a))[0];
}

/**
 * Returns the request that writes what neighbours have, with the names of the feature in place of
 * theirs.
 */
function likeNeighbours(
  modules: Modules,
  path: string,
  feature: NamesView,
  router: string,
  neighbours: readonly Neighbour[],
): Pick<RouterRequest, 'package' | 'module' | 'alias' | 'isRouter'> | undefined {
  for (const neighbour of neighbours) {
    const rename = (text: string) => renamed(text, neighbour, feature);
    const [first = '', ...rest] = neighbour.include.router.split('.');
    const imported = modules.facts(path).imports.find(({ bound }) => bound === first);
    if (imported === undefined || imported.module === '') continue;
    const from = rename(imported.module);
    const name = rename(imported.name);
    const alias = imported.bound === imported.name ? undefined : rename(imported.bound);
    const separator = from.endsWith('.') ? '' : '.';
    if (rest.length === 1 && rest[0] === 'router') {
      if (modules.find(path, `${from}${separator}${name}`) !== router) continue;
      return { package: from, module: name, ...(alias === undefined ? {} : { alias }) };
    }
    // The router object itself is imported, under its own name.
    if (
      rest.length === 0 &&
      alias !== undefined &&
      alias !== imported.bound &&
      imported.name === 'router'
    ) {
      if (modules.find(path, from) !== router) continue;
      return { package: from, module: 'router', alias, isRouter: true };
    }
  }
  return undefined;
}

function renamed(text: string, from: Neighbour, to: NamesView): string {
  const word = (name: string, by: string, value: string) =>
    value.replaceAll(new RegExp(`(?<![A-Za-z0-9])${name}(?![A-Za-z0-9])`, 'g'), by);
  const stem = posix.basename(from.module, '.py');
  // A module that is named after no model counts as a plural: `health.router`.
  const plural = from.features === stem || from.features !== from.feature;
  return word(
    from.feature,
    plural && from.feature === from.features ? to.features : to.feature,
    word(from.features, to.features, text),
  );
}

function importsRelatively(
  modules: Modules,
  path: string,
  neighbours: readonly Neighbour[],
): boolean {
  const names = new Set(neighbours.map(({ include }) => include.router.split('.')[0]));
  const imports = modules.facts(path).imports.filter(({ bound }) => names.has(bound));
  return imports.some(({ module }) => module.startsWith('.'));
}
