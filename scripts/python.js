// Finds a Python to run emitted projects with, and keeps virtual environments with the packages
// they need.
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname, '..');

/** The oldest Python that emitted code supports. */
const OLDEST = [3, 11];

/**
 * Returns the command of a Python that is new enough; undefined if the machine has none.
 *
 * @returns {string | undefined}
 */
export function findPython() {
  const script = 'import sys, venv, ensurepip; print(*sys.version_info[:2])';
  return ['python3.11', 'python3.12', 'python3.13', 'python3.14', 'python3', 'python'].find(
    (command) => {
      const { status, stdout } = spawnSync(command, ['-c', script], { encoding: 'utf8' });
      if (status !== 0) return false;
      const [major, minor] = stdout.trim().split(' ').map(Number);
      return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
    },
  );
}

/**
 * Returns the packages that the `pyproject.toml` of a project names, including its extra `dev`, and
 * what builds it, with the version of Python that reads it.
 *
 * @param {string} python the command of the Python that reads it
 * @param {string} pyproject the path of the `pyproject.toml`
 * @returns {{ packages: string[], version: string }}
 */
export function readPackages(python, pyproject) {
  const script = [
    'import json, platform, sys, tomllib',
    'pyproject = tomllib.load(open(sys.argv[1], "rb"))',
    'project = pyproject["project"]',
    'build = pyproject["build-system"]["requires"]',
    'packages = sorted({*build, *project["dependencies"], *project["optional-dependencies"]["dev"]})',
    'print(json.dumps({"version": platform.python_version(), "packages": packages}))',
  ].join('\n');
  return JSON.parse(execFileSync(python, ['-c', script, pyproject], { encoding: 'utf8' }));
}

/**
 * Returns a folder with wheels of everything that the `pyproject.toml` of a project names. All
 * projects share it: nothing is downloaded twice, and installing from it needs no network.
 *
 * @param {string} python the command of the Python to install for
 * @param {string} pyproject the path of the `pyproject.toml`
 * @param {(line: string) => void} say is told about what takes long
 * @returns {{ wheels: string, packages: string[], version: string }}
 */
export function ensureWheels(python, pyproject, say = () => {}) {
  const { version, packages } = readPackages(python, pyproject);
  const wheels = join(root, '.cache', `wheels-${version}`);
  const list = join(wheels, 'packages.json');
  alone(wheels, () => {
    const known = existsSync(list) ? JSON.parse(readFileSync(list, 'utf8')) : [];
    const missing = packages.filter((each) => !known.includes(each));
    if (missing.length === 0) return;
    say(`downloading packages of the project (once): ${missing.join(', ')}`);
    pip(python, 'wheel', '--wheel-dir', wheels, '--find-links', wheels, ...missing);
    // Noted last, so that an interrupted download is started again.
    writeFileSync(list, JSON.stringify([...known, ...missing]));
  });
  return { wheels, packages, version };
}

/**
 * Returns the `bin` folder of a virtual environment with the packages that the `pyproject.toml` of
 * a project names, including its extra `dev`, but without the project itself. It is created once
 * for each set of packages and kept.
 *
 * @param {string} python the command that creates it
 * @param {string} pyproject the path of the `pyproject.toml`
 * @param {(line: string) => void} say is told about what takes long
 * @returns {string}
 */
export function ensureVirtualEnvironment(python, pyproject, say = () => {}) {
  const { wheels, packages, version } = ensureWheels(python, pyproject, say);
  const key = createHash('sha256').update(packages.join('\n')).digest('hex').slice(0, 12);
  const folder = join(root, '.cache', `venv-${version}-${key}`);
  const bin = programsOf(folder);
  const finished = join(folder, 'finished');
  alone(folder, () => {
    if (existsSync(finished)) return;
    say('making a virtual environment (once)');
    rmSync(folder, { recursive: true, force: true });
    // Its own pip would take as long to install as half of the packages.
    execFileSync(python, ['-m', 'venv', '--without-pip', folder], { stdio: 'pipe' });
    pip(python, '--python', folder, 'install', '--no-index', '--find-links', wheels, ...packages);
    writeFileSync(finished, '');
  });
  return bin;
}

/**
 * Returns the folder in which a virtual environment has its programs.
 *
 * @param {string} environment the folder of the environment
 * @returns {string}
 */
export function programsOf(environment) {
  return join(environment, process.platform === 'win32' ? 'Scripts' : 'bin');
}

/** Longer than any download takes. An older lock was left by a process that is gone. */
const STALE_AFTER = 10 * 60 * 1000;

/** Does some work while no other process does the same, as test files run side by side. */
function alone(path, work) {
  const lock = `${path}.lock`;
  mkdirSync(dirname(lock), { recursive: true });
  while (!acquired(lock)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
  try {
    work();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

function acquired(lock) {
  try {
    mkdirSync(lock);
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    const made = statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    if (Date.now() - made > STALE_AFTER) rmSync(lock, { recursive: true, force: true });
    return false;
  }
}

function pip(python, ...args) {
  execFileSync(python, ['-m', 'pip', '--quiet', '--disable-pip-version-check', ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}
