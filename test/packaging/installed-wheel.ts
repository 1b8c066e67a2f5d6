/** The package as people get it who have Python and no npm: a wheel, in a virtual environment of its own. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { ensureWheels, programsOf } from '../../scripts/python.js';
import { type Outcome, temporaryFolder } from '../generated/python-project.js';

const ROOT = join(import.meta.dirname, '..', '..');
const IS_WINDOWS = process.platform === 'win32';

/** The Python project that becomes the wheel. */
export const SOURCE = join(ROOT, 'python');

/** Builds the wheel and returns its path. */
export function buildWheel(): string {
  return execFileSync(process.execPath, [join(ROOT, 'scripts', 'wheel.js')], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  }).trim();
}

/** A virtual environment in which the wheel is installed. */
export class InstalledWheel {
  readonly folder = temporaryFolder();
  /** Where its commands are. */
  readonly bin = programsOf(join(this.folder, 'venv'));

  /**
   * @param python the command of the machine's Python.
   * @param wheel what to install.
   * @param extra whether Node is installed from PyPI, too.
   */
  constructor(python: string, wheel: string, { extra }: { readonly extra: boolean }) {
    const { wheels } = ensureWheels(python, join(SOURCE, 'pyproject.toml'));
    const environment = join(this.folder, 'venv');
    execFileSync(python, ['-m', 'venv', '--without-pip', environment]);
    const pip = ['-m', 'pip', '--quiet', '--disable-pip-version-check', '--python'];
    const from = ['install', '--no-index', '--find-links', wheels];
    const what = extra ? `${wheel}[node]` : wheel;
    execFileSync(python, [...pip, environment, ...from, what]);
  }

  /** Returns the path of one of its commands. */
  command(name: string): string {
    return join(this.bin, IS_WINDOWS ? `${name}.exe` : name);
  }

  /** Creates a folder with a program `node` that does what a script for `sh` says, or none. */
  nodeFolder(name: string, script?: string): string {
    const folder = join(this.folder, name);
    mkdirSync(folder);
    if (script !== undefined) {
      writeFileSync(join(folder, 'node'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    }
    return folder;
  }

  /** Creates a folder to run in. */
  emptyFolder(name: string): string {
    const folder = join(this.folder, name, 'shop');
    mkdirSync(folder, { recursive: true });
    return folder;
  }

  /** Runs a command where the PATH has its own folder and some others, and nobody answers questions. */
  run(
    [name = '', ...args]: readonly string[],
    { cwd = this.folder, path = [] }: { readonly cwd?: string; readonly path?: readonly string[] },
  ): Outcome {
    const { status, stdout, stderr, error } = spawnSync(this.command(name), args, {
      cwd,
      encoding: 'utf8',
      input: '',
      env: this.environment(path) as NodeJS.ProcessEnv,
    });
    if (error !== undefined) throw error;
    return { status, stdout, stderr };
  }

  /** The environment of such a run. */
  environment(path: readonly string[]): Readonly<Record<string, string | undefined>> {
    const { PATH, Path, ...rest } = process.env;
    return { ...rest, PATH: [this.bin, ...path].join(delimiter) };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
