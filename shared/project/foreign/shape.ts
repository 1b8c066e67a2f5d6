/** Which architecture an existing backend follows, judged by its folders. */
import { posix } from 'node:path';
import type { Backend } from './backend.js';
import { isTest } from './models.js';

/** How close a backend is to an architecture. */
export interface ShapeMatch {
  /** The id of the architecture: `layered-service`. */
  readonly architecture: string;
  /** Whether the backend follows it, rather than merely being closest to it. */
  readonly follows: boolean;
  /** The evidence, as clauses. */
  readonly because: readonly string[];
  /** The differences, as clauses. */
  readonly differs: readonly string[];
}

/** Returns the architecture that a backend follows or is closest to. */
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
    return follows('domain-routes', `routes have folders of their own (${routed[0]})`);
  }
  // The package of the application itself does not belong to a feature.
  const own = new Set([
    backend.folder,
    ...backend.applications.map(({ path }) => posix.dirname(path)),
  ]);
  const packages = packagesOfFeatures(paths).filter((folder) => !own.has(folder));
  if (packages.length > 0) {
    return follows(
      'package-per-feature',
      `features have packages of their own (${packages.join(', ')})`,
    );
  }
  const layer = paths.find((path) => /(^|\/)(services?|repositor(y|ies))\/[^/]+\.py$/.test(path));
  const routersApart = routers.length > 0;
  if (layer !== undefined && routersApart && models !== undefined) {
    return follows(
      'layered-service',
      `endpoints have services or repositories below them (${layer})`,
    );
  }
  if (routersApart && models !== undefined) {
    return follows(
      'layered-direct',
      `routers and models are apart (${routers[0]?.path}), with nothing between them`,
    );
  }
  return {
    architecture: 'layered-direct',
    follows: false,
    because: [],
    differs: [
      ...(routersApart ? [] : ['no module has an APIRouter with endpoints: routers would be new']),
      ...(models === undefined
        ? ['there is no SQLAlchemy or SQLModel base that models could have']
        : []),
    ],
  };
}

function follows(architecture: string, because: string): ShapeMatch {
  return { architecture, follows: true, because: [because], differs: [] };
}

/** Returns the folders that contain both models and endpoints. */
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
