/** One spec file, for every architecture: emitted in one run, and held to everything that emitted code is held to. */
import { readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { subcommandOf } from '../../shared/feature/notation.js';
import { parseSpecDocument } from '../../shared/feature/schema.js';
import type { Architecture } from '../../shared/plan/architecture.js';
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
import { commandsIn, typeCommands } from './written-commands.js';

const SPEC = join(import.meta.dirname, 'shop.yaml');

/**
 * Emits the features of `shop.yaml` and holds them to everything that all projects are held to.
 *
 * @param place where its projects run, and what they reach PostgreSQL with.
 */
export function describeSpecFile(
  architecture: Architecture,
  place: { readonly backend: string; readonly driver: Driver; readonly isMigrated: boolean },
): void {
  const { backend, driver, isMigrated } = place;

  describeWithPython(`ten features of a spec file in ${architecture.id}`, () => {
    const folder = temporaryFolder();
    const root = join(folder, backend);
    afterAll(() => rmSync(folder, { recursive: true }));

    let nextSteps: readonly string[];

    test('are emitted in one run', () => {
      const command = [...subcommandOf(architecture).split(' '), '--spec', SPEC, '--json'];
      const { status, stderr, stdout } = generate(folder, ...command);
      expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
      const said = JSON.parse(stdout);
      expect(said.features).toHaveLength(10);
      nextSteps = said.nextSteps;
    });

    test('say what comes next, which leads to a running API', async () => {
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
    }, 600_000);

    test('again change nothing, and are what --print-spec gives', () => {
      // What the first steps have served may still be closing its database.
      const written = () => [...filesBelow(folder)].filter(([path]) => !path.includes('.db'));
      const before = written();
      expect(generate(folder, '--spec', SPEC).stderr).toMatch(/nothing was written/);
      expect(written()).toEqual(before);
      const { stdout } = generate(folder, '--print-spec');
      const printed = parseSpecDocument(parse(stdout), architecture);
      expect(printed.architecture).toBe(architecture.id);
      expect(new Set(printed.features)).toEqual(
        new Set(parseSpecDocument(parse(readFileSync(SPEC, 'utf8')), architecture).features),
      );
    });

    // The first next steps have run the tests on SQLite.
    test('come with an AGENTS.md whose commands pass as they are written, on PostgreSQL and with good coverage', () => {
      const project = new PythonProject(root, PYTHON);
      symlinkSync(join(project.bin, '..'), join(root, '.venv'));
      const guide = readFileSync(join(folder, 'AGENTS.md'), 'utf8');
      const postgres = requirePostgres(project, driver);
      try {
        const outcomes = typeCommands(commandsIn(guide), {
          cwd: folder,
          settings: {
            MYPY_CACHE_DIR: project.mypyCache,
            PYTEST_ADDOPTS: '--cov',
            ...(postgres !== undefined && { TEST_DATABASE_URL: postgres }),
          },
        });
        expect(outcomes.filter(({ status }) => status !== 0)).toEqual([]);
        expect(outcomes.map(({ command }) => command)).toEqual(
          expect.arrayContaining([
            expect.stringMatching(/^fastapi-feature invoice .* --dry-run --json$/),
            expect.stringMatching(/^fastapi-feature invoice (?!.*--dry-run)/),
          ]),
        );
        const outputOf = (name: string) =>
          outcomes.find(({ command }) => command === name)?.output ?? '';
        const tested = outputOf('.venv/bin/pytest');
        expect(tested).toMatch(/\d+ passed in/);
        expect(tested).not.toMatch(/\d+ (skipped|xfailed|xpassed|deselected|warnings?)\b/);
        const [, covered] = /Total coverage: ([\d.]+)%/.exec(tested) ?? [];
        expect(Number(covered)).toBeGreaterThanOrEqual(95);
        const formatted = '.venv/bin/ruff check && .venv/bin/ruff format --check';
        expect(outputOf(formatted)).toMatch(/already formatted/);
        const checked = outputOf('.venv/bin/mypy && .venv/bin/lint-imports');
        expect(checked).toMatch(/Success: no issues found/);
        expect(checked).toMatch(/ 0 broken/);
        if (postgres === undefined || !isMigrated) return;
        const steps = ['upgrade head', 'check', 'downgrade base', 'upgrade head'];
        project.alembic(steps, { DATABASE_URL: postgres, SECRET_KEY: 'x'.repeat(32) });
      } finally {
        if (postgres !== undefined) dropPostgres(project, postgres, driver);
      }
    }, 600_000);
  });
}
