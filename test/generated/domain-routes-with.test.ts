/** What a domain-routes project gets by `--with accounts`: emitted and run, alone and between features. */
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

/** What is asked for, one run after the other. */
const PROJECTS: readonly (readonly [string, readonly (readonly string[])[]])[] = [
  ['alone', [['--with', 'accounts']]],
  [
    'in a project that stands, and before another feature',
    [
      ['product', 'name:str', '--write', 'editor'],
      ['--with', 'accounts+deploy'],
      ['label', 'name:str', 'product:ref=Product'],
    ],
  ],
];

describeWithPython('what a domain-routes project gets by --with accounts', () => {
  describe.each(PROJECTS)('%s', (_what, runs) => {
    const folder = temporaryFolder();
    let project: PythonProject;
    let postgres: string | undefined;
    const generate = () => {
      for (const words of runs) generateOrThrow(folder, 'domain-routes', ...words);
    };
    const database = (kind: string, variable: string): Record<string, string> =>
      kind === 'SQLite' || postgres === undefined
        ? {}
        : { [variable]: postgres, SECRET_KEY: 'x'.repeat(32) };

    beforeAll(() => {
      generate();
      project = new PythonProject(folder, PYTHON);
      postgres = requirePostgres(project, 'psycopg');
    }, 600_000);

    afterAll(() => {
      if (postgres !== undefined) dropPostgres(project, postgres, 'psycopg');
      rmSync(folder, { recursive: true });
    });

    test('passes ruff, mypy --strict and its import contracts', () => {
      project.run('ruff', ['check']);
      project.run('ruff', ['format', '--check']);
      expect(project.mypy()).toMatch(/Success: no issues found/);
      expect(project.run('lint-imports', [])).toMatch('2 kept, 0 broken');
    }, 300_000);

    test.each(['SQLite', 'PostgreSQL'])(
      'passes its own tests on %s, with nothing skipped',
      (kind) => {
        if (kind === 'PostgreSQL' && postgres === undefined) return;
        const env = database(kind, 'TEST_DATABASE_URL');
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
        const there = ['upgrade head', 'check'];
        const output = project.alembic(
          [...there, 'downgrade base', ...there, 'heads', 'downgrade base'],
          database(kind, 'DATABASE_URL'),
        );
        expect(output.match(/No new upgrade operations/g)).toHaveLength(2);
        expect(output.match(/^\w+ \(head\)$/gm)).toHaveLength(1);
      },
      300_000,
    );

    test('is not changed by a second run', () => {
      const before = filesBelow(folder);
      generate();
      expect(filesBelow(folder)).toEqual(before);
    }, 120_000);
  });
});
