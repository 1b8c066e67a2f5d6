/** A spec file of `examples/`, emitted in a layout, with a database that has its tables. */
import { join } from 'node:path';
import { layoutOf } from './layouts.js';
import { generateOrThrow, PythonProject } from './python-project.js';
import { PYTHON } from './with-python.js';

/** What makes the tables where no migrations do. */
const CREATE_ALL =
  'import app.main; from app.core.db import Base, engine; Base.metadata.create_all(engine)';

const SCRIPTS = import.meta.dirname;

/** An emitted example. */
export class ExampleProject {
  readonly #project: PythonProject;
  /** The id of its architecture. */
  readonly #id: string;
  /** The file of its database. */
  readonly #database: string;
  /** What it runs with. */
  readonly #env: Record<string, string>;

  /**
   * Emits it and makes its tables.
   *
   * @param folder an empty folder.
   * @param name the spec file without its ending: `chinook`.
   * @param id the id of its architecture.
   */
  constructor(folder: string, name: string, id: string) {
    const { backend, command, driver, hasMigrations } = layoutOf(id);
    const spec = join(SCRIPTS, '..', '..', 'examples', `${name}.yaml`);
    generateOrThrow(folder, ...command, '--spec', spec);
    const dialect = driver === 'asyncpg' ? 'sqlite+aiosqlite' : 'sqlite';
    this.#project = new PythonProject(join(folder, backend), PYTHON);
    this.#id = id;
    this.#database = join(folder, 'example.db');
    this.#env = { DATABASE_URL: `${dialect}:///${this.#database}` };
    if (hasMigrations) this.#project.alembic(['upgrade head'], this.#env);
    else this.#project.run('python', ['-c', CREATE_ALL], this.#env);
  }

  /** Returns what its database says of its tables, a fact a line. */
  readTables(): string {
    return this.#project.run('python', [
      join(SCRIPTS, 'read_schema.py'),
      `sqlite:///${this.#database}`,
    ]);
  }

  /** Fills its database, as its README says, and returns what is printed. */
  seed(...args: readonly string[]): string {
    const tests = this.#id === 'package-per-feature' ? 'app.core.tests' : 'tests';
    return this.#project.run('python', ['-m', `${tests}.seed`, ...args], this.#env);
  }

  /** Has a script use its API, and returns what it prints. */
  drive(script: string): string {
    const application = this.#id === 'onion' ? 'app.presentation.main' : 'app.main';
    const module = this.#id === 'domain-routes' ? 'main' : application;
    const env = { ...this.#env, PYTHONPATH: this.#project.root };
    return this.#project.run('python', [join(SCRIPTS, script), module, this.#database], env);
  }
}
