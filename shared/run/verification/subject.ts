/** What of a project is verified, and how it is reached: read from what stands on the disk. */
import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import { folderOfIni, folderOfTests } from '../../plan/foreign/next-steps.js';
import { withAncestors } from '../../project/ancestors.js';
import { scanBackend } from '../../project/foreign/backend.js';
import type { Modules } from '../../project/foreign/modules.js';
import { Workspace } from '../../project/workspace.js';

/** An application, as it is imported. */
export interface Application {
  /** The folder of the project that runs start from, an absolute path. */
  readonly cwd: string;
  /** `app.main`. */
  readonly module: string;
  readonly name: string;
  /** Whether it is a function that makes the application. */
  readonly isFactory: boolean;
}

/** The migrations of a project, where they can be run on a database that is made for it. */
export interface Migrations {
  /** The folder with `alembic.ini`, an absolute path. */
  readonly cwd: string;
  /** The module that Alembic's environment has its settings from, and which of them is the URL of the database. */
  readonly settings: string;
  readonly setting: string;
  /** Whether the database is reached by an asynchronous driver. */
  readonly isAsync: boolean;
}

/** What is verified. */
export interface Subject {
  readonly application: Application | undefined;
  /** Undefined without migrations; a text says why those that are there cannot be checked. */
  readonly migrations: Migrations | string | undefined;
  /** The folders that absolute imports start from, as absolute paths. */
  readonly importRoots: readonly string[];
  /** The variables that the project's own tests set before they import anything. */
  readonly variables: Readonly<Record<string, string>>;
  /** The folder in which a file with tests is run, both from the root of the project. */
  folderOf(test: string): string;
}

/**
 * Reads what can be verified.
 *
 * @param root the root of the project, an absolute path.
 * @returns undefined if there is no backend yet.
 */
export function readSubject(root: string): Subject | undefined {
  if (!existsSync(root)) return undefined;
  const workspace = new Workspace(root);
  const backend = scanBackend(workspace);
  if (backend === undefined) return undefined;
  const { applications, migrations, modules } = backend;
  const [first] = applications;
  return {
    application: first && {
      cwd: join(root, folderOfSettings(workspace, first.path, modules)),
      module: modules.nameOf(first.path),
      name: first.name,
      isFactory: first.isFactory,
    },
    migrations: migrations && migrationsIn(root, workspace, modules, migrations.environment),
    importRoots: [
      ...new Set(
        [first?.path, migrations?.environment].flatMap((path) =>
          path === undefined ? [] : [join(root, modules.importRootOf(path))],
        ),
      ),
    ],
    variables: variablesOfTests(modules),
    folderOf: (test) => folderOfTests(workspace, test),
  };
}

/** Returns the folder that an application is started in: the nearest with settings of the project, or else that of its imports. */
function folderOfSettings(workspace: Workspace, path: string, modules: Modules): string {
  const settings = ['pyproject.toml', 'requirements.txt', 'alembic.ini', '.env'];
  const above = withAncestors(posix.dirname(path), posix);
  const found = above.find((folder) =>
    settings.some((name) => workspace.exists(posix.join(folder, name))),
  );
  return found ?? modules.importRootOf(path);
}

/** Alembic's environment, where its database is a setting: `settings.DATABASE_URL`. */
const SETTINGS = /^from\s+([\w.]+)\s+import\s+(?:[\w, ]*,\s*)?settings\b/m;
const SETTING = /\bsettings\.(\w*(?:url|uri|dsn)\w*)/gi;

function migrationsIn(
  root: string,
  workspace: Workspace,
  modules: Modules,
  environment: string,
): Migrations | string {
  const source = modules.source(environment);
  const module = SETTINGS.exec(source)?.[1];
  const names = new Set([...source.matchAll(SETTING)].map(([, name = '']) => name));
  const [setting] = names;
  const isPlain = names.size === 1 && !/\bos\.(environ|getenv)\b/.test(source);
  if (module === undefined || module.startsWith('.') || setting === undefined || !isPlain) {
    return `${environment} does not have its database from one setting, which a variable could set`;
  }
  return {
    cwd: join(root, folderOfIni(workspace, posix.dirname(environment))),
    settings: module,
    setting,
    isAsync: /\basyncio\b|async_engine/.test(source),
  };
}

/** `os.environ["SECRET_KEY"] = "..."`, at the beginning of a line. */
const VARIABLE =
  /^os\.environ(?:\[\s*["'](\w+)["']\s*\]\s*=|\.setdefault\(\s*["'](\w+)["']\s*,)\s*["']([^"'\n]*)["']/gm;

function variablesOfTests(modules: Modules): Record<string, string> {
  const conftests = modules.paths.filter((path) => /(^|\/)conftest\.py$/.test(path));
  return Object.fromEntries(
    conftests.flatMap((path) =>
      [...modules.source(path).matchAll(VARIABLE)].map(([, set, usual, value = '']) => [
        set ?? usual ?? '',
        (set === undefined && usual !== undefined ? process.env[usual] : undefined) ?? value,
      ]),
    ),
  );
}
