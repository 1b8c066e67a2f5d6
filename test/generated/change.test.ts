/** Features that are changed in projects with rows: what stands is migrated, and everything passes afterwards. */
import { appendFileSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { keepRunner } from '../kept-runner.js';
import { PythonProject, temporaryFolder } from './python-project.js';
import { describeWithPython, PYTHON } from './with-python.js';

const { runOrThrow } = keepRunner();

/** Puts rows into the table, or says what is in a column of it. */
const ROWS = `
import sqlite3, sys
db = sqlite3.connect("rows.db")
if sys.argv[1] == "fill":
    for n in range(1000):
        db.execute(
            "insert into products (name, price, status, notes, created_at, updated_at)"
            " values (?, ?, 'a', ?, '2024-01-01 00:00:00', '2024-01-01 00:00:00')",
            (f"name {n}", n + 0.5, f"note {n}"),
        )
    db.commit()
else:
    print([str(value) for (value,) in db.execute(f"select {sys.argv[1]} from products order by id")])
`;

describeWithPython.each([
  ['onion', 'backend', 'app/domain/entities/product.py', 'sqlite'],
  ['layered', '.', 'app/services/product_service.py', 'sqlite+aiosqlite'],
] as const)('a feature that is changed: %s', (sub, cwd, ownFile, driver) => {
  const folder = temporaryFolder();
  let python: PythonProject;
  const database = { DATABASE_URL: `${driver}:///./rows.db` };
  const column = (name: string) => python.run('python', ['-P', '-c', ROWS, name]).trim();
  const versions = () => join(folder, cwd, 'alembic', 'versions');

  beforeAll(async () => {
    await runOrThrow(folder, sub, 'category', 'name:str');
    const fields = [
      'name:str=120:unique',
      'price:decimal=10.2:gt=0',
      'status:enum=a/b',
      'notes:text',
    ];
    await runOrThrow(folder, 'product', ...fields);
    python = new PythonProject(join(folder, cwd), PYTHON);
    python.alembic(['upgrade head'], database);
    python.run('python', ['-P', '-c', ROWS, 'fill']);
  }, 300_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  test('keeps its rows and what was written into it', async () => {
    const before = { prices: column('price'), names: column('name') };
    const old = readdirSync(versions()).filter((name) => name.endsWith('.py'));
    const texts = old.map((name) => readFileSync(join(versions(), name), 'utf8'));
    const own = join(folder, cwd, ownFile);
    const mine =
      '\n\ndef is_mine() -> bool:\n    """Whether somebody wrote this."""\n    return True\n';
    appendFileSync(own, mine);
    const change = [
      ['weight:float:optional', 'size:int:default=3', 'name:str=160:index', 'status:enum=a/b/c'],
      ['category:ref=Category:optional', 'tags:refs=Category'],
      ['--rename', 'price=unit_price', '--drop', 'notes', '--force'],
    ].flat();
    await runOrThrow(folder, 'change', 'product', ...change);
    expect(readFileSync(own, 'utf8')).toContain(mine);
    expect(old.map((name) => readFileSync(join(versions(), name), 'utf8'))).toEqual(texts);

    const checked = python.alembic(['upgrade head', 'check'], database);
    expect(checked).toContain('No new upgrade operations detected.');
    expect({ prices: column('unit_price'), names: column('name') }).toEqual(before);
    expect(new Set(JSON.parse(column('size').replaceAll("'", '"')))).toEqual(new Set(['3']));
    python.alembic(['downgrade -1'], database);
    expect({ prices: column('price'), names: column('name') }).toEqual(before);
    python.alembic(['upgrade head'], database);
    expect({ prices: column('unit_price'), names: column('name') }).toEqual(before);

    python.run('ruff', ['check', '.']);
    python.run('ruff', ['format', '--check', '.']);
    python.run('pytest', ['-q', '-k', 'product or migrations']);
    // What mypy says of the rest of the project is for other tests.
    const types = python.attempt('mypy', ['--cache-dir', python.mypyCache]);
    expect(types.stdout).toMatch(/^(Success|Found)/m);
    expect(types.stdout).not.toMatch(/product/);
  }, 300_000);
});
