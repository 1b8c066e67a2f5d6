/** The shape of a backend: its folders and layers, by which an architecture knows its own. */
import { posix } from 'node:path';
import type { Backend } from './backend.js';
import { isTest } from './models.js';

/** What a backend looks like from outside. */
export interface BackendShape {
  /** Its modules, without tests. */
  readonly paths: readonly string[];
  /** The names of all folders. */
  readonly folders: ReadonlySet<string>;
  /** The folders that have both models and endpoints, and are not the application's own. */
  readonly featurePackages: readonly string[];
  /** A module with endpoints on a router of its own. */
  readonly router: string | undefined;
  /** Whether there is a base that models have. */
  readonly hasModels: boolean;
}

/** How an architecture knows a backend that has its shape, whoever wrote it. */
export interface ShapeRule {
  /** How much it asks for: of several shapes that a backend has, the most specific one counts. */
  readonly specificity: number;
  /** What speaks for it, as a clause; undefined where the backend has another shape. */
  evidence(shape: BackendShape): string | undefined;
}

/** How far a backend is from an architecture. */
export interface ShapeMatch<T> {
  readonly architecture: T;
  /** What speaks for it, as a clause; undefined where it is merely the nearest. */
  readonly because: string | undefined;
  /** What would differ, as clauses. */
  readonly differs: readonly string[];
}

/** The shape of a backend. */
export function shapeOf({ applications, folder, models, modules, routers }: Backend): BackendShape {
  const paths = modules.paths.filter((path) => !isTest(path));
  // The package that the application itself is in is no feature's.
  const own = new Set([folder, ...applications.map(({ path }) => posix.dirname(path))]);
  return {
    paths,
    folders: new Set(paths.flatMap((path) => path.split('/').slice(0, -1))),
    featurePackages: packagesOfFeatures(paths).filter((each) => !own.has(each)),
    router: routers[0]?.path,
    hasModels: models !== undefined,
  };
}

/**
 * The architecture whose shape a backend has, or is nearest to.
 *
 * @param architectures those to choose from; undefined is the answer where none of them knows a shape.
 */
export function matchShape<T extends { readonly shape?: ShapeRule | undefined }>(
  backend: Backend,
  architectures: readonly T[],
): ShapeMatch<T> | undefined {
  const shape = shapeOf(backend);
  const rules = architectures
    .flatMap((architecture) =>
      architecture.shape === undefined ? [] : [{ architecture, rule: architecture.shape }],
    )
    .toSorted((a, b) => b.rule.specificity - a.rule.specificity);
  for (const { architecture, rule } of rules) {
    const because = rule.evidence(shape);
    if (because !== undefined) return { architecture, because, differs: [] };
  }
  // Whoever asks for least is nearest.
  const nearest = rules.at(-1);
  return (
    nearest && { architecture: nearest.architecture, because: undefined, differs: lacks(shape) }
  );
}

/** What every shape has, and a backend has not. */
function lacks({ hasModels, router }: BackendShape): string[] {
  return [
    ...(router === undefined
      ? ['no module has an APIRouter with endpoints: routers would be new']
      : []),
    ...(hasModels ? [] : ['there is no SQLAlchemy or SQLModel base that models could have']),
  ];
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
