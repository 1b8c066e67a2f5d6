/** Shows what was found in a project, to people and programs. */
import type { Architecture } from '../plan/architecture.js';
import { particularIn } from '../plan/neighbour/particular.js';
import type { Backend } from '../project/foreign/backend.js';
import { commonPattern } from '../project/foreign/path-patterns.js';
import { readBackend } from '../project/foreign/read-backend.js';
import { matchShape } from '../project/foreign/shape.js';
import { MEMORY, rememberedArchitecture, rememberedGenerator } from '../project/memory.js';
import { standingFeature } from '../project/neighbour/features.js';
import { isComplete, nearestModels } from '../project/neighbour/nearest.js';
import { whyLeft } from '../project/neighbour/own-modules.js';
import { recognise } from '../project/recognition.js';
import type { Workspace } from '../project/workspace.js';
import type { InspectionDocument } from './documents.js';

/** Something that features need to know about a project. */
type Finding = InspectionDocument['findings'][number];

/** What was found in a project. */
export type Inspection = Pick<InspectionDocument, 'root' | 'findings'>;

/**
 * Reads a project and returns what was found, where, and how certain it is.
 *
 * @param missing the generator that the project remembers, if it is not installed.
 */
export function inspectProject(
  workspace: Workspace,
  architectures: readonly Architecture[],
  missing?: string,
): Inspection {
  const own = recognise(workspace, architectures);
  const remembered = rememberedArchitecture(workspace);
  const generator = rememberedGenerator(workspace);
  const backend = readBackend(workspace);
  const architecture =
    own === undefined && remembered !== undefined
      ? findUnknown(remembered)
      : own === undefined
        ? findArchitecture(backend, architectures)
        : findOwn(own);
  return {
    root: workspace.root,
    findings: [
      architecture,
      ...(generator === undefined ? [] : [findGenerator(generator, missing === undefined)]),
      ...(backend === undefined ? [] : findParts(backend)),
    ],
  };
}

