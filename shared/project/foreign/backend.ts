/** An existing backend: what has to be known to fit a feature in. */
import { posix } from 'node:path';
import type { Workspace } from '../workspace.js';
import { type AccessFacts, readAccess } from './access.js';
import { findAlembic, type MigrationsFact } from './alembic.js';
import { isTest, type ModelHabits, readModels } from './models.js';
import { Modules } from './modules.js';
import { commonFolder } from './path-patterns.js';
import {
  type ApplicationFact,
  findApplications,
  findRegistries,
  findRouters,
  type RouterModule,
  type RouterRegistry,
} from './routers.js';
import { findSessions, type SessionFact } from './session.js';
import { readTooling, type Tooling } from './tooling.js';

/** Everything that was read from a backend. */
export interface Backend {
  readonly modules: Modules;
  readonly applications: readonly ApplicationFact[];
  readonly models: ModelHabits | undefined;
  /** The dependencies that provide sessions, the most used first. */
  readonly sessions: readonly SessionFact[];
  readonly access: AccessFacts;
  readonly routers: readonly RouterModule[];
  /** The files that include routers, the one with most features first. */
  readonly registries: readonly RouterRegistry[];
  readonly migrations: MigrationsFact | undefined;
  readonly tooling: Tooling;
  /** The folder of the application's packages: `backend/app`. */
  readonly folder: string;
}

const BACKEND =
  /\b(FastAPI|APIRouter)\(|\b(DeclarativeBase|as_declarative|declarative_base|SQLModel)\b/;

/** Whether there is any FastAPI, or any model, in the modules. */
function isBackend(modules: Modules): boolean {
  return modules.paths.some((path) => BACKEND.test(modules.source(path)) && !isTest(path, modules));
}

/**
 * Reads everything about a backend.
 *
 * @returns undefined if the project has neither FastAPI nor models.
 * @throws RefusalError if it has none as far as can be read, and not everything can.
 */
export function scanBackend(workspace: Workspace): Backend | undefined {
  const modules = new Modules(workspace);
  if (!isBackend(modules)) {
    const [unread] = modules.unread;
    // It could be what makes this a backend.
    if (unread !== undefined) workspace.read(unread);
    return undefined;
  }
  const applications = findApplications(modules);
  const routers = findRouters(modules);
  const models = readModels(modules);
  const folder = packageFolder(modules, applications, routers, models);
  const registries = findRegistries(modules, routers);
  const includes = (application: ApplicationFact) =>
    registries.some(({ path }) => path === application.path);
  const order = new Map(registries.map(({ path }, index) => [modules.importRootOf(path), index]));
  return {
    modules,
    // If there are several applications, the one that includes the routers comes first.
    applications: applications.toSorted(
      (a, b) =>
        (order.get(modules.importRootOf(a.path)) ?? registries.length) -
          (order.get(modules.importRootOf(b.path)) ?? registries.length) ||
        Number(includes(b)) - Number(includes(a)),
    ),
    models,
    sessions: findSessions(modules),
    access: readAccess(modules),
    routers,
    registries,
    migrations: findAlembic(workspace, modules, models),
    tooling: readTooling(workspace, modules, folder),
    folder,
  };
}

/** Returns the folder that contains packages such as `models` and `routers`. */
function packageFolder(
  modules: Modules,
  applications: readonly ApplicationFact[],
  routers: readonly RouterModule[],
  models: ModelHabits | undefined,
): string {
  const [application] = applications;
  const beside = application === undefined ? undefined : posix.dirname(application.path);
  const paths = [
    ...routers.map(({ path }) => path),
    ...(models?.models ?? []).map(({ path }) => path),
  ];
  const roots = paths.flatMap((path) => {
    const root = modules.importRootOf(path);
    const [first = ''] = path.slice(root === '.' ? 0 : root.length + 1).split('/');
    return first.endsWith('.py') ? [`${root}/x`] : [posix.join(root, first, 'x')];
  });
  const top = commonFolder(roots);
  if (top === undefined) return beside ?? '.';
  // `app/main.py` is in the package; `main.py` next to several packages is not.
  if (beside !== undefined && beside !== '.' && (top === beside || top.startsWith(`${beside}/`))) {
    return beside;
  }
  const tops = new Set(roots);
  return tops.size > 1 ? modules.importRootOf(paths[0] as string) : posix.normalize(top);
}
