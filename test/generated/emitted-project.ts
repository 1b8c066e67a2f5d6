/**
 * What the generator promises about the Python it writes, in any architecture: emitted, and run.
 */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ARCHITECTURES } from '../../generators/app/architectures.js';
import { readPackages } from '../../scripts/python.js';
import { subcommandOf } from '../../shared/feature/notation.js';
import type { Architecture } from '../../shared/plan/architecture.js';
import { keepRunner } from '../kept-runner.js';
import { FEATURES } from './features.js';
import {
  type Driver,
  dropPostgres,
  EMITTED_PACKAGES,
  filesBelow,
  generateOrThrow,
  PythonProject,
  requirePostgres,
  temporaryFolder,
} from './python-project.js';
import { describeSpecFile } from './spec-file.js';
import { describeWithPython, PYTHON } from './with-python.js';

/** The folder with what tries the descriptions of applications. */
const DESCRIPTION = join(import.meta.dirname, 'description');

/** What compares the rules of a database with those of the models. */
const COMPARE_RULES = join(import.meta.dirname, 'compare_rules.py');

/** How many random cases each operation is tried with: few, unless one asks for more. */
const { DESCRIPTION_CASES = '3' } = process.env;

/** The paths that are tried: every kind of field, references, accounts and what others report. */
const TRIED = '/(every-things|order-items|users|auth|payments)';

/** How the projects of an architecture differ from others. */
export interface Emitted {
  /** Its id. */
  readonly architecture: string;
  /**
   * The folder in which Python runs, relative to the root of the project: `backend`, or empty for
   * the root itself.
   */
  readonly backend: string;
  /** The module of the application: `app.main`. */
  readonly application: string;
  /** SQLAlchemy's driver for PostgreSQL. */
  readonly driver: Driver;
  /**
   * What the paths of features begin with, how those of collections end, and what an id is called
   * in the others.
   */
  readonly urls: { readonly prefix: string; readonly collection: string; readonly id?: string };
  /** The features, if they are not {@link FEATURES}. */
  readonly features?: readonly (readonly string[])[];
  /** The number of contracts that import-linter checks, and an import that breaks one. */
  readonly layers: { readonly contracts: number; readonly file: string; readonly imports: string };
  /** The file of the model Tag, if there are migrations. Appended lines go into its last class. */
  readonly models?: string;
  /** The method of updates. */
  readonly update: 'patch' | 'put';
  /** The files that one more feature changes, sorted. */
  readonly registrations: readonly string[];
  /** The minimum number of tests in a project with {@link FEATURES}. */
  readonly tests: number;
}

/** A project with {@link FEATURES}, for the architecture's own tests. */
export interface EmittedProject {
  readonly folder: string;
  readonly python: PythonProject;
}

/**
 * Emits a project with {@link FEATURES} and checks everything that every project has to fulfil.
 *
 * @param more the architecture's own tests; the project exists when they run.
 */
