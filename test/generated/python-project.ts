/** Emits projects into temporary folders and runs what was emitted. */
import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ensureVirtualEnvironment } from '../../scripts/python.js';
import type { Outcome } from '../kept-process.js';

/**
 * What no command may take longer than, in milliseconds. Jest's limits cannot end one that is waited for at once: without
 * this, one that hangs holds up everything, and nothing says which it is.
 */
const LIMIT = { timeout: 900_000, killSignal: 'SIGKILL' } as const;

/** The built runner. */
export const RUNNER = join(import.meta.dirname, '..', '..', 'dist', 'bin', 'fastapi-feature.js');

export type { Outcome } from '../kept-process.js';

/** Runs the built runner in a folder, with nobody to answer questions. */
export function generate(folder: string, ...args: string[]): Outcome {
  const { status, stdout, stderr } = spawnSync(process.execPath, [RUNNER, ...args], {
    cwd: folder,
    encoding: 'utf8',
    input: '',
    ...LIMIT,
  });
  return { status, stdout, stderr };
}

/** Runs the runner, and throws if it fails. */
export function generateOrThrow(folder: string, ...args: string[]): void {
  const outcome = generate(folder, ...args);
  if (outcome.status !== 0) throw failureOf(args, outcome);
}

/** The error of a run that should have gone well. */
export function failureOf(args: readonly string[], { status, stderr }: Outcome): Error {
  return new Error(`fastapi-feature ${args.join(' ')} exited with ${status}:\n${stderr}`);
}

/** Creates an empty folder with the name of a project. */
export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'shop-'));
}

/** Returns every file below a folder with its content, by relative path. */
export function filesBelow(folder: string): Map<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.includes('__pycache__'))
    .sort();
  return new Map(
    files.map((path) => [
      path.slice(folder.length + 1).replaceAll('\\', '/'),
      readFileSync(path, 'latin1'),
    ]),
  );
}

/** The file that names what all emitted projects name: they run in one virtual environment. */
export const EMITTED_PACKAGES = join(import.meta.dirname, 'pyproject.toml');

/** A program that is given commands of Alembic, each in one argument. */
const ALEMBIC = [
  'import sys',
  'from alembic.config import main',
  'for command in sys.argv[1:]:',
  '    main(command.split())',
].join('\n');

/** A project whose Python can be run. */
export class PythonProject {
  /** The folder with the commands of its virtual environment. */
  readonly bin: string;

  /**
   * @param root the folder with the `pyproject.toml`.
   * @param python the command of the machine's Python.
   * @param pyproject the file that names the packages, if that is not the project's own.
   */
  constructor(
    readonly root: string,
    python: string,
    pyproject: string = EMITTED_PACKAGES,
  ) {
    this.bin = ensureVirtualEnvironment(python, pyproject, (line: string) =>
      process.stderr.write(`${line}\n`),
    );
  }

  /** Runs a command of the virtual environment and returns its outcome, even if it fails. */
  attempt(command: string, args: readonly string[]): Outcome {
    const { status, stdout, stderr } = spawnSync(join(this.bin, command), args, {
      cwd: this.root,
      encoding: 'utf8',
      env: cleanEnvironment() as NodeJS.ProcessEnv,
      maxBuffer: 64 * 1024 * 1024,
      ...LIMIT,
    });
    return { status, stdout, stderr };
  }

  /** Runs a command of the virtual environment. If it fails, the error contains its output. */
  run(command: string, args: readonly string[], env: Record<string, string> = {}): string {
    const { signal, status, stdout, stderr } = spawnSync(join(this.bin, command), args, {
      cwd: this.root,
      encoding: 'utf8',
      env: { ...cleanEnvironment(), ...env },
      maxBuffer: 64 * 1024 * 1024,
      ...LIMIT,
    });
    if (status !== 0) {
      const ended = signal === null ? `exited with ${status}` : `was ended by ${signal}`;
      throw new Error(`${command} ${args.join(' ')} ${ended}:\n${stdout}\n${stderr}`);
    }
    return stdout + stderr;
  }

