/** Tables that are not called as the plurals of features are, in each layout and in whatever refers to them. */
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { ARCHITECTURES } from '../../generators/app/architectures.js';
import { domainRoutes } from '../../generators/domain-routes/architecture.js';
import { onion } from '../../generators/onion/architecture.js';
import { RefusalError, UsageError } from '../../shared/errors.js';
import { planChange } from '../../shared/evolve/change.js';
import { parseFeature } from '../../shared/feature/schema.js';
import { type FeatureOptions, featureFromArguments } from '../../shared/feature/spec.js';
import type { Architecture } from '../../shared/plan/architecture.js';
import { layOut } from '../../shared/plan/lay-out.js';
import { planRequest } from '../../shared/plan/request.js';
import { Workspace } from '../../shared/project/workspace.js';

const PROJECTS = join(import.meta.dirname, '..', 'projects');
const newProject = () => new Workspace(join(PROJECTS, 'no-such-folder', 'shop'));
const ORDER = parseFeature({
  name: 'order',
  table: 'Order Details',
  fields: { number: 'int:unique' },
});
const REFUND = parseFeature({
  name: 'refund',
  fields: { order: 'ref=Order', orders: 'refs=Order' },
});

/** Plans features in one run, and returns their files in a row. */
function planned(
  architecture: Architecture,
  project: Workspace,
  ...features: (typeof ORDER)[]
): string {
  const request = { architecture, features, choices: {}, agents: false };
  const { files } = planRequest(request, project);
  return files.map(({ after, path }) => `# ${path}\n${after}`).join('\n');
}

