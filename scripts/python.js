// A Python to run emitted projects with: found on the machine, with the packages they need in a kept virtual environment.
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

/** The oldest Python that emitted code runs on. */
const OLDEST = [3, 11];

/**
 * The command of a Python that is new enough, or undefined where the machine has none.
 *
 * @returns {string | undefined}
 */
export function findPython() {
  const script = 'import sys, venv, ensurepip; print(*sys.version_info[:2])';
  return ['python3.11', 'python3.12', 'python3.13', 'python3.14', 'python3', 'python'].find((command) => {
    const { status, stdout } = spawnSync(command, ['-c', script], { encoding: 'utf8' });
    if (status !== 0) return false;
    const [major, minor] = stdout.trim().split(' ').map(Number);
    return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
  });
}

/**
 * The `bin` folder of a virtual environment with the packages that a project's `pyproject.toml` names,
 * its extra `dev` included, but not the project itself. Made once for each set of packages and kept.
 *
 * @param {string} python the command that makes it
 * @param {string} pyproject the path of the `pyproject.toml`
 * @param {(line: string) => void} say hears what takes long
 * @returns {string}
 */
export function ensureVirtualEnvironment(python, pyproject, say = () => {}) {
  const packages = JSON.parse(
    execFileSync(
      python,
      [
        '-c',
        'import json, sys, tomllib; p = tomllib.load(open(sys.argv[1], "rb"))["project"]; ' +
          'print(json.dumps(sorted(p["dependencies"] + p["optional-dependencies"]["dev"])))',
        pyproject,
      ],
      { encoding: 'utf8' },
    ),
  );
  const version = execFileSync(python, ['--version'], { encoding: 'utf8' });
  const key = createHash('sha256').update(version).update(packages.join('\n')).digest('hex').slice(0, 12);
  const folder = join(root, '.cache', `venv-${key}`);
  const bin = join(folder, 'bin');
  const finished = join(folder, 'packages.txt');
  if (existsSync(finished)) return bin;

  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(root, '.cache'), { recursive: true });
  say(`making a virtual environment in ${folder} (once; a minute or two)`);
  execFileSync(python, ['-m', 'venv', folder], { stdio: 'pipe' });
  execFileSync(
    join(bin, 'python'),
    ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', 'setuptools', ...packages],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  // Written last: an interrupted installation is made anew.
  writeFileSync(`${finished}.part`, `${packages.join('\n')}\n`);
  renameSync(`${finished}.part`, finished);
  return bin;
}

