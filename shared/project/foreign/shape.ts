/** Which architecture a backend follows, by the shape of its folders. */
import { posix } from 'node:path';
import type { Backend } from './backend.js';
import { isTest } from './models.js';

/** How far a backend is from an architecture. */
export interface ShapeMatch {
  /** The architecture's id: `layered-service`. */
  readonly architecture: string;
  /** Whether it follows it, rather than being merely nearest to it. */
  readonly follows: boolean;
  /** What speaks for it, as clauses. */
  readonly because: readonly string[];
  /** What would differ, as clauses. */
  readonly differs: readonly string[];
}

/** The architecture that a backend follows, or is nearest to. */
export function matchShape(backend: Backend): ShapeMatch {
  const { modules, routers, models } = backend;
  const paths = modules.paths.filter((path) => !isTest(path));
  const folders = new Set(paths.flatMap((path) => path.split('/').slice(0, -1)));
  const has = (...names: string[]) => names.find((name) => folders.has(name));
  const onion = [
    has('domain', 'entities'),
    has('application', 'use_cases', 'usecases'),
    has('infrastructure', 'infra', 'adapters', 'adapter'),
    has('presentation', 'interfaces', 'api', 'entrypoints'),
  ];
  if (onion.slice(0, 3).every((name) => name !== undefined)) {
    return follows('onion', `it has the folders ${onion.filter(Boolean).join(', ')}`);
  }
  const routed = paths.filter((path) => /(^|\/)routes\/.+\/router\.py$/.test(path));
  if (routed.length > 0) {
    return follows('domain-routes', `routes have their own folders (${routed[0]})`);
  }
  // The package that the application itself is in is no feature's.
  const own = new Set([
    backend.folder,
    ...backend.applications.map(({ path }) => posix.dirname(path)),
  ]);
  const packages = packagesOfFeatures(paths).filter((folder) => !own.has(folder));
  if (packages.length > 0) {
    return follows(
      'package-per-feature',
      `features have their own packages (${packages.join(', ')})`,
    );
  }
  const layer = paths.find((path) => /(^|\/)(services?|repositor(y|ies))\/[^/]+\.py$/.test(path));
  const routersApart = routers.length > 0;
  if (layer !== undefined && routersApart && models !== undefined) {
    return follows(
      'layered-service',
      `there are services or repositories below the endpoints (${layer})`,
    );
  }
  if (routersApart && models !== undefined) {
    return follows(
      'layered-direct',
      `routers and models are separate (${routers[0]?.path}), with nothing between them`,
    );
  }
  return {
    architecture: 'layered-direct',
    follows: false,
    because: [],
    differs: [
      ...(routersApart
        ? []
        : ['no module has an APIRouter with endpoints, so routers would be new']),
      ...(models === undefined ? ['there is no SQLAlchemy or SQLModel base class for models'] : []),
    ],
  };
}

function follows(architecture: string, because: string): ShapeMatch {
  return { architecture, follows: true, because: [because], differs: [] };
}

/** The folders that have both the models and the endpoints of something. */
function packagesOfFeatures(paths: readonly string[]): string[] {
  const folders = [...new Set(paths.map((path) => posix.dirname(path)))];
  const known = new Set(paths);
  const hasOne = (folder: string, names: readonly string[]) =>
    names.some((name) => known.has(posix.join(folder, `${name}.py`)));
  return folders.filter(
    (folder) =>
      folder !== '.' &&
      hasOne(folder, ['router', 'routers', 'api', 'routes', 'views', 'endpoints']) &&
      hasOne(folder, ['models', 'model']) &&
      hasOne(folder, ['schemas', 'schema', 'service', 'services', 'crud', 'dependencies']),
  );
}
