/** One spec file for every architecture: emitted in one run, and checked like all emitted code. */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { ARCHITECTURES } from '../../generators/app/architectures.js';
import { parseSpecDocument } from '../../shared/feature/schema.js';
import { takeSteps } from './next-steps.js';
import {
  type Driver,
  dropPostgres,
  filesBelow,
  generate,
  PythonProject,
  requirePostgres,
  temporaryFolder,
} from './python-project.js';
import { describeWithPython, PYTHON } from './with-python.js';

const SPEC = join(import.meta.dirname, 'shop.yaml');
/** The folder in which the projects of an architecture run, and their driver for PostgreSQL. */
const PROJECTS: Readonly<
  Record<string, readonly [backend: string, driver: Driver, isMigrated: boolean]>
> = {
  onion: ['backend', 'psycopg', true],
  'layered-service': ['', 'asyncpg', true],
  'layered-direct': ['', 'asyncpg', true],
  'package-per-feature': ['backend', 'psycopg', false],
  'domain-routes': ['', 'psycopg', true],
};

describeWithPython.each(
  ARCHITECTURES.map((architecture) => [architecture.id, architecture] as const),
)('ten features of a spec file in %s', (id, { generator, style }) => {
  const folder = temporaryFolder();
  const [backend = '', driver = 'psycopg', isMigrated] = PROJECTS[id] ?? [];
  const root = join(folder, backend);
  const choice = style === undefined ? [] : ['--style', style];
  afterAll(() => rmSync(folder, { recursive: true }));

  test('are emitted in one run, and its next steps lead to a running API', async () => {
    const { status, stderr, stdout } = generate(
      folder,
      generator,
      '--spec',
      SPEC,
      '--json',
      ...choice,
    );
    expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
    const { features, nextSteps } = JSON.parse(stdout);
    expect(features).toHaveLength(10);
    const api = await takeSteps(nextSteps, {
      cwd: folder,
      pyproject: join(root, 'pyproject.toml'),
      python: PYTHON,
    });
    const answer = await fetch(`${api.url}/openapi.json`);
    const { paths } = (await answer.json()) as { readonly paths: object };
    api.stop();
    const collections = ['/products', '/order-items', '/warehouses', '/stock-levels', '/labels'];
    for (const path of collections) {
      expect(Object.keys(paths).map((each) => each.replace(/\/$/, ''))).toContainEqual(
        expect.stringMatching(new RegExp(`${path}$`)),
      );
    }
    const served = Object.entries(paths)
      .filter(([path]) => /\/products\b/.test(path))
      .flatMap(([path, methods]) =>
        Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
      )
      .map((request) => request.replace('{product_id}', '{id}'));
    const page = readFileSync(join(folder, 'docs/features/product.md'), 'utf8');
    const described = [...page.matchAll(/^\| `([A-Z]+ \/\S+)`/gm)].map(([, request]) => request);
    expect(described.sort()).toEqual(served.sort());
    rmSync(join(root, '.venv'), { recursive: true });
  }, 300_000);

  test('pass every tool', () => {
    const project = new PythonProject(root, PYTHON);
    project.run('ruff', ['check']);
    project.run('ruff', ['format', '--check']);
    expect(project.run('mypy', [])).toMatch(/Success: no issues found/);
    expect(project.run('lint-imports', [])).toMatch(/ 0 broken/);
  }, 300_000);

  test('pass their tests on PostgreSQL, and their migrations go up and down', () => {
    const project = new PythonProject(root, PYTHON);
    const postgres = requirePostgres(project, driver);
    if (postgres === undefined) return;
    try {
      const output = project.run('pytest', ['-q'], { TEST_DATABASE_URL: postgres });
      expect(output).toMatch(/\d+ passed in/);
      expect(output).not.toMatch(/\d+ (skipped|warnings?)\b/);
      if (!isMigrated) return;
      const env = { DATABASE_URL: postgres };
      for (const step of ['upgrade head', 'check', 'downgrade base', 'upgrade head']) {
        project.run('alembic', step.split(' '), env);
      }
    } finally {
      dropPostgres(project, postgres, driver);
    }
  }, 300_000);

  test('change nothing in a second run, and are what --print-spec prints', () => {
    const before = filesBelow(folder);
    expect(generate(folder, '--spec', SPEC).stderr).toMatch(/nothing was written/);
    expect(filesBelow(folder)).toEqual(before);
    const { stdout } = generate(folder, '--print-spec');
    const conventions = ARCHITECTURES.find((each) => each.id === id);
    const written = parseSpecDocument(parse(stdout), conventions);
    expect(written.architecture).toBe(id);
    expect(new Set(written.features)).toEqual(
      new Set(parseSpecDocument(parse(readFileSync(SPEC, 'utf8')), conventions).features),
    );
  });
});
