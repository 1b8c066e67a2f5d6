/** Lists that are searched by words, in every layout, on both databases: also nested, with owners, and page by page. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ARCHITECTURES } from '../../generators/app/architectures.js';
import { LAYOUTS } from './layouts.js';
import {
  dropPostgres,
  generateOrThrow,
  PythonProject,
  requirePostgres,
  temporaryFolder,
} from './python-project.js';
import { describeWithPython, PYTHON } from './with-python.js';

/** The tests of searches, of migrations, and of what a project has once it runs. */
const OF_SEARCHES = 'words or written or an_index or migrations or tables';

const ARTICLE = ['article', 'title:str=80', 'body:text:optional', 'price:int:index'];
/** Columns and a table that SQL would take for something else, and a field that is called like the parameter. */
const NOTE = ['note', 'order:str=80:index', 'q:int:index', 'select:text:column=From'];
const TABLE = ['--table=Order Details', '--search=order+select'];

function featuresIn(ownsRows: boolean): readonly (readonly string[])[] {
  const searched = ['--search=title+body', '--pages=cursor'];
  return ownsRows
    ? [
        [...ARTICLE, ...searched, '--read=user'],
        ['remark', 'text:text', '--parent=article', '--search=text'],
        [...NOTE, ...TABLE],
      ]
    : [
        [...ARTICLE, ...searched, '--id=uuid'],
        ['remark', 'text:text', 'author:ref=User:caller', '--read=owner', '--search=text'],
        [...NOTE, ...TABLE, '--id=bigint'],
      ];
}

describeWithPython('lists by --search', () => {
  for (const { generator, id, ownsRows, style } of ARCHITECTURES) {
    describe(id, () => {
      const [backend, driver] = LAYOUTS[id] ?? ['', 'psycopg'];
      const folder = temporaryFolder();
      let project: PythonProject;
      let postgres: string | undefined;

      beforeAll(() => {
        const styled = style === undefined ? [] : ['--style', style];
        for (const words of featuresIn(ownsRows !== undefined))
          generateOrThrow(folder, generator, ...styled, ...words);
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
        expect(project.run('lint-imports', [])).toMatch('0 broken');
      }, 300_000);

      test.each(['SQLite', 'PostgreSQL'])(
        'passes its tests of searches on %s, with nothing skipped',
        (kind) => {
          if (kind === 'PostgreSQL' && postgres === undefined) return;
          const env: Record<string, string> =
            kind === 'SQLite' ? {} : { TEST_DATABASE_URL: postgres as string };
          const words = ['-W', 'error', '-m', 'pytest', '-q', '-k', OF_SEARCHES];
          const output = project.run('python', words, env);
          const [, passed] = /(\d+) passed/.exec(output) ?? [];
          expect(Number(passed)).toBeGreaterThan(20);
          expect(output).not.toMatch(/\d+ (skipped|xfailed|xpassed|warnings?)\b/);
        },
        600_000,
      );

      if (id === 'package-per-feature') return;

      test.each(['SQLite', 'PostgreSQL'])(
        'migrates up and down on %s without drift',
        (kind) => {
          if (kind === 'PostgreSQL' && postgres === undefined) return;
          const env: Record<string, string> =
            kind === 'SQLite'
              ? {}
              : { DATABASE_URL: postgres as string, SECRET_KEY: 'x'.repeat(32) };
          const there = ['upgrade head', 'check'];
          const output = project.alembic([...there, 'downgrade base', ...there], env);
          expect(output.match(/No new upgrade operations/g)).toHaveLength(2);
        },
        300_000,
      );
    });
  }
});