describe.each(ARCHITECTURES.map((each) => [each.id, each] as const))('%s', (_, architecture) => {
  const parts = {
    'in one run': (project: Workspace) => planned(architecture, project, ORDER, REFUND),
    'in two runs': (project: Workspace) =>
      planned(architecture, project, ORDER) + planned(architecture, project, REFUND),
  };

  test.each(Object.entries(parts))('only the table has its name, %s', (_, of) => {
    const all = of(newProject());
    expect(all).toContain('__tablename__ = "Order Details"');
    expect(all).toContain('ForeignKey("Order Details.id"');
    expect(all).toMatch(/# \S*\borders?\b/);
    expect(all).toMatch(/["'/]orders\b/);
    expect(all).not.toMatch(/Order Detailss|order[-_]details/);
    expect(all).not.toContain('ForeignKey("orders.id"');
  });
});

test('a table can be called what a plural cannot', () => {
  const plural = () => featureFromArguments('group', ['name'], { plural: 'list' });
  expect(plural).toThrow(UsageError);
  expect(featureFromArguments('group', ['name'], { table: 'list' }).table).toBe('list');
  // What is usual differs from one backend to the next.
  expect(featureFromArguments('group', ['name'], { table: 'groups' }).table).toBe('groups');
  expect(featureFromArguments('group', ['name']).table).toBeUndefined();
});

test.each([
  ['a;b', /^--table "a;b": .*the character ";"\. A name has letters/],
  ['', /^--table "": /],
  ['1st', /does not start with a letter/],
  ['alembic_version', /Alembic uses that name/],
  ['sqlite_x', /SQLite reserves/],
  ['x'.repeat(49), /it has 49 bytes, .* at most 48/],
])('a table cannot be called "%s"', (table, reason) => {
  expect(() => featureFromArguments('group', ['name'], { table })).toThrow(UsageError);
  expect(() => featureFromArguments('group', ['name'], { table })).toThrow(reason);
});

test('the name of a constraint has the table, however long that is', () => {
  const long = 'a_table_of_a_database_that_stands_for_long_ago';
  const feature = (name: string) => () =>
    featureFromArguments('group', [`${name}:str:unique`], { table: long });
  expect(feature('name')).not.toThrow();
  expect(feature('description_of_it')).toThrow(`ix_${long}_description_of_it`);
  expect(feature('description_of_it')).toThrow(/or give the table another name with --table/);
});

test.each([
  ['a unique field', ['name:str:unique:column=Geschäftsführerübergabeprotokoll'], {}],
  [
    'fields that are unique together',
    ['a:str=9', 'b:str=9:column=Übergrößenzuschlagsberechnung'],
    { unique: ['a+b'] },
  ],
])('the name of a constraint is measured in bytes: %s', (_, fields, options) => {
  const feature = (table: string) => () =>
    featureFromArguments('group', fields, { ...options, table });
  expect(feature('Größen')).not.toThrow();
  expect(feature('Größenänderungsanträge')).toThrow(
    /has 6\d bytes; databases allow at most 63.* another name with --table/,
  );
});

describe('an index whose name another table has is refused', () => {
  type Said = readonly [table: string, fields: readonly string[], options?: FeatureOptions];
  const shared = { read: 'user' } as const;
  test.each<[what: string, Architecture, name: string, one: Said, other: Said]>([
    [
      'of a column',
      onion,
      'ix_big_one_x',
      ['big', ['one_x:int:index']],
      ['big_one', ['x:int:index']],
    ],
    [
      'of a table with a space',
      onion,
      'ix_The Big_one_x',
      ['The Big', ['one_x:int:index']],
      ['The Big_one', ['x:int:index']],
    ],
    [
      'of a column with a space',
      onion,
      'uq_big_one_x y',
      ['big', ['x:int:unique:column=one_x y']],
      ['big_one', ['x:int:unique:column=x y']],
    ],
    [
      'of columns that are unique together',
      onion,
      'uq_big_one_x_y',
      ['big', ['one_x', 'y'], { unique: ['one_x+y'] }],
      ['big_one', ['x', 'y'], { unique: ['x+y'] }],
    ],
    [
      'of a list that is filtered',
      domainRoutes,
      'ix_big_one_x',
      ['big', ['one_x:enum=a/b']],
      ['big_one', ['x:enum=a/b']],
    ],
    [
      'of a list in its usual order',
      domainRoutes,
      'ix_big_created_at',
      ['big', ['x'], shared],
      ['big_created', ['at:int:index'], shared],
    ],
    [
      'of what is unique for its owner',
      domainRoutes,
      'uq_big_one_x',
      ['big', ['one_x:str:unique']],
      ['big_one', ['x:str:unique']],
    ],
  ])('%s', (_, architecture, name, one, other) => {
    const feature = (called: string, [table, fields, options]: Said) =>
      featureFromArguments(called, fields, { ...options, table }, architecture);
    for (const [first, second] of [
      [one, other],
      [other, one],
    ] as const) {
      const project = newProject();
      planned(architecture, project, feature('order', first));
      const act = () => planned(architecture, project, feature('item', second));
      expect(act).toThrow(RefusalError);
      expect(act).toThrow(`needs an index called "${name}"`);
    }
  });
});

test('what a feature that stands is found by stays as it is', () => {
  const project = newProject();
  const saying = (options: FeatureOptions) =>
    featureFromArguments('product', ['name'], options, onion);
  planned(onion, project, saying({ table: 'tbl product' }));
  const changing = (options: FeatureOptions) => () =>
    planChange({
      workspace: project,
      layOut: (each) => layOut(onion, each),
      spec: saying({ table: 'tbl product' }),
      next: saying(options),
      others: [],
      renamed: new Map(),
      architecture: onion.id,
      choices: {},
    });
  expect(changing({ table: 'wares' })).toThrow(UsageError);
  expect(changing({})).toThrow(
    /^--table products: product stands as tbl product, .*Say --table "tbl product", or/,
  );
  expect(changing({ plural: 'wares', table: 'tbl product' })).toThrow(
    /^--plural wares: product stands as products, .*Say --plural products, or/,
  );
  expect(changing({ table: 'tbl product', read: 'public' })).not.toThrow();
});
