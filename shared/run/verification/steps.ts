/** What is done to verify a project, each by its own Python in a process of its own. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { Python } from './python.js';
import type { Application, Migrations, Subject } from './subject.js';
import { type Ended, runProgram } from './subprocess.js';

/** How many lines of what a program printed are shown where it fails: the last ones say what was wrong. */
const SHOWN_LINES = 20;

/** In front of what a script prints for us: applications print, too. */
const MARK = 'fastapi-feature: ';

/** Something that did not work. */
export interface Fault {
  /** The command, and the last of what it printed. */
  readonly what: string;
}

/** Whether something did not work. */
export function isFault(result: unknown): result is Fault {
  return typeof result === 'object' && result !== null && 'what' in result;
}

/** Imports an application and prints the paths of its description; null where it has none. */
const IMPORT = `
import importlib, json, sys
module, name, kind = sys.argv[1:]
found = getattr(importlib.import_module(module), name)
application = found() if kind == "factory" else found
describe = getattr(application, "openapi", None)
print("${MARK}" + json.dumps(sorted(describe()["paths"]) if describe else None))
`;

/** Prints a setting. */
const SETTING = `
import importlib, sys
module, name = sys.argv[1:]
print("${MARK}" + str(getattr(importlib.import_module(module).settings, name)))
`;

/** Runs Alembic's commands in one process, as most of their time is loading. */
const ALEMBIC = `
import sys
from alembic.config import main
for command in sys.argv[1:]:
    main(command.split(), prog="alembic")
`;

/** Runs the Python of a project. */
export class Runner {
  constructor(
    private readonly python: Python,
    private readonly subject: Subject,
  ) {}

  /**
   * Imports the application.
   *
   * @returns the paths that it serves; undefined if it does not say.
   */
  async importApplication(
    application: Application,
  ): Promise<readonly string[] | undefined | Fault> {
    const { cwd, isFactory, module, name } = application;
    const kind = isFactory ? 'factory' : 'application';
    const ended = await this.#run(['-c', IMPORT, module, name, kind], cwd, 120);
    const printed = markedIn(ended);
    if (!ended.isGood || printed === undefined) return faultOf(`import ${module}`, ended);
    return (JSON.parse(printed) as string[] | null) ?? undefined;
  }

  /**
   * Runs all migrations on an empty SQLite database and compares what there is then with the models.
   *
   * @returns a text that says why they cannot be checked, if that is so.
   */
  async checkMigrations(migrations: Migrations): Promise<undefined | string | Fault> {
    if (!this.python.packages.has('alembic')) return `${this.python.name} has no Alembic`;
    const folder = mkdtempSync(join(tmpdir(), 'fastapi-feature-'));
    try {
      const { cwd, isAsync, setting, settings } = migrations;
      const url = `sqlite${isAsync ? '+aiosqlite' : ''}:///${join(folder, 'verify.db').replaceAll('\\', '/')}`;
      const variables = { [setting.toUpperCase()]: url };
      // Another database than that must never be reached.
      const asked = await this.#run(['-c', SETTING, settings, setting], cwd, 120, variables);
      if (!asked.isGood || markedIn(asked) !== url) {
        return `the variable ${setting.toUpperCase()} does not decide which database they run on`;
      }
      const args = ['-c', ALEMBIC, 'upgrade head', 'check'];
      const ended = await this.#run(args, cwd, 300, variables);
      return ended.isGood ? undefined : faultOf('alembic upgrade head && alembic check', ended);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  /**
   * Runs tests.
   *
   * @param root the root of the project, an absolute path.
   * @param files those with the tests, from the root.
   * @returns how many pass.
   */
  async runTests(root: string, files: readonly string[]): Promise<number | Fault> {
    const folders = new Set(files.map((file) => this.subject.folderOf(file)));
    const reports = mkdtempSync(join(tmpdir(), 'fastapi-feature-'));
    try {
      return await this.#runTestsIn(root, [...folders], files, reports);
    } finally {
      rmSync(reports, { recursive: true, force: true });
    }
  }

  /** @param reports where a report goes, if the project has one written: its own tells of all tests. */
  async #runTestsIn(
    root: string,
    folders: readonly string[],
    files: readonly string[],
    reports: string,
  ): Promise<number | Fault> {
    let passed = 0;
    for (const folder of folders) {
      const own = files.filter((file) => this.subject.folderOf(file) === folder);
      const paths = own.map((file) => (folder === '.' ? file : file.slice(folder.length + 1)));
      // A few tests cover little.
      const coverage = this.python.packages.has('pytest_cov') ? ['--no-cov'] : [];
      // One that fails is enough, and what it says is in the last lines.
      const form = ['-q', '-x', '--tb=short', '-p', 'no:cacheprovider', '-W', 'ignore'];
      const report = `--junitxml=${join(reports, 'report.xml')}`;
      const args = ['-m', 'pytest', ...form, report, ...coverage, ...paths];
      const ended = await this.#run(args, join(root, folder), 1800);
      if (!ended.isGood) return faultOf(`python -m pytest ${paths.join(' ')}`, ended);
      passed += Number(/(\d+) passed/.exec(ended.stdout)?.[1] ?? 0);
    }
    return passed;
  }

  #run(
    args: readonly string[],
    cwd: string,
    seconds: number,
    variables: Readonly<Record<string, string>> = {},
  ): Promise<Ended> {
    const { importRoots, variables: ofTests } = this.subject;
    const path = [...importRoots, process.env.PYTHONPATH ?? ''].filter((each) => each !== '');
    return runProgram(this.python.command, args, {
      cwd: existsSync(cwd) ? cwd : process.cwd(),
      env: {
        ...ofTests,
        // Nothing but what was planned is left in the project.
        PYTHONDONTWRITEBYTECODE: '1',
        PYTHONPATH: path.join(delimiter),
        PYTHONUTF8: '1',
        NO_COLOR: '1',
        ...variables,
      },
      seconds,
    });
  }
}

function markedIn({ stdout }: Ended): string | undefined {
  const line = stdout.split(/\r?\n/).findLast((each) => each.startsWith(MARK));
  return line?.slice(MARK.length);
}

function faultOf(command: string, { output }: Ended): Fault {
  const lines = output.trimEnd().split(/\r?\n/).slice(-SHOWN_LINES);
  return { what: [`${command}:`, ...lines.map((line) => `  ${line}`.trimEnd())].join('\n') };
}
