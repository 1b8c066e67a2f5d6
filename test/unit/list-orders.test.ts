/** What lists in domain-routes are sorted by: what an index holds in order, in whatever list. */
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { domainRoutes } from '../../generators/domain-routes/architecture.js';
import { type FeatureOptions, featureFromArguments } from '../../shared/feature/spec.js';
import { planRequest } from '../../shared/plan/request.js';
import { Workspace } from '../../shared/project/workspace.js';

const FIELDS = ['name:str:unique', 'code:str:unique:optional', 'price:int:index', 'on:bool'];
const OWN = ['owner_id'];
const PARENT = ['shop_id'];

/** Plans a product, and returns what its list is sorted by and its indexes. */
function listOf(options: FeatureOptions) {
  const workspace = new Workspace(join(import.meta.dirname, 'no-such-folder', 'shop'));
  const shop = featureFromArguments('shop', ['name'], { read: options.read }, domainRoutes);
  const said = { index: ['updated_at+price'], ...options };
  const product = featureFromArguments('product', FIELDS, said, domainRoutes);
  const { files } = planRequest(
    { architecture: domainRoutes, features: [shop, product], choices: {} },
    workspace,
  );
  const textOf = (path: RegExp) => files.find((file) => path.test(file.path))?.after ?? '';
  const [, literal = ''] =
    /ProductSort = Literal\[(.*?)\]/s.exec(textOf(/products\/schemas/)) ?? [];
  const [, model = ''] = textOf(/database\/models\.py/).split('class Product(');
  const migration = textOf(/_create_products\.py/);
  const wordsIn = (text: string) => [...text.matchAll(/"(\w+)"/g)].map(([, word = '']) => word);
  const inModel = [...model.matchAll(/ Index\(\s*"(\w+)",(.*?)(?:unique|sqlite_where|\))/gs)];
  const inMigration = [
    ...migration.matchAll(/create_index\(\s*"(\w+)",\s*"products",\s*\[(.*?)\]/gs),
  ];
  const indexesOf = (found: readonly RegExpExecArray[]) =>
    new Map(found.map(([, name = '', columns = '']) => [name, wordsIn(columns)]));
  return {
    sorts: wordsIn(literal),
    indexes: indexesOf(inModel),
    migrated: indexesOf(inMigration),
  };
}

describe('a list is sorted by nothing but what an index holds', () => {
  test.each([
    ['of its owner', {}, [OWN], ['created_at', 'name', 'price', 'updated_at']],
    ['of everyone', { read: 'user' }, [[]], ['created_at', 'price', 'updated_at']],
    ['of everyone, for some', { read: 'admin' }, [[]], ['created_at', 'price', 'updated_at']],
    ['of its owner or everyone', { read: 'owner+admin' }, [OWN, []], ['created_at', 'price']],
    [
      'of everyone, with an index for it',
      { read: 'owner+admin', index: ['updated_at'] },
      [OWN, []],
      ['created_at', 'price', 'updated_at'],
    ],
    [
      'nested, of its owner',
      { parent: 'shop' },
      [[...OWN, ...PARENT]],
      ['created_at', 'price', 'updated_at'],
    ],
    [
      'nested, of everyone',
      { parent: 'shop', read: 'public' },
      [PARENT],
      ['created_at', 'price', 'updated_at'],
    ],
  ] as const)('%s', (_, options, scopes, wanted) => {
    const { indexes, migrated, sorts } = listOf(options);
    expect(sorts).toEqual(wanted);
    const held = [...indexes.values()].map((columns) => columns.join());
    for (const sort of sorts) {
      for (const scope of scopes) {
        const columns = [...scope, sort].join();
        expect(held.some((each) => `${each},`.startsWith(`${columns},`)) || columns).toBe(true);
      }
    }
    expect(migrated).toEqual(indexes);
  });
});

test('two indexes never have one name', () => {
  const { indexes, sorts } = listOf({ read: 'owner+admin', index: ['price+on'] });
  expect(sorts).toContain('price');
  expect(indexes.get('ix_products_price')).toEqual(['owner_id', 'price', 'id']);
  expect(indexes.get('ix_products_price_id')).toEqual(['price', 'id']);
});
