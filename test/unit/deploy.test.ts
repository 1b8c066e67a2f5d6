/** What `--with deploy` gives a project, in each architecture. */
import { describe, expect, test } from '@jest/globals';
import { parseAllDocuments } from 'yaml';
import { ARCHITECTURES } from '../../generators/app/architectures.js';
import { onion } from '../../generators/onion/architecture.js';
import { RefusalError } from '../../shared/errors.js';
import { featureFromArguments } from '../../shared/feature/spec.js';
import type { Architecture } from '../../shared/plan/architecture.js';
import { planRequest } from '../../shared/plan/request.js';
import { Workspace } from '../../shared/project/workspace.js';

/** Returns the texts of a new project with these items. */
function emit(architecture: Architecture, items: readonly string[], before: object = {}) {
  const workspace = new Workspace('/dev/null/shop');
  for (const [path, text] of Object.entries(before)) {
    workspace.edit(path, text as string, { layer: '', why: '' });
  }
  const features = items.length > 0 ? [] : [featureFromArguments('product', ['name'])];
  const { files } = planRequest({ architecture, features, choices: {}, items }, workspace);
  return new Map(files.map(({ path, after }) => [path, after]));
}

const inYaml = (text = '') =>
  parseAllDocuments(text, { merge: true }).map((each) => {
    expect(each.errors).toEqual([]);
    return each.toJS({ maxAliasCount: -1 });
  });

