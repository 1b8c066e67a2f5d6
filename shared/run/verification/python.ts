/** The environment of a project: the Python that has the packages of its application. */
import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { withAncestors } from '../../project/ancestors.js';
import { runProgram } from './subprocess.js';

/** A Python in which the application can be imported. */
export interface Python {
  /** How it is started. */
  readonly command: string;
  /** What people call it: its path from the root of the project, where it is in there. */
  readonly name: string;
  /** Those of the packages that are asked about which it has. */
  readonly packages: ReadonlySet<string>;
}

/** Where there is no environment: what was looked at, and what was wrong with it. */
export interface NoPython {
  readonly tried: readonly string[];
}

/** A Python that may be the one. */
interface Candidate {
  readonly command: string;
  /** What found it: `VIRTUAL_ENV`. */
  readonly name: string;
}

/** Prints which of some packages can be found, without importing them. */
const FIND = [
  'import sys',
  'from importlib.util import find_spec',
  'print(*[name for name in sys.argv[1:] if find_spec(name)])',
].join('\n');

const PACKAGES = ['fastapi', 'pytest', 'pytest_cov', 'alembic'];

/** The folders in which virtual environments are usually put. */
const FOLDERS = ['.venv', 'venv'];

/**
 * Tools that know where they have put the environment of a project: the file that tells of each, and the command that
 * prints its Python and creates nothing. What uv creates is `.venv` or where its variable says; asked, it would create one.
 */
const TOOLS = [
  { evidence: 'poetry.lock', command: 'poetry', args: ['env', 'info', '--executable'] },
  { evidence: 'Pipfile', command: 'pipenv', args: ['--py'] },
] as const;

/** The variables that name the folder of an environment, the most particular first. */
const VARIABLES = ['UV_PROJECT_ENVIRONMENT', 'VIRTUAL_ENV', 'CONDA_PREFIX'];

/**
 * Finds the environment of a project: the nearest virtual environment in some of its folders or above them, or what
 * variables or tools name, or else the system's Python; whichever has FastAPI.
 *
 * @param root the root of the project, an absolute path.
 * @param folders where it is looked for first, as absolute paths: the folders of the backend.
 */
export async function findPython(
  root: string,
  folders: readonly string[],
): Promise<Python | NoPython> {
  const tried: string[] = [];
  for await (const candidate of candidates(root, folders)) {
    const packages = await packagesOf(candidate, root);
    if (packages?.has('fastapi')) return { ...candidate, packages };
    const reason = packages === undefined ? 'which does not start' : 'which has no FastAPI';
    tried.push(`${candidate.name}, ${reason}`);
  }
  return { tried };
}

async function* candidates(root: string, folders: readonly string[]): AsyncGenerator<Candidate> {
  const near = [...new Set([...folders, root].flatMap((each) => withinRepository(each)))];
  for (const folder of near) {
    for (const own of FOLDERS) {
      const command = pythonIn(join(folder, own));
      if (command !== undefined) yield { command, name: nameOf(root, command) };
    }
  }
  for (const variable of VARIABLES) {
    const folder = process.env[variable];
    const command = folder ? pythonIn(join(root, folder), folder) : undefined;
    if (command !== undefined) yield { command, name: nameOf(root, command) };
  }
  for (const { args, command, evidence } of TOOLS) {
    const cwd = near.find((folder) => existsSync(join(folder, evidence)));
    if (cwd === undefined) continue;
    const { isGood, stdout } = await runProgram(command, args, { cwd, env: {}, seconds: 30 });
    const printed = stdout.trim().split('\n').at(-1) ?? '';
    if (isGood && printed !== '') yield { command: printed, name: `${printed} (${command})` };
  }
  const system = process.platform === 'win32' ? 'python' : 'python3';
  yield { command: system, name: system };
}

/** Returns the Python of a virtual environment. Of two paths, the second is taken where it is absolute. */
function pythonIn(inRoot: string, given = inRoot): string | undefined {
  const places = [given, inRoot].flatMap((folder) => [
    join(folder, 'bin', 'python'),
    join(folder, 'Scripts', 'python.exe'),
  ]);
  return places.find((path) => existsSync(path));
}

function nameOf(root: string, command: string): string {
  const path = relative(root, command).replaceAll('\\', '/');
  return path.startsWith('../..') ? command : path;
}

/** Returns a folder and those above it, as far as they are in the same repository. */
function withinRepository(folder: string): string[] {
  const all = withAncestors(folder);
  const top = all.findIndex((each) => existsSync(join(each, '.git')));
  return top === -1 ? [folder] : all.slice(0, top + 1);
}

/** Returns the packages that a Python has; undefined if it does not start. */
async function packagesOf({ command }: Candidate, root: string): Promise<Set<string> | undefined> {
  const cwd = existsSync(root) ? root : process.cwd();
  const args = ['-I', '-c', FIND, ...PACKAGES];
  const { isGood, stdout } = await runProgram(command, args, { cwd, env: {}, seconds: 30 });
  return isGood ? new Set(stdout.trim().split(/\s+/)) : undefined;
}
