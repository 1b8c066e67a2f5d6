/** The onion architecture, emitted and run: what the generator promises of the Python it writes. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { EVERY_FIELD } from './every-field.js';
import {
  dropPostgres,
  filesBelow,
  generateOrThrow,
  PythonProject,
  requirePostgres,
  requirePython,
  temporaryFolder,
} from './python-project.js';

const FEATURES = [
  ['category', 'name:str=80:unique', '--write', 'admin', '--delete', 'admin'],
  ['tag', 'name:str=40:unique'],
  ['every_thing', ...EVERY_FIELD],
  [
    'order_item',
    'quantity:int:gt=0',
    'category:ref=Category',
    'parent:ref=OrderItem:optional',
    'manager:ref=User:optional',
    'backup:ref=User:optional',
    'tags:refs=Tag',
    'siblings:refs=OrderItem',
    '--read=public',
    '--write=editor+admin',
    '--delete=admin',
  ],
  ['person', 'name', 'birthday:date:optional', '--endpoints', 'list+get'],
  [
    'news',
    'title:str=200',
    'body_text:text:private',
    '--read=public',
    '--write=public',
    '--delete=public',
  ],
  [
    'profile',
    'owner:ref=User:unique',
    'parent:ref=Profile:optional:unique',
    'editor:ref=User:optional:readonly',
  ],
  [
    'badge',
    'holder:ref=User:optional:private:unique',
    'tags:refs=Tag:private',
    'pin:int:private:unique',
  ],
  ['counter', 'count:bigint:default=1:readonly', 'tags:refs=Tag:readonly'],
  [
    'log_entry',
    'at:time:unique',
    'size:decimal=38.10:unique',
    '--endpoints',
    'create',
    '--write',
    'public',
  ],
  ['setting', 'key:str=40', '--endpoints=update+get', '--no-tests'],
];

const python = requirePython();

(python === undefined ? describe.skip : describe)('an emitted onion project', () => {
  const folder = temporaryFolder();
  let project: PythonProject;
  let postgres: string | undefined;

  beforeAll(() => {
    for (const feature of FEATURES) generateOrThrow(folder, 'onion', ...feature);
    project = new PythonProject(join(folder, 'backend'), python as string);
    postgres = requirePostgres(project);
  }, 600_000);

  afterAll(() => {
    if (postgres !== undefined) dropPostgres(project, postgres);
    rmSync(folder, { recursive: true });
  });

  test('is clean for ruff', () => {
    project.run('ruff', ['check']);
    expect(project.run('ruff', ['format', '--check'])).toMatch(/already formatted/);
  });

  test('is clean for mypy --strict', () => {
    expect(project.run('mypy', [])).toMatch(/Success: no issues found in \d+ source files/);
  }, 120_000);

  test('keeps its dependency rule, and notices when it is broken', () => {
    expect(project.run('lint-imports', [])).toMatch(/4 kept, 0 broken/);
    const entity = join(folder, 'backend/app/domain/entities/tag.py');
    const source = readFileSync(entity, 'utf8');
    writeFileSync(entity, `import sqlalchemy\n${source}`);
    expect(() => project.run('lint-imports', [])).toThrow(/sqlalchemy/);
    writeFileSync(entity, source);
  });

  test('passes its own tests on SQLite, nothing skipped, covered', () => {
    const output = project.run('python', ['-W', 'error', '-m', 'pytest', '-q', '--cov']);
    const [, passed] = /(\d+) passed in/.exec(output) ?? [];
    expect(Number(passed)).toBeGreaterThan(400);
    expect(output).not.toMatch(/\d+ (skipped|xfailed|xpassed|deselected|warnings?)\b/);
    const [, covered] = /Total coverage: ([\d.]+)%/.exec(output) ?? [];
    expect(Number(covered)).toBeGreaterThanOrEqual(85);
  }, 120_000);

  test('passes its own tests on PostgreSQL', () => {
    if (postgres === undefined) return;
    const env = { TEST_DATABASE_URL: postgres };
    const output = project.run('pytest', ['-q'], env);
    expect(output).toMatch(/\d+ passed in/);
    expect(output).not.toMatch(/\d+ (skipped|warnings?)\b/);
  }, 120_000);

  test.each(['SQLite', 'PostgreSQL'])(
    'migrates up and down on %s without drift',
    (kind) => {
      if (kind === 'PostgreSQL' && postgres === undefined) return;
      const env: Record<string, string> =
        kind === 'SQLite' ? {} : { DATABASE_URL: postgres as string };
      for (const round of [1, 2]) {
        project.run('alembic', ['upgrade', 'head'], env);
        expect(project.run('alembic', ['check'], env)).toMatch(/No new upgrade operations/);
        if (round === 1) project.run('alembic', ['downgrade', 'base'], env);
      }
      project.run('alembic', ['downgrade', 'base'], env);
    },
    120_000,
  );

  test('lets Alembic write a migration of its own for a hand-made change', () => {
    const model = join(folder, 'backend/app/infrastructure/models/tag.py');
    const source = readFileSync(model, 'utf8');
    writeFileSync(model, `${source}    weight: Mapped[int | None] = mapped_column()\n`);
    project.run('alembic', ['upgrade', 'head']);
    project.run('alembic', [
      'revision',
      '--autogenerate',
      '--rev-id',
      'abcabcabcabc',
      '-m',
      'add weight',
    ]);
    project.run('alembic', ['upgrade', 'head']);
    expect(project.run('alembic', ['check'])).toMatch(/No new upgrade operations/);
    project.run('alembic', ['downgrade', '-1']);
    writeFileSync(model, source);
    rmSync(join(folder, 'backend/alembic/versions/abcabcabcabc_add_weight.py'));
  }, 60_000);

  test('serves the slice that was asked for', () => {
    const paths = JSON.parse(
      project.output('python', [
        '-c',
        'import json; from app.presentation.main import app; print(json.dumps({p: sorted(o) for p, o in app.openapi()["paths"].items()}))',
      ]),
    );
    expect(paths).toMatchObject({
      '/order-items': ['get', 'post'],
      '/order-items/{order_item_id}': ['delete', 'get', 'patch'],
      '/people': ['get'],
      '/people/{person_id}': ['get'],
      '/news': ['get', 'post'],
      '/settings/{setting_id}': ['get', 'patch'],
    });
    expect(paths).not.toHaveProperty('/settings');
  });

  test('is left alone by a second run', () => {
    const before = filesBelow(folder);
    for (const feature of FEATURES) generateOrThrow(folder, 'onion', ...feature);
    expect(filesBelow(folder)).toEqual(before);
  }, 60_000);

  test('changes by one more feature in its registration lines only', () => {
    const before = filesBelow(folder);
    generateOrThrow(folder, 'onion', 'warehouse', 'city:str');
    const after = filesBelow(folder);
    const changed = [...before]
      .filter(([path, text]) => after.get(path) !== text)
      .map(([path]) => path);
    expect(changed.sort()).toEqual([
      'backend/app/infrastructure/models/__init__.py',
      'backend/app/presentation/main.py',
    ]);
    for (const path of changed) {
      const added = linesAdded(before.get(path) ?? '', after.get(path) ?? '');
      expect(added.every((line) => /warehouse/i.test(line))).toBe(true);
    }
  });
});

/** The lines that `after` has more than `before`, which must all still be there, in order. */
function linesAdded(before: string, after: string): string[] {
  const left = before.split('\n');
  const added = after.split('\n').filter((line) => {
    if (line !== left[0]) return true;
    left.shift();
    return false;
  });
  expect(left).toEqual([]);
  return added;
}
