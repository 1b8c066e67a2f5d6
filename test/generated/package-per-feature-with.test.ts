/** Accounts in package-per-feature, between features: emitted and run. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  dropPostgres,
  filesBelow,
  generateOrThrow,
  PythonProject,
  requirePostgres,
  temporaryFolder,
} from './python-project.js';
import { describeWithPython, PYTHON } from './with-python.js';

const RUNS: readonly (readonly string[])[] = [
  ['note', 'text:str', 'author:ref=User:caller', '--write=owner', '--delete=owner+admin'],
  ['--with', 'accounts'],
  ['label', 'name:str:unique', 'note:ref=Note:optional', '--write=editor'],
];

describeWithPython('accounts in package-per-feature', () => {
  const folder = temporaryFolder();
  let project: PythonProject;
  let postgres: string | undefined;

  beforeAll(() => {
    for (const words of RUNS) generateOrThrow(folder, 'package-per-feature', ...words);
    project = new PythonProject(join(folder, 'backend'), PYTHON);
    postgres = requirePostgres(project, 'psycopg');
  }, 600_000);

  afterAll(() => {
    if (postgres !== undefined) dropPostgres(project, postgres, 'psycopg');
    rmSync(folder, { recursive: true });
  });

  test('pass ruff, mypy --strict and the import contracts', () => {
    project.run('ruff', ['check']);
    project.run('ruff', ['format', '--check']);
    expect(project.mypy()).toMatch(/Success: no issues found/);
    expect(project.run('lint-imports', [])).toMatch('0 broken');
  }, 300_000);

  test.each(['SQLite', 'PostgreSQL'])(
    'pass their own tests on %s, with nothing skipped',
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

  test('are not changed by a second run', () => {
    const before = filesBelow(folder);
    generateOrThrow(folder, 'package-per-feature', '--with', 'accounts');
    expect(filesBelow(folder)).toEqual(before);
  }, 120_000);
});