export function describeEmittedProject(
  emitted: Emitted,
  more: (project: () => EmittedProject) => void = () => {},
): void {
  const { features = FEATURES } = emitted;
  const architecture = ARCHITECTURES.find(({ id }) => id === emitted.architecture) as Architecture;
  const command = subcommandOf(architecture).split(' ');
  const { runOrThrow } = keepRunner();

  describeWithPython(emitted.architecture, () => {
    const folder = temporaryFolder();
    const backend = join(folder, emitted.backend);
    let project: PythonProject;
    let postgres: string | undefined;

    beforeAll(async () => {
      const [first = [], ...others] = features;
      generateOrThrow(folder, ...command, ...first);
      for (const feature of others) await runOrThrow(folder, ...command, ...feature);
      project = new PythonProject(backend, PYTHON);
      postgres = requirePostgres(project, emitted.driver);
    }, 600_000);

    afterAll(() => {
      if (postgres !== undefined) dropPostgres(project, postgres, emitted.driver);
      rmSync(folder, { recursive: true });
    });

    // That it names all it needs shows where its next steps are taken, in an environment of its own.
    test('names no package but those that it is run with', () => {
      const { packages } = readPackages(PYTHON, join(backend, 'pyproject.toml'));
      expect(readPackages(PYTHON, EMITTED_PACKAGES).packages).toEqual(
        expect.arrayContaining(packages),
      );
    });

    test('passes ruff', () => {
      project.run('ruff', ['check']);
      expect(project.run('ruff', ['format', '--check'])).toMatch(/already formatted/);
    });

    test('passes mypy --strict', () => {
      expect(project.mypy()).toMatch(/Success: no issues found in \d+ source files/);
    }, 300_000);

    test('keeps its dependency rule, and detects a violation', () => {
      const { contracts, file, imports } = emitted.layers;
      expect(project.run('lint-imports', [])).toMatch(`${contracts} kept, 0 broken`);
      const path = join(backend, file);
      const source = readFileSync(path, 'utf8');
      writeFileSync(path, `import ${imports}\n${source}`);
      expect(() => project.run('lint-imports', [])).toThrow(imports);
      writeFileSync(path, source);
    });

    // Those that keep answers in Redis do without it here, and have it on PostgreSQL and where next steps are taken.
    test('passes its own tests on SQLite and without Redis, with nothing skipped', () => {
      const env = { TEST_REDIS_URL: 'redis://127.0.0.1:1' };
      const output = project.run('python', ['-W', 'error', '-m', 'pytest', '-q'], env);
      const [, passed] = /(\d+) passed in/.exec(output) ?? [];
      expect(Number(passed)).toBeGreaterThan(emitted.tests);
      expect(output).not.toMatch(/\d+ (skipped|xfailed|xpassed|deselected|warnings?)\b/);
    }, 300_000);

    test('passes its own tests on PostgreSQL', () => {
      if (postgres === undefined) return;
      const env = { TEST_DATABASE_URL: postgres };
      const output = project.run('pytest', ['-q'], env);
      expect(output).toMatch(/\d+ passed in/);
      expect(output).not.toMatch(/\d+ (skipped|warnings?)\b/);
    }, 300_000);

    if (emitted.models !== undefined)
      describeMigrations(
        () => project,
        () => postgres,
        emitted,
        emitted.models,
      );

    test('serves the slices that were asked for', () => {
      const { prefix, collection } = emitted.urls;
      const id = (feature: string) => emitted.urls.id ?? `{${feature}_id}`;
      const { update } = emitted;
      const paths = readPaths(project, emitted.application);
      expect(paths).toMatchObject({
        [`${prefix}/order-items${collection}`]: ['get', 'post'],
        [`${prefix}/order-items/${id('order_item')}`]: ['delete', 'get', update].sort(),
        [`${prefix}/people${collection}`]: ['get'],
        [`${prefix}/people/${id('person')}`]: ['get'],
        [`${prefix}/news${collection}`]: ['get', 'post'],
        [`${prefix}/settings/${id('setting')}`]: ['get', update],
        [`${prefix}/leaflets/${id('leaflet')}`]: ['delete'],
      });
      expect(paths).not.toHaveProperty([`${prefix}/settings${collection}`]);
    });

    test('answers as its description says', () => {
      const { bin } = new PythonProject(backend, PYTHON, join(DESCRIPTION, 'pyproject.toml'));
      const database = emitted.driver === 'asyncpg' ? 'sqlite+aiosqlite' : 'sqlite';
      const tried = [
        emitted.application,
        database,
        join(bin, 'schemathesis'),
        DESCRIPTION_CASES,
        TRIED,
      ];
      const output = project.run('python', [join(DESCRIPTION, 'try_application.py'), ...tried]);
      const cases = [...output.matchAll(/(\d+) generated/g)].map(([, count]) => Number(count));
      expect(cases).toHaveLength(2);
      for (const count of cases) expect(count).toBeGreaterThan(30);
      console.log(
        `${emitted.architecture}: ${cases.join(' and ')} cases, as a user and as an admin`,
      );
    }, 1_800_000);

    more(() => ({ folder, python: project }));

    test('is not changed by a second run', async () => {
      const before = filesBelow(folder);
      for (const feature of features) await runOrThrow(folder, ...command, ...feature);
      expect(filesBelow(folder)).toEqual(before);
    }, 120_000);

    test('one more feature changes only registration lines and adds only its own paths', () => {
      const before = filesBelow(folder);
      const pathsBefore = readPaths(project, emitted.application);
      generateOrThrow(folder, ...command, 'warehouse', 'city:str');
      const after = filesBelow(folder);
      const changed = [...before]
        .filter(([path, text]) => after.get(path) !== text)
        .map(([path]) => path);
      expect(changed.sort()).toEqual(['.yo-rc.json', ...emitted.registrations]);
      for (const path of changed) {
        const added = linesAdded(before.get(path) ?? '', after.get(path) ?? '');
        expect(added.length).toBeGreaterThan(0);
        // A model in a shared file is more than its registration, and so is what is remembered.
        if (path === emitted.models || path === '.yo-rc.json') continue;
        expect(
          added.filter((line) => !/warehouse|^\)$|^from app\.api\.v1.* import \($/i.test(line)),
        ).toEqual([]);
      }
      const pathsAfter = readPaths(project, emitted.application);
      expect(pathsAfter).toMatchObject(pathsBefore);
      const gained = Object.keys(pathsAfter).filter((path) => !(path in pathsBefore));
      expect(gained.length).toBeGreaterThan(0);
      for (const path of gained) expect(path).toMatch(`${emitted.urls.prefix}/warehouses`);
    });
  });

  const isMigrated = emitted.models !== undefined;
  describeSpecFile(architecture, { backend: emitted.backend, driver: emitted.driver, isMigrated });
}

