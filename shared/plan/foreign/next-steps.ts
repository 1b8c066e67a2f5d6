/** What comes after adding a feature to an existing backend: with its tools, in its folders. */

import { posix } from 'node:path';
import type { FeatureSpec } from '../../feature/spec.js';
import { withAncestors } from '../../project/ancestors.js';
import type { Backend } from '../../project/foreign/backend.js';
import type { Workspace } from '../../project/workspace.js';

/**
 * Returns the commands that come next in a backend, run from its root, to be pasted one after the
 * other.
 *
 * @param tests the file with the tests of the feature, if there are any.
 */
export function nextStepsIn(
  { applications, migrations, modules }: Backend,
  tests: string | undefined,
  spec: FeatureSpec,
): string[] {
  const steps: Step[] = [];
  const [application] = applications;
  if (migrations !== undefined) {
    const folder = folderOfIni(modules.workspace, migrations.folder);
    const create = `alembic revision --autogenerate -m "create ${spec.name}"`;
    if (!spec.migration) steps.push({ folder, command: create });
    steps.push({ folder, command: 'alembic upgrade head' });
  }
  if (tests !== undefined) {
    const folder = folderOfTests(modules.workspace, tests);
    const root = application === undefined ? folder : modules.importRootOf(application.path);
    const pytest = pytestIn(modules.workspace, folder, root, tests);
    steps.push({ folder, command: `${pytest} ${posix.relative(folder, tests)}` });
  }
  if (application !== undefined) {
    const target = `${modules.nameOf(application.path)}:${application.name}`;
    const factory = application.isFactory ? ' --factory' : '';
    steps.push({
      folder: modules.importRootOf(application.path),
      command: `uvicorn ${target}${factory} --reload`,
      remark: '  # then http://127.0.0.1:8000/docs',
    });
  }
  return inFolders(modules.workspace, steps);
}

/** A command, and the folder to run it in. */
interface Step {
  readonly folder: string;
  readonly command: string;
  readonly remark?: string;
}

/**
 * Turns steps into commands that can be pasted one after the other, from the root of the project.
 */
function inFolders(workspace: Workspace, steps: readonly Step[]): string[] {
  const folders = [...new Set(steps.map(({ folder }) => folder))];
  const [only = '.', ...others] = folders;
  const isTogether = others.length === 0;
  const lines = steps.map(({ command, folder, remark = '' }) => {
    const whole = runnerIn(workspace, folder) + command;
    return (isTogether || folder === '.' ? whole : `(cd ${folder} && ${whole})`) + remark;
  });
  return isTogether && only !== '.' ? [`cd ${only}`, ...lines] : lines;
}

const SETTINGS = ['pyproject.toml', 'pytest.ini', 'setup.cfg', 'tox.ini'];

/** Returns the folder in which pytest finds its settings, or else the root. */
export function folderOfTests(workspace: Workspace, tests: string): string {
  return nearestFolder(tests, (folder) =>
    SETTINGS.some((name) => workspace.exists(posix.join(folder, name))),
  );
}

/**
 * Returns what starts pytest in a folder so that tests can import the application.
 *
 * @param root the folder that imports of the application start from.
 */
function pytestIn(workspace: Workspace, folder: string, root: string, tests: string): string {
  const has = (name: string) => workspace.exists(posix.join(folder, name));
  const settings = SETTINGS.map((name) => workspace.read(posix.join(folder, name)) ?? '').join(
    '\n',
  );
  // Pytest puts the folder above the outermost package of tests, and that of a conftest.py, on Python's path.
  const packaged = withAncestors(posix.dirname(tests), posix).find(
    (each) => !workspace.exists(posix.join(each, '__init__.py')),
  );
  const isAbove = root === '.' || tests.startsWith(`${root}/`);
  const isFound =
    packaged === root ||
    (isAbove && workspace.exists(posix.join(root, 'conftest.py'))) ||
    /^\s*pythonpath\s*=/m.test(settings) ||
    /^\[build-system\]|^\[tool\.poetry\]/m.test(settings) ||
    has('setup.py');
  if (isFound) return 'pytest';
  return root === folder
    ? 'python -m pytest'
    : `pytest -o pythonpath=${posix.relative(folder, root)}`;
}

/**
 * What runs a command with the packages of the project: the tool that locked them, or a virtual
 * environment in the folder.
 */
const RUNNERS = [
  ['uv.lock', 'uv run '],
  ['poetry.lock', 'poetry run '],
  ['pdm.lock', 'pdm run '],
  ['Pipfile.lock', 'pipenv run '],
  ['.venv/pyvenv.cfg', '.venv/bin/'],
  ['venv/pyvenv.cfg', 'venv/bin/'],
] as const;

/** Returns what goes before a command in a folder; nothing if no tool is known. */
function runnerIn(workspace: Workspace, folder: string): string {
  const own = RUNNERS.find(([evidence]) => workspace.exists(posix.join(folder, evidence)));
  if (own !== undefined) return own[1];
  // A tool also finds its lock file above the folder; a virtual environment has to be in it.
  const above = RUNNERS.find(
    ([evidence, runner]) => runner.endsWith(' run ') && workspace.exists(evidence),
  );
  return above?.[1] ?? '';
}

/** Returns the folder from which Alembic is run, or else the root. */
export function folderOfIni(workspace: Workspace, versions: string): string {
  return nearestFolder(versions, (folder) => workspace.exists(posix.join(folder, 'alembic.ini')));
}

/** Returns the nearest folder above a path that is what is looked for, or else the root. */
function nearestFolder(path: string, isMeant: (folder: string) => boolean): string {
  return withAncestors(posix.dirname(path), posix).find(isMeant) ?? '.';
}
