/** The data models of `examples/`: held against the databases that they were taken from, and used over HTTP. */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { ARCHITECTURES } from '../../generators/app/architectures.js';
import { type Difference, explainedDifferences, OF_ALL } from './differences.js';
import { ExampleProject } from './example-project.js';
import { temporaryFolder } from './python-project.js';
import { describeWithPython } from './with-python.js';

/** The examples that are databases, each as its heading in the README, its file, and the layouts that it is for. */
const DATABASES = [
  ['Chinook', 'chinook', ARCHITECTURES],
  // In routes by domain every row is identified by a UUID, and has its times.
  ['Northwind', 'northwind', ARCHITECTURES.filter(({ models }) => models.owner === undefined)],
] as const;

/** The examples that are applications, each with what uses it. */
const APPLICATIONS = [
  ['blog', 'drive_blog.py'],
  ['shop', 'drive_shop.py'],
] as const;

/** The layouts that they are for: in the other one, the owner of a row is no field of it. */
const WITH_CALLERS = ARCHITECTURES.filter(({ models }) => models.owner === undefined);

const explained = explainedDifferences();
const found = new Set<Difference>();

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

describeWithPython.each(DATABASES)('%s', (heading, name, architectures) => {
  const rows = explained.filter(({ example }) => example === heading || example === OF_ALL);
  const written = readFileSync(join(import.meta.dirname, 'examples', `${name}.txt`), 'utf8');

  test.each(architectures.map(({ id }) => id))(
    'has in %s the tables of the original, but for what is explained',
    (id) => {
      const project = emit(name, id);
      const emitted = factsIn(project.readTables());
      const original = factsIn(written.replaceAll(/-> (\w+) \(\1_id\)/g, ledToIn(emitted)));
      const differences = [
        ...[...original].filter((fact) => !emitted.has(fact)).map((fact) => `- ${fact}`),
        ...[...emitted].filter((fact) => !original.has(fact)).map((fact) => `+ ${fact}`),
      ];
      const unexplained = differences.filter((line) => {
        const why = rows.find(
          ({ layouts, pattern }) =>
            pattern.test(line) && (layouts.length === 0 || layouts.includes(id)),
        );
        if (why !== undefined) found.add(why);
        return why === undefined;
      });

      expect(unexplained).toEqual([]);
      expect(project.seed('3')).toMatch(/^3 rows of each feature/m);
      expect(project.seed('2', '--replace')).toMatch(/^2 rows of each feature/m);
    },
    300_000,
  );
});

describeWithPython('what the README explains', () => {
  test.each(explained.map((row) => [row.example, row.written, row] as const))(
    '%s: %s is found',
    (_example, _written, row) => {
      expect(found).toContain(row);
    },
  );
});

describeWithPython.each(APPLICATIONS)('%s', (name, script) => {
  test.each(WITH_CALLERS.map(({ id }) => id))(
    'does in %s what two users and an admin ask of it',
    (id) => {
      expect(emit(name, id).drive(script)).toMatch(/^driven$/m);
    },
    300_000,
  );
});

function emit(name: string, id: string): ExampleProject {
  const folder = temporaryFolder();
  folders.push(folder);
  return new ExampleProject(folder, name, id);
}

/** What a foreign key leads to is called `id`, unless the table has the key that the original has. */
function ledToIn(emitted: ReadonlySet<string>): (led: string, table: string) => string {
  return (led, table) => (emitted.has(`${table}: key (${table}_id)`) ? led : `-> ${table} (id)`);
}

function factsIn(text: string): ReadonlySet<string> {
  return new Set(text.split('\n').filter((line) => line.trim() !== ''));
}