/** Migrations go up and down and agree with the models, and Alembic can add more of them. */
function describeMigrations(
  project: () => PythonProject,
  postgres: () => string | undefined,
  { application, driver }: Emitted,
  models: string,
): void {
  test.each(['SQLite', 'PostgreSQL'])(
    'migrates up and down on %s without drift',
    (kind) => {
      const url = postgres();
      if (kind === 'PostgreSQL' && url === undefined) return;
      const env: Record<string, string> =
        kind === 'SQLite' ? {} : { DATABASE_URL: url as string, SECRET_KEY: 'x'.repeat(32) };
      const there = ['upgrade head', 'check'];
      const output = project().alembic(
        [...there, 'downgrade base', ...there, 'heads', 'downgrade base'],
        env,
      );
      expect(output.match(/No new upgrade operations/g)).toHaveLength(2);
      expect(output.match(/^\w+ \(head\)$/gm)).toHaveLength(1);
    },
    300_000,
  );

  test.each(['SQLite', 'PostgreSQL'])(
    'has %s itself hold rows to what the models say',
    (kind) => {
      const folder = temporaryFolder();
      const sqlite = driver === 'asyncpg' ? 'sqlite+aiosqlite' : 'sqlite';
      const url = kind === 'SQLite' ? `${sqlite}:///${join(folder, 'rules.db')}` : postgres();
      if (url === undefined) return;
      const output = project().run('python', [COMPARE_RULES, application, url]);
      rmSync(folder, { recursive: true });
      const [, checked, preset] = /(\d+) checked, (\d+) preset/.exec(output) ?? [];
      expect(Number(checked)).toBeGreaterThan(8);
      expect(Number(preset)).toBeGreaterThan(8);
    },
    120_000,
  );

  test('migrates once where three begin at the same time', async () => {
    const url = postgres();
    if (url === undefined) return;
    const env = { DATABASE_URL: url, SECRET_KEY: 'x'.repeat(32) };
    const replicas = [1, 2, 3].map(() => project().start('alembic', ['upgrade', 'head'], env));
    const printed = await Promise.all(replicas);
    expect(printed.filter((each) => each.includes('Running upgrade'))).toHaveLength(1);
    project().alembic(['downgrade base'], env);
  }, 300_000);

  test('lets Alembic generate a migration for a manual change', () => {
    const { root } = project();
    const model = join(root, models);
    const source = readFileSync(model, 'utf8');
    writeFileSync(model, `${source}    weight: Mapped[int | None] = mapped_column()\n`);
    const write = 'revision --autogenerate --rev-id abcabcabcabc -m weight';
    const output = project().alembic([
      'upgrade head',
      write,
      'upgrade head',
      'check',
      'downgrade -1',
    ]);
    expect(output).toMatch(/No new upgrade operations/);
    project().run('ruff', ['check', 'alembic']);
    project().run('ruff', ['format', '--check', 'alembic']);
    writeFileSync(model, source);
    rmSync(join(root, 'alembic/versions/abcabcabcabc_weight.py'));
  }, 120_000);
}

/** Returns the methods of each path that an application serves. */
export function readPaths(project: PythonProject, application: string): Record<string, string[]> {
  const script = `import json; from ${application} import app; print(json.dumps({p: sorted(o) for p, o in app.openapi()["paths"].items()}))`;
  return JSON.parse(project.output('python', ['-c', script]));
}

/**
 * Returns the lines that `after` has and `before` has not. All lines of `before` must still be
 * there, in order.
 */
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
