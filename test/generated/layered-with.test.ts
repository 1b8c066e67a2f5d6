/** What layered projects get by `--with accounts`: emitted and run, in a project that stands and before another feature. */
import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  dropPostgres,
  filesBelow,
  generateOrThrow,
  PythonProject,
  requirePostgres,
  temporaryFolder,
} from './python-project.js';
import { describeWithPython, PYTHON } from './with-python.js';

/** The styles that have it, each with how many import contracts its projects keep. */
const STYLES: readonly (readonly [style: string, contracts: number])[] = [
  ['service', 3],
  ['direct', 1],
];

describeWithPython('what a layered project gets by --with accounts', () => {
  describe.each(STYLES)('--style %s', (style, contracts) => {
    const folder = temporaryFolder();
    const runs = [
      ['product', 'name:str'],
      ['--with', 'accounts'],
      ['label', 'name:str', '--write', 'editor'],
    ].map((words) => ['layered', '--style', style, ...words]);
    let project: PythonProject;
    let postgres: string | undefined;

    beforeAll(() => {
      for (const words of runs) generateOrThrow(folder, ...words);
      project = new PythonProject(folder, PYTHON);
      postgres = requirePostgres(project, 'asyncpg');
    }, 600_000);

    afterAll(() => {
      if (postgres !== undefined) dropPostgres(project, postgres, 'asyncpg');
      rmSync(folder, { recursive: true });
    });

    test('passes ruff, mypy --strict and its import contracts', () => {
      project.run('ruff', ['check']);
      project.run('ruff', ['format', '--check']);
      expect(project.mypy()).toMatch(/Success: no issues found/);
      expect(project.run('lint-imports', [])).toMatch(`${contracts} kept, 0 broken`);
    }, 300_000);

    test.each(['SQLite', 'PostgreSQL'])(
      'passes its own tests on %s, with nothing skipped',
      (kind) => {
        if (kind === 'PostgreSQL' && postgres === undefined) return;
        const env: Record<string, string> =
          kind === 'SQLite' ? {} : { TEST_DATABASE_URL: postgres as string };
        const output = project.run('python', ['-W', 'error', '-m', 'pytest', '-q'], env);
        expect(output).toMatch(/\d+ passed in/);
        expect(output).not.toMatch(/\d+ (skipped|xfailed|xpassed|deselected|warnings?)\b/);
      },
      600_000,
    );

    test.each(['SQLite', 'PostgreSQL'])(
      'migrates up and down on %s without drift',
      (kind) => {
        if (kind === 'PostgreSQL' && postgres === undefined) return;
        const env: Record<string, string> =
          kind === 'SQLite' ? {} : { DATABASE_URL: postgres as string, SECRET_KEY: 'x'.repeat(32) };
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

    test('is not changed by a second run', () => {
      const before = filesBelow(folder);
      for (const words of runs) generateOrThrow(folder, ...words);
      expect(filesBelow(folder)).toEqual(before);
    }, 120_000);
  });
});
