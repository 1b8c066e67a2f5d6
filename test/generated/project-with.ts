/** Projects with what their features ask for, or what they get by `--with`: emitted and run. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { keepRunner } from '../kept-runner.js';
import type { Layout } from './layouts.js';
import {
  dropPostgres,
  filesBelow,
  PythonProject,
  requirePostgres,
  temporaryFolder,
} from './python-project.js';
import { PYTHON } from './with-python.js';

/** The databases that emitted code runs on. */
const DATABASES = ['SQLite', 'PostgreSQL'] as const;

/** Whether also those tests run on both databases that else take turns; they take twice as long then. */
const { EVERY_DATABASE } = process.env;

/** Which of the tests of a project are run, and on what: the rest is run elsewhere. */
export interface SomeTests {
  /** What pytest knows them by, if they are not all: `list or lists or sorts`. */
  readonly words?: string;
  /** They are more than so many. */
  readonly moreThan: number;
  /**
   * The database of the first layout; the next one has the other, so that each database is tried with each driver in half
   * of the time. Where the databases do it by different means, each layout has both.
   */
  readonly databases: (typeof DATABASES)[number] | 'both';
}

/** The databases on which the tests of a project run, in the layout that is at a place among all. */
function databasesOf(only: SomeTests | undefined, place: number): readonly string[] {
  if (only === undefined || only.databases === 'both' || EVERY_DATABASE === 'true')
    return DATABASES;
  const first = DATABASES.indexOf(only.databases);
  return DATABASES.filter((_, index) => (index + first + place) % 2 === 0);
}

/** What a test of such a project is given. */
export interface ProjectWith {
  /** Its root. */
  readonly folder: string;
  readonly python: PythonProject;
}

/**
 * Emits a project and runs what is to hold for any.
 *
 * @param runs what is asked for, one run after the other.
 * @param more further tests of the project.
 * @param only the tests of its own that are run, if they are not all.
 */
export function describeProjectWith(
  what: string,
  { backend, command, contracts, driver, hasMigrations, place }: Layout,
  runs: readonly (readonly string[])[],
  more: (project: () => ProjectWith) => void = () => undefined,
  only?: SomeTests,
): void {
  describe(what, () => {
    const folder = temporaryFolder();
    let project: PythonProject;
    let postgres: string | undefined;
    const { runOrThrow } = keepRunner();
    const generate = async () => {
      for (const words of runs) await runOrThrow(folder, ...command, ...words);
    };

    beforeAll(async () => {
      await generate();
      project = new PythonProject(join(folder, backend), PYTHON);
      postgres = requirePostgres(project, driver);
    }, 600_000);

    afterAll(() => {
      if (postgres !== undefined) dropPostgres(project, postgres, driver);
      rmSync(folder, { recursive: true });
    });

    test('passes ruff, mypy --strict and its import contracts', () => {
      project.run('ruff', ['check']);
      project.run('ruff', ['format', '--check']);
      expect(project.mypy()).toMatch(/Success: no issues found/);
      expect(project.run('lint-imports', [])).toMatch(`${contracts} kept, 0 broken`);
    }, 300_000);

    test.each(databasesOf(only, place))(
      'passes its own tests on %s, with nothing skipped',
      (kind) => {
        if (kind === 'PostgreSQL' && postgres === undefined) return;
        const env: Record<string, string> =
          kind === 'SQLite' ? {} : { TEST_DATABASE_URL: postgres as string };
        // What is covered is so on either, and looking takes time.
        const all = kind === 'SQLite' ? ['--cov'] : [];
        const chosen = only?.words === undefined ? all : ['-k', only.words];
        const output = project.run('python', ['-W', 'error', '-m', 'pytest', '-q', ...chosen], env);
        const [, passed] = /(\d+) passed/.exec(output) ?? [];
        expect(Number(passed)).toBeGreaterThan(only?.moreThan ?? 0);
        expect(output).not.toMatch(/\d+ (skipped|xfailed|xpassed|warnings?)\b/);
        if (only?.words === undefined) expect(output).not.toMatch(/\d+ deselected\b/);
      },
      600_000,
    );

    if (hasMigrations) {
      test.each(DATABASES)(
        'migrates up and down on %s without drift',
        (kind) => {
          if (kind === 'PostgreSQL' && postgres === undefined) return;
          const env: Record<string, string> =
            kind === 'SQLite'
              ? {}
              : { DATABASE_URL: postgres as string, SECRET_KEY: 'x'.repeat(32) };
          const there = ['upgrade head', 'check'];
          const output = project.alembic(
            [...there, 'downgrade base', ...there, 'heads', 'downgrade base'],
            env,
          );
          expect(output.match(/No new upgrade operations/g)).toHaveLength(2);
          expect(output.match(/^\w+ \(head\)$/gm)).toHaveLength(1);
        },
        300_000,
      );
    }

    test('is not changed by a second run', async () => {
      const before = filesBelow(folder);
      await generate();
      expect(filesBelow(folder)).toEqual(before);
    }, 120_000);

    more(() => ({ folder, python: project }));
  });
}