  /** Begins a command of the virtual environment; gives what it prints, or its error, once it has ended. */
  async start(command: string, args: readonly string[], env: Record<string, string> = {}) {
    const { stdout, stderr } = await promisify(execFile)(join(this.bin, command), args, {
      cwd: this.root,
      env: { ...cleanEnvironment(), ...env },
      ...LIMIT,
    });
    return stdout + stderr;
  }

  /**
   * Where mypy keeps what it learns of the packages: with them, in a place for each of Jest's workers, as two runs at
   * once would disturb each other.
   */
  get mypyCache(): string {
    return join(this.bin, '..', `mypy-${process.env.JEST_WORKER_ID}`);
  }

  /** Checks the types. */
  mypy(): string {
    return this.run('mypy', ['--cache-dir', this.mypyCache]);
  }

  /** Runs Alembic's commands in one process, as most of their time is loading; gives all they print. */
  alembic(commands: readonly string[], env: Record<string, string> = {}): string {
    return this.run('python', ['-P', '-c', ALEMBIC, ...commands], env);
  }

  /** Returns what a command of the virtual environment prints on its standard output. */
  output(command: string, args: readonly string[]): string {
    return execFileSync(join(this.bin, command), args, {
      cwd: this.root,
      encoding: 'utf8',
      env: cleanEnvironment() as NodeJS.ProcessEnv,
      maxBuffer: 64 * 1024 * 1024,
      stdio: ['ignore', 'pipe', 'pipe'],
      ...LIMIT,
    });
  }

  remove(): void {
    if (existsSync(this.root)) rmSync(this.root, { recursive: true });
  }
}

/**
 * Returns the environment without variables that would configure an emitted project, which has to
 * work without any. A test of its own that hangs prints where it does.
 */
function cleanEnvironment(): Record<string, string | undefined> {
  const { DATABASE_URL, TEST_DATABASE_URL, TEST_REDIS_URL, SECRET_KEY, ENVIRONMENT, ...rest } =
    process.env;
  return { ...rest, PYTEST_ADDOPTS: '-o faulthandler_timeout=300' };
}

/** The driver by which an emitted project connects to PostgreSQL. */
export type Driver = 'asyncpg' | 'psycopg';

const SERVER = process.env.TEST_POSTGRES_URL ?? 'postgresql://postgres@127.0.0.1:5432/postgres';

/**
 * Creates an empty database for this run and returns its URL for SQLAlchemy; undefined if there is
 * no server.
 */
export function requirePostgres(python: PythonProject, driver: Driver): string | undefined {
  const name = `fastapi_feature_${process.pid}_${Date.now()}`;
  try {
    execute(python, driver, `CREATE DATABASE "${name}"`);
  } catch (error) {
    return missing(
      `PostgreSQL at ${SERVER} (${(error as { stderr?: string }).stderr?.split('\n').at(-2)})`,
    );
  }
  return SERVER.replace(/^postgresql:/, `postgresql+${driver}:`).replace(/\/[^/]*$/, `/${name}`);
}

/** Removes a database that {@link requirePostgres} created. */
export function dropPostgres(python: PythonProject, url: string, driver: Driver): void {
  const name = url.slice(url.lastIndexOf('/') + 1);
  execute(python, driver, `DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
}

/** Programs that execute a statement, given the URL of the server and the statement. */
const EXECUTE: Record<Driver, string> = {
  psycopg:
    'import sys, psycopg; psycopg.connect(sys.argv[1], autocommit=True, connect_timeout=3).execute(sys.argv[2])',
  asyncpg: [
    'import asyncio, sys, asyncpg',
    'async def main():',
    '    connection = await asyncpg.connect(sys.argv[1], timeout=3)',
    '    await connection.execute(sys.argv[2])',
    '    await connection.close()',
    'asyncio.run(main())',
  ].join('\n'),
};

function execute(python: PythonProject, driver: Driver, statement: string): void {
  python.output('python', ['-c', EXECUTE[driver], SERVER, statement]);
}

/** Reports clearly what could not be tested; in CI, it is a failure. */
export function missing(what: string): undefined {
  if (process.env.CI === 'true') throw new Error(`${what} is required in CI, but there is none`);
  process.stderr.write(
    `\n!!! NOT TESTED: ${what} is missing on this machine; what needs it did not run.\n\n`,
  );
  return undefined;
}
