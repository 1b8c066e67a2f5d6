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
const DATABASES = ['PostgreSQL', 'SQLite'] as const;

/** Whether what else takes turns runs in every layout and on both databases, which takes three times as long. */
const EVERYWHERE = process.env.EVERYWHERE === 'true';

/** How many layouts take their turn. */
const AT_A_TIME = 3;

/** Which of the tests of a project are run, and where: the rest is run elsewhere. */
export interface SomeTests {
  /** What pytest knows them by, if they are not all: `list or lists or sorts`. */
  readonly words?: string;
  /** They are more than so many. */
  readonly moreThan: number;
  /**
   * The place of the first layout that they run in, on PostgreSQL; the two after it take the databases in turns, one of them
   * with the other driver. If nothing is said, they run in each layout on both.
   */
  readonly turn?: number;
}

/** The databases on which tests run in the layout at a place among all; none if it is not its turn. */
function databasesOf(turn: number | undefined, { ahead }: Layout): readonly string[] {
  if (turn === undefined || EVERYWHERE) return DATABASES;
  const nth = ahead(turn);
  return nth < AT_A_TIME ? DATABASES.filter((_, index) => index === nth % 2) : [];
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
 * @param only which of its own tests are run and where, if they are not all everywhere.
 */
export function describeProjectWith(
  what: string,
  layout: Layout,
  runs: readonly (readonly string[])[],
  more: (project: () => ProjectWith) => void = () => undefined,
  only?: SomeTests,
): void {
  const { backend, command, contracts, driver, hasMigrations } = layout;
  const databases = databasesOf(only?.turn, layout);
  if (databases.length === 0) return;

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

    test.each(databases)(
      'passes its own tests on %s, with nothing skipped',
      (kind) => {
        if (kind === 'PostgreSQL' && postgres === undefined) return;
        const env: Record<string, string> =
          kind === 'SQLite' ? {} : { TEST_DATABASE_URL: postgres as string };
        // What is covered is so on either, and looking takes time.
        const all = kind === databases[0] ? ['--cov'] : [];
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
      // On a database on which they run, tests of the project's own migrate.
      const others = DATABASES.filter((each) => !databases.includes(each));
      test.each(others.length > 0 ? others : DATABASES)(
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
