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

    test('are emitted in one run, and what it says comes next leads to a running API', async () => {
      const command = [...subcommandOf(architecture).split(' '), '--spec', SPEC, '--json'];
      const { status, stderr, stdout } = generate(folder, ...command);
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

    test('are clean for every tool', () => {
      const project = new PythonProject(root, PYTHON);
      project.run('ruff', ['check']);
      project.run('ruff', ['format', '--check']);
      expect(project.mypy()).toMatch(/Success: no issues found/);
      expect(project.run('lint-imports', [])).toMatch(/ 0 broken/);
    }, 300_000);

    test('pass their tests on PostgreSQL, and their migrations lead there and back', () => {
      const project = new PythonProject(root, PYTHON);
      const postgres = requirePostgres(project, driver);
      if (postgres === undefined) return;
      try {
        const output = project.run('pytest', ['-q'], { TEST_DATABASE_URL: postgres });
        expect(output).toMatch(/\d+ passed in/);
        expect(output).not.toMatch(/\d+ (skipped|warnings?)\b/);
        if (!isMigrated) return;
        const steps = ['upgrade head', 'check', 'downgrade base', 'upgrade head'];
        project.alembic(steps, { DATABASE_URL: postgres, SECRET_KEY: 'x'.repeat(32) });
      } finally {
        dropPostgres(project, postgres, driver);
      }
    }, 300_000);

    test('again change nothing, and are what --print-spec gives', () => {
      const before = filesBelow(folder);
      expect(generate(folder, '--spec', SPEC).stderr).toMatch(/nothing was written/);
      expect(filesBelow(folder)).toEqual(before);
      const { stdout } = generate(folder, '--print-spec');
      const written = parseSpecDocument(parse(stdout), architecture);
      expect(written.architecture).toBe(architecture.id);
      expect(new Set(written.features)).toEqual(
        new Set(parseSpecDocument(parse(readFileSync(SPEC, 'utf8')), architecture).features),
      );
    });

    test('come with an AGENTS.md whose commands work as they are written', () => {
      const { bin } = new PythonProject(root, PYTHON);
      symlinkSync(join(bin, '..'), join(root, '.venv'));
      const guide = readFileSync(join(folder, 'AGENTS.md'), 'utf8');
      const outcomes = typeCommands(commandsIn(guide), { cwd: folder });
      expect(outcomes.map(({ command }) => command)).toEqual(
        expect.arrayContaining([
          expect.stringMatching(/^fastapi-feature invoice .* --dry-run --json$/),
          '.venv/bin/pytest',
        ]),
      );
      expect(outcomes.filter(({ status }) => status !== 0)).toEqual([]);
    }, 600_000);
  });
}
