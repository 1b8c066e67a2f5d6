/** Features that are changed in projects with rows: what stands is migrated, and everything passes afterwards. */
import { appendFileSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { keepRunner } from '../kept-runner.js';
import { dropPostgres, PythonProject, requirePostgres, temporaryFolder } from './python-project.js';
import { describeWithPython, PYTHON } from './with-python.js';

const { runOrThrow } = keepRunner();

/** Puts rows into the table, or prints what is in a column of it. */
const ROWS = `
import sys
from sqlalchemy import create_engine, text

url, what = sys.argv[1:]
with create_engine(url).begin() as db:
    if what == "fill":
        insert = (
            "insert into products (name, price, status, notes, code, stock, created_at, updated_at)"
            " values (:name, :price, 'a', 'note', :code, :stock, '2024-01-01 00:00:00', '2024-01-01 00:00:00')"
        )
        rows = [{"name": f"name {n}", "price": n + 0.5, "code": f"c{n}", "stock": n} for n in range(1000)]
        db.execute(text(insert), rows)
    else:
        values = db.execute(text(f"select {what} from products order by id")).scalars()
        print([str(value).removesuffix(".00") for value in values])
`;

/** The same change, said in both ways. */
const CHANGED = [
  ...['name:str=160:index', 'status:enum=a/b/c', 'code:text', 'stock:decimal=12.2'],
  ...['weight:float:optional', 'size:int:default=3', 'category:ref=Category:optional'],
  ...['tags:refs=Category', '--rename', 'price=unit_price', '--drop', 'notes', '--force'],
];
const DIFFERENCE = ['change', 'product', ...CHANGED];
const UNIQUE = ['--unique', 'unit_price+status'];
const SAID_ANEW = ['product', 'unit_price:decimal=10.2:gt=0', ...CHANGED, ...UNIQUE];

/** How each database is reached by the application, and by {@link ROWS}. */
const DATABASES = ['SQLite', 'PostgreSQL'] as const;

/** Prints what is unique together in the table, and what is checked. */
const CONSTRAINTS = `
import sys
from sqlalchemy import create_engine, inspect

found = inspect(create_engine(sys.argv[1]))
print([constraint["column_names"] for constraint in found.get_unique_constraints("products")])
print(sorted(constraint["name"] for constraint in found.get_check_constraints("products")))
`;

describeWithPython.each([
  ['onion', 'backend', 'app/domain/entities/product.py', 'sqlite', 'psycopg', DIFFERENCE],
  ['layered', '.', 'app/services/product_service.py', 'sqlite+aiosqlite', 'asyncpg', SAID_ANEW],
] as const)('a feature that is changed: %s', (sub, cwd, ownFile, sqlite, postgres, change) => {
  const folder = temporaryFolder();
  let python: PythonProject;
  let urls: Readonly<Record<(typeof DATABASES)[number], string | undefined>>;
  const versions = () => join(folder, cwd, 'alembic', 'versions');

  beforeAll(async () => {
    await runOrThrow(folder, sub, 'category', 'name:str');
    const fields = [
      'name:str=120:unique',
      'price:decimal=10.2:gt=0',
      'status:enum=a/b',
      'notes:str=80',
      'code:str=20',
      'stock:int',
    ];
    const together = ['--unique', 'price+status', '--index', 'notes+created_at'];
    await runOrThrow(folder, 'product', ...fields, ...together);
    python = new PythonProject(join(folder, cwd), PYTHON);
    urls = {
      SQLite: `${sqlite}:///./rows.db`,
      PostgreSQL: requirePostgres(python, postgres),
    };
    for (const url of Object.values(urls)) {
      if (url === undefined) continue;
      python.alembic(['upgrade head'], environment(url));
      rows(url, 'fill');
    }
  }, 300_000);
  afterAll(() => {
    if (urls.PostgreSQL !== undefined) dropPostgres(python, urls.PostgreSQL, postgres);
    rmSync(folder, { recursive: true });
  });

  const environment = (url: string) => ({ DATABASE_URL: url, SECRET_KEY: 'x'.repeat(32) });
  const print = (url: string, script: string, ...args: string[]) => {
    const reached = url.replace('+aiosqlite', '').replace('+asyncpg', '+psycopg');
    return python.run('python', ['-P', '-c', script, reached, ...args]).trim();
  };
  const rows = (url: string, what: string) => print(url, ROWS, what);

  const STANDING = ['prices', 'names', 'codes', 'stocks'] as const;
  const standing = (url: string, names: readonly string[]) =>
    Object.fromEntries(STANDING.map((what, index) => [what, rows(url, names[index] ?? '')]));

  test('keeps what was written into it', async () => {
    const old = readdirSync(versions()).filter((name) => name.endsWith('.py'));
    const texts = old.map((name) => readFileSync(join(versions(), name), 'utf8'));
    const own = join(folder, cwd, ownFile);
    const mine =
      '\n\ndef is_mine() -> bool:\n    """Whether somebody wrote this."""\n    return True\n';
    appendFileSync(own, mine);
    await runOrThrow(folder, ...change);
    expect(readFileSync(own, 'utf8')).toContain(mine);
    expect(old.map((name) => readFileSync(join(versions(), name), 'utf8'))).toEqual(texts);

    python.run('ruff', ['check', '.']);
    python.run('ruff', ['format', '--check', '.']);
    python.run('pytest', ['-q', '-k', 'product or migrations']);
    // What mypy says of the rest of the project is for other tests.
    const types = python.attempt('mypy', ['--cache-dir', python.mypyCache]);
    expect(types.stdout).toMatch(/^(Success|Found)/m);
    expect(types.stdout).not.toMatch(/product/);
  }, 300_000);

  test.each(DATABASES)(
    'keeps its rows on %s, there and back',
    (database) => {
      const url = urls[database];
      if (url === undefined) return;
      const old = ['price', 'name', 'code', 'stock'];
      const now = ['unit_price', 'name', 'code', 'stock'];
      const before = standing(url, old);
      const checked = python.alembic(['upgrade head', 'check'], environment(url));
      expect(checked).toContain('No new upgrade operations detected.');
      expect(standing(url, now)).toEqual(before);
      const constraints = print(url, CONSTRAINTS);
      expect(constraints).toContain("['unit_price', 'status']");
      expect(constraints).toContain("['ck_products_status', 'ck_products_unit_price']");
      expect(new Set(JSON.parse(rows(url, 'size').replaceAll("'", '"')))).toEqual(new Set(['3']));
      python.alembic(['downgrade -1'], environment(url));
      expect(standing(url, old)).toEqual(before);
      expect(print(url, CONSTRAINTS)).toContain("['ck_products_price', 'ck_products_status']");
      python.alembic(['upgrade head', 'check'], environment(url));
      expect(standing(url, now)).toEqual(before);
    },
    300_000,
  );
});
