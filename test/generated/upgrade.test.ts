/** Newer templates that want other tables, in projects with rows: those of a feature that has changed since, too. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { keepRunner } from '../kept-runner.js';
import {
  dropPostgres,
  filesBelow,
  PythonProject,
  requirePostgres,
  temporaryFolder,
} from './python-project.js';
import { describeWithPython, PYTHON } from './with-python.js';

const { run, runOrThrow } = keepRunner();
const ROOT = join(import.meta.dirname, '..', '..');

/** Puts rows into the tables, or prints what is in a column of them. */
const ROWS = `
import sys
from sqlalchemy import create_engine, text

url, table, what = sys.argv[1:]
with create_engine(url).begin() as db:
    if what == "fill":
        insert = (
            f"insert into {table} (name, created_at, updated_at)"
            " values (:name, '2024-01-01 00:00:00', '2024-01-01 00:00:00')"
        )
        db.execute(text(insert), [{"name": f"name {n}"} for n in range(1000)])
    else:
        print([str(value) for value in db.execute(text(f"select {what} from {table} order by id")).scalars()])
`;

const DATABASES = ['SQLite', 'PostgreSQL'] as const;
const TABLES = ['products', 'brands'] as const;

describeWithPython.each([
  ['onion', 'backend', 'feature/backend/app/infrastructure/models', 'sqlite', 'psycopg'],
  ['layered', '.', 'feature/app/models', 'sqlite+aiosqlite', 'asyncpg'],
] as const)('newer templates that want other tables: %s', (sub, cwd, models, sqlite, postgres) => {
  const folder = temporaryFolder();
  let python: PythonProject;
  let urls: Readonly<Record<(typeof DATABASES)[number], string | undefined>>;

  beforeAll(async () => {
    await runOrThrow(folder, sub, 'brand', 'name:str');
    await runOrThrow(folder, 'product', 'name:str', 'notes:text:optional');
    python = new PythonProject(join(folder, cwd), PYTHON);
    urls = { SQLite: `${sqlite}:///./rows.db`, PostgreSQL: requirePostgres(python, postgres) };
    for (const url of Object.values(urls)) {
      if (url === undefined) continue;
      alembic(url, 'upgrade head');
      for (const table of TABLES) rows(url, table, 'fill');
    }
  }, 300_000);
  afterAll(() => {
    if (urls.PostgreSQL !== undefined) dropPostgres(python, urls.PostgreSQL, postgres);
    rmSync(folder, { recursive: true });
  });

  const alembic = (url: string, ...commands: string[]) =>
    python.alembic(commands, { DATABASE_URL: url, SECRET_KEY: 'x'.repeat(32) });
  const rows = (url: string, table: string, what: string) => {
    const reached = url.replace('+aiosqlite', '').replace('+asyncpg', '+psycopg');
    return python.run('python', ['-P', '-c', ROWS, reached, table, what]).trim();
  };

  /** Makes a template of the project another one than that it was written with. */
  function change(from: string, to: string, edit: (text: string) => string): void {
    const path = join(folder, '.fastapi-feature', 'templates', to);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, edit(readFileSync(join(ROOT, from), 'utf8')));
  }

  test('are brought by migrations behind the last one, once', async () => {
    await runOrThrow(folder, 'change', 'product', 'name:str=300', 'weight:float:optional');
    change(
      'shared/templates/create_table_migration.py.ejs',
      'shared/create_table_migration.py.ejs',
      (text) =>
        text.replace(
          /^ *sa\.Column\("created_at"/m,
          '        sa.Column("origin", sa.String(length=40), nullable=True, index=True),\n' +
            '        sa.Column("revised", sa.Integer(), nullable=False),\n$&',
        ),
    );
    const architecture = sub === 'onion' ? 'onion' : 'layered-service';
    change(
      `generators/${sub}/templates/${models}/[feature].py.ejs`,
      `${architecture}/${models}/[feature].py.ejs`,
      (text) =>
        text.replace(
          /^.*include\('\/(columns|version_id)\.py\.ejs'\).*\n/m,
          '$&    origin: Mapped[str | None] = mapped_column(String(40), index=True)\n' +
            '    revised: Mapped[int] = mapped_column(Integer, default=0)\n',
        ),
    );
    await runOrThrow(folder, 'upgrade', '--force');
    const once = filesBelow(folder);
    const added = [...once.keys()].filter((path) => /versions\/\w+_change_/.test(path));
    expect(added).toHaveLength(3);
    const { stderr } = await run(folder, 'upgrade', '--force');
    expect(stderr).toContain('nothing was written');
    expect(filesBelow(folder)).toEqual(once);
  });

  test.each(DATABASES)(
    'keep the rows on %s, there and back',
    (database) => {
      const url = urls[database];
      if (url === undefined) return;
      const standing = () => TABLES.map((table) => rows(url, table, 'name'));
      const before = standing();
      for (let turn = 0; turn < 2; turn += 1) {
        expect(alembic(url, 'upgrade head', 'check')).toContain('No new upgrade operations');
        expect(standing()).toEqual(before);
        for (const table of TABLES) {
          const revised: string[] = JSON.parse(rows(url, table, 'revised').replaceAll("'", '"'));
          expect([revised.length, ...new Set(revised)]).toEqual([1000, '0']);
        }
        alembic(url, 'downgrade -3');
        expect(standing()).toEqual(before);
      }
    },
    300_000,
  );
});
