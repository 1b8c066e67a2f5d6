/** Features that refer to each other in circles, and twice to the same, in every layout. */
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { ARCHITECTURES } from '../../generators/app/architectures.js';
import { layoutOf } from './layouts.js';
import { describeProjectWith } from './project-with.js';
import { describeWithPython } from './with-python.js';

const SAKILA = join(import.meta.dirname, 'sakila.yaml');

/** The tests of these features, of migrations, and of what fills a database. */
const OF_FEATURES = 'store or staff or countr or film or language or migrations or seed';

/** Where the command is that fills a database, if not beside all tests. */
const SEEDS: Readonly<Record<string, string>> = { 'package-per-feature': 'app.core.tests.seed' };

/** Lets a member of its staff manage each store, which no factory does. */
const CLOSE_CIRCLE = `
import sqlite3

with sqlite3.connect("circle.db") as db:
    done = db.execute("UPDATE stores SET manager_id = (SELECT id FROM staff WHERE store_id = stores.id)")
    assert done.rowcount == 2, done.rowcount
`;

describeWithPython('features in circles', () => {
  for (const { id } of ARCHITECTURES) {
    describeProjectWith(
      id,
      layoutOf(id),
      [['--spec', SAKILA]],
      (project) => {
        test('fills a database of SQLite anew in which rows refer to each other', () => {
          const { python } = project();
          const env = {
            DATABASE_URL: `sqlite${layoutOf(id).driver === 'asyncpg' ? '+aiosqlite' : ''}:///./circle.db`,
            SECRET_KEY: 'x'.repeat(32),
          };
          const seed = (...args: readonly string[]) =>
            python.run('python', ['-m', SEEDS[id] ?? 'tests.seed', ...args], env);
          if (layoutOf(id).hasMigrations) python.alembic(['upgrade head'], env);
          seed('2');
          python.run('python', ['-c', CLOSE_CIRCLE]);
          expect(seed('3', '--replace')).toMatch(/^3 rows of each feature/m);
        }, 60_000);
      },
      { words: OF_FEATURES, moreThan: 150, turn: 2 },
    );
  }
});
