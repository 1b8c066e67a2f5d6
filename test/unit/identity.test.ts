/** What identifies rows, in each layout and in whatever refers to them. */
import { describe, expect, test } from '@jest/globals';
import { ARCHITECTURES } from '../../generators/app/architectures.js';
import { domainRoutes } from '../../generators/domain-routes/architecture.js';
import { direct } from '../../generators/layered/direct/architecture.js';
import { service } from '../../generators/layered/service/architecture.js';
import { onion } from '../../generators/onion/architecture.js';
import { RefusalError, UsageError } from '../../shared/errors.js';
import { planChange } from '../../shared/evolve/change.js';
import { type FeatureOptions, featureFromArguments } from '../../shared/feature/spec.js';
import type { Architecture } from '../../shared/plan/architecture.js';
import { layOut } from '../../shared/plan/lay-out.js';
import type { Workspace } from '../../shared/project/workspace.js';
import { existingBackend, newProject, plannedFiles } from './planned-files.js';
import { refusal } from './refusal.js';

/** Plans a feature in a project, where its files are from then on, and returns them by their paths. */
function add(
  architecture: Architecture,
  project: Workspace,
  words: readonly string[],
  options: FeatureOptions = {},
): ReadonlyMap<string, string> {
  const files = plannedFiles(architecture, project, words, options);
  return new Map(files.map(({ after, path }) => [path, after]));
}

/** Returns the only file with such a path. */
function only(files: ReadonlyMap<string, string>, path: RegExp): string {
  const found = [...files].filter(([each]) => path.test(each));
  expect(found.map(([each]) => each)).toHaveLength(1);
  return found[0]?.[1] ?? '';
}

const migrationOf = (files: ReadonlyMap<string, string>, plural: string) =>
  only(files, new RegExp(`_create_${plural}\\.py$`))
    .replaceAll(/\s+/g, '')
    .replaceAll(',)', ')');

const WITH_MIGRATIONS = ARCHITECTURES.filter(({ id }) => id !== 'package-per-feature');
const OF_NUMBERS = WITH_MIGRATIONS.filter((each) => each !== domainRoutes);
const named = (all: readonly Architecture[]) => all.map((each) => [each.id, each] as const);

describe.each(named(OF_NUMBERS))('%s', (_, architecture) => {
  test.each([
    ['int', 'sa.Integer()'],
    ['bigint', 'sa.BigInteger().with_variant(sa.Integer(),"sqlite")'],
    ['uuid', 'sa.Uuid()'],
  ])('rows with ids of type %s, and what refers to them now and later', (id, type) => {
    const project = newProject();
    const own = add(architecture, project, ['product', 'name', 'next:ref=Product:optional'], {
      id,
    });
    const migration = migrationOf(own, 'products');
    expect(migration).toContain(`sa.Column("id",${type},primary_key=True)`);
    expect(migration).toContain(`"next_id",${type},`);
    // Read from the model, which stands by now.
    const others = add(architecture, project, [
      'review',
      'product:ref=Product',
      'others:refs=Product',
    ]);
    const referring = migrationOf(others, 'reviews');
    expect(referring).toContain('sa.Column("id",sa.Integer(),primary_key=True)');
    expect(referring).toContain('"review_id",sa.Integer(),');
    for (const column of ['product_id', 'other_id']) {
      expect(referring).toContain(`"${column}",${type},`);
    }
  });

  test('only who asks for UUIDs has what makes them', () => {
    const project = newProject();
    const makes = (files: ReadonlyMap<string, string>) =>
      [...files].filter(([, text]) => /uuid[_-]utils|uuid7/.test(text)).map(([path]) => path);
    expect(makes(add(architecture, project, ['tag', 'name']))).toEqual([]);
    const first = makes(add(architecture, project, ['product', 'name'], { id: 'uuid' }));
    expect(first).toContainEqual(expect.stringMatching(/\buuids\.py$/));
    expect(first).toContainEqual(expect.stringMatching(/\bpyproject\.toml$/));
    const next = makes(add(architecture, project, ['order', 'name'], { id: 'uuid' }));
    expect(next).not.toContainEqual(expect.stringMatching(/\buuids\.py$/));
  });
});

test('what is no type of ids is refused', () => {
  const saying = (id: string) => refusal(() => featureFromArguments('product', ['name'], { id }));
  expect(saying('bigin')).toBe(
    '--id: "bigin" is no type of ids. Did you mean "bigint"? Allowed: int, bigint, uuid.',
  );
  expect(saying('')).toMatch(/^--id: "" is no type of ids\. Allowed/);
});

test('where the document has UUIDs, numbers are refused', () => {
  const adding = (id: string) => () => add(domainRoutes, newProject(), ['product', 'name'], { id });
  expect(adding('bigint')).toThrow(UsageError);
  expect(adding('int')).toThrow(/^--id int: here, every row is identified by a UUID.*Leave it out/);
  expect([...adding('uuid')().values()].join()).toBe(
    [...add(domainRoutes, newProject(), ['product', 'name']).values()].join(),
  );
});

test('in an existing backend, ids are those of the neighbours', () => {
  const adding = (id: string) => () =>
    add(direct, existingBackend('layers-async'), ['parcel', 'name'], { id });
  expect(adding('uuid')).toThrow(RefusalError);
  expect(adding('uuid')).toThrow(
    /^--id uuid: the ids of this backend are int.*Leave the option out/,
  );
  expect(adding('int')).not.toThrow();
});

test.each([
  [service, 'app/models/activity_log.py', 'Mapped[str]', 'Mapped[int]'],
  [onion, 'backend/app/infrastructure/database/reading.py', 'row_id: Any', 'row_id: int'],
] as const)(
  'a project of an earlier version is upgraded first',
  (architecture, path, now, then) => {
    const project = newProject();
    add(architecture, project, ['tag', 'name']);
    const text = project.read(path) ?? '';
    expect(text).toContain(now);
    project.write(path, text.replaceAll(now, then), { layer: '', why: '' });
    const adding = () => add(architecture, project, ['product', 'name'], { id: 'uuid' });
    expect(adding).toThrow(RefusalError);
    expect(adding).toThrow(/^--id uuid: .*Run `fastapi-feature upgrade` first/);
  },
);

test('the ids of a feature that stands stay as they are', () => {
  const project = newProject();
  const saying = (options: FeatureOptions) =>
    featureFromArguments('product', ['name'], options, direct);
  add(direct, project, ['product', 'name'], { id: 'uuid' });
  const changing = (options: FeatureOptions) => () =>
    planChange({
      workspace: project,
      layOut: (each) => layOut(direct, each),
      spec: saying({ id: 'uuid' }),
      next: saying(options),
      others: [],
      renamed: new Map(),
      architecture: direct.id,
      choices: {},
    });
  expect(changing({ id: 'bigint' })).toThrow(UsageError);
  expect(changing({ id: 'bigint' })).toThrow(
    /^--id bigint: product stands with.*Say --id uuid, or/,
  );
  expect(changing({})).toThrow(/^--id: product stands with ids of another type/);
  expect(changing({ id: 'uuid', read: 'public' })).not.toThrow();
});
