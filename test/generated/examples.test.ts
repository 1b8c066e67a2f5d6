/** The data models of `examples/`, in every layout, against the databases that they were taken from. */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { ARCHITECTURES } from '../../generators/app/architectures.js';
import { subcommandOf } from '../../shared/feature/notation.js';
import { type Difference, explainedDifferences, OF_ALL } from './differences.js';
import { generateOrThrow, PythonProject, temporaryFolder } from './python-project.js';
import { describeWithPython, PYTHON } from './with-python.js';

/** The examples that are databases, each as its heading in the README and its file. */
const DATABASES = [['Chinook', 'chinook']] as const;

/** What makes the tables where no migrations do. */
const CREATE_ALL =
  'import app.main; from app.core.db import Base, engine; Base.metadata.create_all(engine)';

const explained = explainedDifferences();
const found = new Set<Difference>();

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

describeWithPython.each(DATABASES)('%s', (heading, name) => {
  const rows = explained.filter(({ example }) => example === heading || example === OF_ALL);
  const original = factsIn(
    readFileSync(join(import.meta.dirname, 'examples', `${name}.txt`), 'utf8'),
  );

  test.each(ARCHITECTURES.map((architecture) => [architecture.id, architecture] as const))(
    'has in %s the tables of the original, but for what is explained',
    (id, architecture) => {
      const folder = temporaryFolder();
      folders.push(folder);
      const spec = join(import.meta.dirname, '..', '..', 'examples', `${name}.yaml`);
      generateOrThrow(folder, ...subcommandOf(architecture).split(' '), '--spec', spec);

      const emitted = factsIn(tablesOf(folder, id));
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
    },
    300_000,
  );
});

describe('what the README explains', () => {
  test.each(explained.map((row) => [row.example, row.written, row] as const))(
    '%s: %s is found',
    (_example, _written, row) => {
      expect(found).toContain(row);
    },
  );
});

/** Returns what the database of a project says of its tables, once it is migrated. */
function tablesOf(folder: string, architecture: string): string {
  const isBelow = ['onion', 'package-per-feature'].includes(architecture);
  const project = new PythonProject(isBelow ? join(folder, 'backend') : folder, PYTHON);
  const file = join(folder, 'example.db');
  const driver = architecture.startsWith('layered') ? 'sqlite+aiosqlite' : 'sqlite';
  const env = { DATABASE_URL: `${driver}:///${file}` };
  if (architecture === 'package-per-feature') project.run('python', ['-c', CREATE_ALL], env);
  else project.alembic(['upgrade head'], env);
  const script = join(import.meta.dirname, 'read_schema.py');
  return project.run('python', [script, `sqlite:///${file}`]);
}

function factsIn(text: string): ReadonlySet<string> {
  return new Set(text.split('\n').filter((line) => line.trim() !== ''));
}
