/** Which architecture an existing backend follows, judged by its folders. */
import { posix } from 'node:path';
import type { Backend } from './backend.js';
import { isTest } from './models.js';

/** The features by which an architecture recognises a backend. */
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

/** How an architecture recognises a backend that was written without the generator. */
export interface ShapeRule {
  /** Decides between several rules that a backend satisfies: the most specific one wins. */
  readonly specificity: number;
  /** Returns the evidence, as a clause, or undefined if the backend has another shape. */
  evidence(shape: BackendShape): string | undefined;
}

/** How close a backend is to an architecture. */
export interface ShapeMatch<T> {
  readonly architecture: T;
  /** The evidence, as a clause; undefined if the architecture is merely the closest. */
  readonly because: string | undefined;
  /** The differences, as clauses. */
  readonly differs: readonly string[];
}

/** Returns the shape of a backend. */
export function shapeOf({ applications, folder, models, modules, routers }: Backend): BackendShape {
  const paths = modules.paths.filter((path) => !isTest(path, modules));
  // The package of the application itself does not belong to a feature.
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
 * Returns the architecture whose shape a backend has, or that is closest to it.
 *
 * @param architectures those to choose from.
 * @returns undefined if none of them has a rule for shapes.
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
  // The rule that asks for least is the closest.
  const nearest = rules.at(-1);
  return (
    nearest && { architecture: nearest.architecture, because: undefined, differs: lacks(shape) }
  );
}

/** Returns what every shape has and the backend lacks, as clauses. */
function lacks({ hasModels, router }: BackendShape): string[] {
  return [
    ...(router === undefined
      ? ['no module has an APIRouter with endpoints, so routers would be new']
      : []),
    ...(hasModels ? [] : ['there is no SQLAlchemy or SQLModel base class for models']),
  ];
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