/** Returns the findings as text, one per line. */
export function inspectionText({ root, findings }: Inspection): string {
  const rows = findings.map(({ what, value, path, certainty, why }) => [
    what,
    value ?? '-',
    path ?? '',
    `${certainty}: ${why}`,
  ]);
  const widths = [0, 1, 2].map((column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return [root, '', ...lines.map((line) => `  ${line}`)].join('\n');
}

function findOwn(architecture: Architecture): Finding {
  return {
    what: 'architecture',
    value: architecture.id,
    path: '.yo-rc.json',
    certainty: 'certain',
    why: `the project follows it (${architecture.title})`,
  };
}

function findUnknown(remembered: string): Finding {
  return {
    what: 'architecture',
    value: remembered,
    path: MEMORY,
    certainty: 'missing',
    why: 'the project follows it, but nothing that is installed has it',
  };
}

function findGenerator(generator: string, isInstalled: boolean): Finding {
  return {
    what: 'generator',
    value: generator,
    path: MEMORY,
    certainty: isInstalled ? 'certain' : 'missing',
    why: `it adds the features of this project${isInstalled ? '' : ', but is not installed'}`,
  };
}

function findArchitecture(
  backend: Backend | undefined,
  architectures: readonly Architecture[],
): Finding {
  if (backend === undefined) {
    const why = 'there is no FastAPI application here; the first feature creates the foundation';
    return { what: 'architecture', value: undefined, path: undefined, certainty: 'missing', why };
  }
  const match = matchShape(backend, architectures);
  if (match === undefined) {
    const why = 'it follows none';
    return { what: 'architecture', value: undefined, path: undefined, certainty: 'missing', why };
  }
  const { architecture, because, differs } = match;
  return {
    what: 'architecture',
    value: architecture.id,
    path: undefined,
    certainty: because === undefined ? 'missing' : 'likely',
    why:
      because ??
      `no architecture was recognised; the closest match is ${architecture.title}, with these differences: ${differs.join('; ')}`,
  };
}

function findParts(backend: Backend): Finding[] {
  const { applications, models, sessions, access, routers, registries, migrations, tooling } =
    backend;
  const found = (
    what: string,
    value: string | undefined,
    path: string | undefined,
    certain: boolean,
    why: string,
  ): Finding => ({
    what,
    value,
    path,
    certainty: value === undefined ? 'missing' : certain ? 'certain' : 'likely',
    why,
  });
  const [application] = applications;
  const [session, other] = sessions;
  const [registry] = registries;
  const modelFiles = commonPattern(
    models?.models.map(({ path }) => path) ?? [],
    models?.models ?? [],
  );
  const routerFiles = commonPattern(
    routers.map(({ path }) => path),
    models?.models ?? [],
  );
  const { user, admin, roles } = access;
  const modules = [...new Set(models?.models.map(({ path }) => path))];
  const sharedModule = modules.length === 1 ? modules[0] : undefined;
  return [
    found(
      'application',
      application?.name,
      application?.path,
      applications.length === 1,
      plural(applications.length, 'FastAPI application'),
    ),
    found(
      'base',
      models?.registry?.name ?? models?.bases.map(({ name }) => name).join(', '),
      models?.registry?.path ??
        models?.bases.find(({ definition }) => definition)?.definition?.path,
      models !== undefined && models.usedBy * 2 > models.models.length,
      models === undefined
        ? 'no subclass of DeclarativeBase, no declarative_base(), no SQLModel'
        : `the base of ${models.usedBy} of ${plural(models.models.length, 'model')}; ${models.library}, ${
            models.typed ? 'Mapped' : 'Column'
          }${models.dataclass ? ', dataclasses' : ''}`,
    ),
    found(
      'ids',
      models?.id.kind,
      undefined,
      models?.inherited.has('id') ?? false,
      models?.inherited.has('id') ? 'from the base class' : 'the primary key of most models',
    ),
    found(
      'models',
      modelFiles?.pattern ?? sharedModule,
      undefined,
      (modelFiles?.paths.length ?? 0) > 1 || sharedModule !== undefined,
      modelFiles === undefined && sharedModule !== undefined
        ? 'it has all the models'
        : `${plural(modelFiles?.paths.length ?? 0, 'file')} named like this`,
    ),
    found(
      'session',
      session?.expression,
      session?.dependency.path,
      session !== undefined && session.usedBy > (other?.usedBy ?? 0),
      session === undefined
        ? 'no function that yields a session is passed to Depends'
        : `${session.isAsync ? 'async' : 'sync'}, used ${plural(session.usedBy, 'time')}${
            session.alias === undefined ? '' : `, as ${session.alias.name}`
          }${other === undefined ? '' : `; ${other.expression} ${plural(other.usedBy, 'time')}`}`,
    ),
    ...(session === undefined || session.isAsync || session.isGuarded
      ? []
      : [findBursts(session.dependency.path)]),
    found(
      'user',
      user?.dependency.name,
      user?.dependency.path,
      (user?.usedBy ?? 0) > 0,
      user === undefined
        ? 'no dependency identifies the caller; endpoints will be open to everyone'
        : `used ${plural(user.usedBy, 'time')}`,
    ),
    found(
      'roles',
      roles?.dependency.name ?? admin?.dependency.name,
      roles?.dependency.path ?? admin?.dependency.path,
      roles !== undefined,
      roles === undefined
        ? admin === undefined
          ? 'no dependency checks roles'
          : 'lets in only admins'
        : `takes ${{ arguments: 'roles', list: 'a list of roles', one: 'one role' }[roles.takes]}${
            roles.enumeration === undefined ? '' : ` of ${roles.enumeration.name}`
          }${roles.givesDepends ? ', returns Depends(...)' : ''}`,
    ),
    found(
      'routers',
      routerFiles?.pattern,
      undefined,
      (routerFiles?.paths.length ?? 0) > 1,
      `${plural(routers.length, 'module')} with endpoints`,
    ),
    found(
      'included in',
      registry === undefined ? undefined : 'include_router',
      registry?.path,
      (registry?.included.length ?? 0) > 1,
      registry === undefined
        ? 'nothing calls include_router'
        : `${plural(registry.included.length, 'router')} so far`,
    ),
    found(
      'migrations',
      migrations?.folder,
      migrations?.environment,
      true,
      migrations === undefined ? 'no Alembic env.py' : 'Alembic',
    ),
    found(
      'code style',
      `${tooling.lineLength} characters, ${tooling.quotes} quotes${tooling.tabs ? ', tabs' : ''}, Python 3.${tooling.python - 300}`,
      undefined,
      false,
      'from its tool settings, or otherwise from the code',
    ),
    ...findNeighbour(backend),
  ];
}

/** Returns the feature that another one is best written like, and file by file what would be taken from it. */
function findNeighbour(backend: Backend): Finding[] {
  const [model, ...others] = nearestModels(backend);
  if (model === undefined) return [];
  const nearest = standingFeature(backend, model);
  const { files, left: without, registrations, shared } = nearest;
  const names = others.map(({ feature }) => feature);
  const taken = (path: string, why: string): Finding => ({
    what: 'taken of it',
    value: undefined,
    path,
    certainty: 'likely',
    why,
  });
  return [
    {
      what: 'neighbour',
      value: model.feature,
      path: model.path,
      certainty: 'likely',
      why: `${
        isComplete(backend, model)
          ? 'what a new feature is written like, unless --like names another one, or none'
          : `the nearest feature, which lacks endpoints or tests: --like ${model.feature} writes a new one as it is written`
      }${names.length === 0 ? '' : `; there are also ${names.join(', ')}`}`,
    },
    ...files.map((path) => {
      const own =
        backend.models === undefined ? [] : particularIn(backend, nearest, backend.models, path);
      const exception =
        own.length === 0 ? '' : `; without the fields that they are about, not ${own.join(', ')}`;
      return taken(path, `the whole file, with the new fields${exception}`);
    }),
    ...shared.map((each) => taken(each.path, `what it defines there: ${each.names.join(', ')}`)),
    ...registrations.map((path) => taken(path, 'the lines that register it')),
    ...without.map((each) => ({ ...taken(each.path, whyLeft(each)), what: 'left out of it' })),
  ];
}

/**
 * What becomes of many requests that arrive at once where sessions are synchronous: those that wait
 * for a connection keep the threads that those who have one need.
 */
function findBursts(path: string): Finding {
  return {
    what: 'bursts',
    value: undefined,
    path,
    certainty: 'likely',
    why:
      'more requests at once than the pool has connections wait in threads, and can stop all others; ' +
      'let an asynchronous dependency of the session hold a semaphore with as many places',
  };
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