describe.each(ARCHITECTURES.map((each) => [each.id, each] as const))('%s', (id, architecture) => {
  const files = emit(architecture, ['deploy']);
  const backend = files.has('pyproject.toml') ? '' : 'backend/';
  const text = (path: string) => files.get(path) ?? '';

  test('has an image of one exact version, pinned in one line, run by nobody in particular', () => {
    const lines = text(`${backend}Dockerfile`).split('\n');
    const [argument, ...images] = lines.filter((line) => /^(ARG|FROM) /.test(line));
    expect(argument).toMatch(/^ARG PYTHON_IMAGE=python:3\.\d+\.\d+-slim-bookworm$/);
    expect(images).toEqual(['FROM $PYTHON_IMAGE AS build', 'FROM $PYTHON_IMAGE']);
    const pin = `docker buildx imagetools inspect ${argument?.split('=')[1]} --format '`;
    for (const path of [`${backend}Dockerfile`, 'docs/production.md'])
      expect(text(path)).toContain(pin);
    expect(lines).toContain('USER 10001');
    expect(text(`${backend}.dockerignore`).split('\n')[0]).toBe('*');
  });

  test('has everything in the image that the application consists of', () => {
    const image = text(`${backend}Dockerfile`);
    const copied = [...image.matchAll(/^COPY ([\w.]+) \.\//gm)].map(([, path]) => path as string);
    const needed = [...files.keys()].filter(
      (path) =>
        path.startsWith(backend) &&
        /(\.py|\.ini|\.mako)$/.test(path) &&
        !/(^|\/)(tests|conftest\.py)/.test(path),
    );
    const isThere = (path: string) =>
      copied.some((each) => path === backend + each || path.startsWith(`${backend}${each}/`));
    expect(needed.filter((path) => !isThere(path))).toEqual([]);
    const allowed = text(`${backend}.dockerignore`).split('\n');
    for (const path of copied) expect(allowed).toContain(`!${path}`);
  });

  test('is migrated once, and served when it is ready, by nobody who may do anything else', () => {
    const [compose] = inYaml(text(`${backend}docker-compose.yml`));
    const { api, database, migrate } = compose.services;
    expect(api.depends_on.migrate.condition).toBe('service_completed_successfully');
    expect(migrate.depends_on.database.condition).toBe('service_healthy');
    expect(database.healthcheck.test).toMatch(/^pg_isready/);
    expect(api.healthcheck.test.at(-1)).toContain('/health/ready');
    for (const service of [api, migrate]) {
      expect(service).toMatchObject({ read_only: true, cap_drop: ['ALL'], tmpfs: ['/tmp'] });
    }
    const urls = [...text(`${backend}docker-compose.yml`).matchAll(/image: (.*)/g)];
    for (const [, image] of urls) expect(image).toMatch(/^(shop|\w+:\d+\.\d+[\w.-]*)$/);
    expect('REDIS_URL' in api.environment).toBe(id === 'layered-direct');
  });

  test('has a manifest with both probes and no privileges', () => {
    const [deployment, service] = inYaml(text(`${backend}deploy/kubernetes.yaml`));
    const { containers, initContainers } = deployment.spec.template.spec;
    expect(containers[0].livenessProbe.httpGet.path).toBe('/health');
    expect(containers[0].readinessProbe.httpGet.path).toBe('/health/ready');
    for (const { securityContext } of [...containers, ...initContainers]) {
      expect(securityContext.readOnlyRootFilesystem).toBe(true);
    }
    expect(service.spec.selector).toEqual(deployment.spec.template.metadata.labels);
  });

  test('is checked on GitHub by all that its own guide names', () => {
    const [workflow] = inYaml(text('.github/workflows/ci.yml'));
    const { defaults, services, steps } = workflow.jobs.check;
    const commands = steps.flatMap(({ run = '' }) => run.trim().split('\n'));
    expect(commands).toEqual(
      expect.arrayContaining([
        'ruff check',
        'ruff format --check',
        'mypy',
        'lint-imports',
        'pytest',
      ]),
    );
    expect(commands.includes('alembic check')).toBe(files.has(`${backend}alembic.ini`));
    expect(services.database.image).toMatch(/^postgres:\d/);
    expect(defaults?.run['working-directory'] ?? '').toBe(backend.replace('/', ''));
    const [hooks] = inYaml(text('.pre-commit-config.yaml'));
    expect(hooks.repos[0].hooks).toHaveLength(3);
  });

  test('says how to put it into production, each point with a command', () => {
    const page = text('docs/production.md');
    const sections = page.split(/^## /m).slice(1);
    expect(sections.length).toBeGreaterThan(8);
    for (const section of sections) {
      if (section.startsWith('Rollouts') && !files.has(`${backend}alembic.ini`)) continue;
      expect(section).toMatch(/^```sh\n.+\n/m);
    }
    expect(page).not.toContain('undefined');
  });
});

test('those who do not ask for it have none of it', () => {
  for (const architecture of ARCHITECTURES) {
    const paths = [...emit(architecture, []).keys()];
    expect(paths.filter((path) => /\.github|docs\/production/.test(path))).toEqual([]);
    const isThere = paths.some((path) => path.endsWith('Dockerfile'));
    expect(isThere).toBe(architecture.id === 'layered-direct');
  }
});

test('workers run beside an application that has jobs, whichever of the two comes first', () => {
  const together = emit(onion, ['deploy', 'job']);
  const path = 'backend/docker-compose.yml';
  const compose = together.get(path) ?? '';
  const [{ services }] = inYaml(compose);
  expect(Object.keys(services)).toEqual(['migrate', 'api', 'worker', 'broker', 'database']);
  expect(services.worker.environment).toEqual(services.api.environment);
  expect(services.api.environment.JOB_BROKER_URL).toBe('redis://broker:6379/0');
  const before = Object.fromEntries(emit(onion, ['deploy']));
  expect(before[path]).not.toContain('worker');
  expect(emit(onion, ['job'], before).get(path)).toBe(compose);
});

test('a compose file that people have changed too much is left to them', () => {
  const before = Object.fromEntries(emit(onion, ['deploy']));
  const changed = { ...before, 'backend/docker-compose.yml': 'services: {}\n' };
  const refused = expect(() => emit(onion, ['job'], changed));
  refused.toThrow(RefusalError);
  refused.toThrow(/docker-compose\.yml cannot be edited safely.*JOB_BROKER_URL/s);
});
