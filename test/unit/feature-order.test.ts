import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { UsageError } from '../../shared/errors.js';
import { closingFields, orderFeatures } from '../../shared/feature/order.js';
import { type FeatureSpec, featureFromArguments } from '../../shared/feature/spec.js';

/** Makes features from their names and tokens. */
function features(...described: [name: string, ...tokens: string[]][]): FeatureSpec[] {
  return described.map(([name, ...tokens]) => featureFromArguments(name, ['name', ...tokens]));
}

function namesInOrder(given: readonly FeatureSpec[]): string[] {
  return orderFeatures(given).map(({ name }) => name);
}

describe('orderFeatures', () => {
  test('puts each feature after those it refers to, and keeps the order of the rest', () => {
    const given = features(
      ['zebra'],
      ['order', 'customer:ref=Customer', 'products:refs=Product'],
      ['product', 'category:ref=Category:optional'],
      ['apple'],
      ['category'],
      ['customer'],
    );
    expect(namesInOrder(given)).toEqual([
      'zebra',
      'customer',
      'category',
      'product',
      'order',
      'apple',
    ]);
  });

  test('a class whose words cannot be told apart is the right one', () => {
    expect(namesInOrder(features(['child', 'plan:ref=PlanAB'], ['plan_a_b']))).toEqual([
      'plan_a_b',
      'child',
    ]);
  });

  test('a parent comes before its children', () => {
    const child = featureFromArguments('comment', ['text_body:text'], { parent: 'post' });
    expect(namesInOrder([child, ...features(['post'])])).toEqual(['post', 'comment']);
  });

  test('references to the feature itself and to features elsewhere are ignored', () => {
    const given = features(
      ['category', 'parent:ref=Category:optional'],
      ['post', 'author:ref=User'],
    );
    expect(namesInOrder(given)).toEqual(['category', 'post']);
  });

  test('what closes a circle does not count, as rows do without it', () => {
    const given = features(
      ['store', 'manager:ref=Staff:optional', 'deputy:ref=Staff:optional'],
      ['staff', 'store:ref=Store'],
      ['rental', 'staff:ref=Staff'],
    );
    expect(namesInOrder(given)).toEqual(['store', 'staff', 'rental']);
    expect(namesInOrder(given.toReversed())).toEqual(['store', 'staff', 'rental']);
    expect(closingFields(given)).toEqual(new Map([['store', new Set(['manager', 'deputy'])]]));
  });

  test('several circles are closed by as many fields', () => {
    const given = features(
      ['ant', 'bee:ref=Bee:optional'],
      ['bee', 'cat:ref=Cat'],
      ['cat', 'ant:ref=Ant', 'dog:ref=Dog'],
      ['dog', 'cat:ref=Cat:optional'],
    );
    expect(namesInOrder(given)).toEqual(['ant', 'dog', 'cat', 'bee']);
    expect([...closingFields(given).keys()].sort()).toEqual(['ant', 'dog']);
  });

  test.each<[string, FeatureSpec[], RegExp]>([
    [
      'a circle in which every row needs the next',
      features(
        ['z'],
        ['author', 'first_book:ref=Book'],
        ['book', 'shelf:ref=Shelf'],
        ['shelf', 'authors:refs=Author'],
      ),
      /author -> book -> shelf -> author\. Make one of them optional.*: author\.first_book, or book\.shelf, such as shelf:ref=Shelf:optional/,
    ],
    [
      'a circle of links',
      features(['author', 'books:refs=Book'], ['book', 'authors:refs=Author']),
      /author -> book -> author\. Remove one of these references/,
    ],
    [
      'a circle by an optional and a required reference to the same',
      features(
        ['store', 'manager:ref=Staff:optional', 'owner:ref=Staff'],
        ['staff', 'store:ref=Store'],
      ),
      /store -> staff -> store/,
    ],
    [
      'the same feature twice',
      features(['order_item'], ['OrderItem']),
      /share the class "OrderItem"/,
    ],
    ['the same class', features(['item_2'], ['item2']), /share the class "Item2"/],
    [
      'the same table',
      [
        featureFromArguments('person', ['name'], { plural: 'staff' }),
        featureFromArguments('worker', ['name'], { plural: 'staff' }),
      ],
      /"person" and the feature "worker" would share the table "staff"/,
    ],
    [
      'a table and an association',
      features(['product', 'tags:refs=Tag'], ['product_tag']),
      /"product.tags" and the feature "product_tag" would share the table "product_tags"/,
    ],
  ])('%s is refused', (_, given, message) => {
    expect(() => orderFeatures(given)).toThrow(UsageError);
    expect(() => orderFeatures(given)).toThrow(message);
  });

  test('nothing comes before what it refers to, whatever the order in the file', () => {
    const letters = ['b', 'c', 'd', 'e', 'f', 'g', 'h'];
    const graph = fc.tuple(...letters.map((_, index) => fc.subarray(letters.slice(0, index))));
    const shuffled = graph.chain((targets) =>
      fc
        .shuffledSubarray(letters, { minLength: letters.length })
        .map((order) => ({ targets, order })),
    );
    fc.assert(
      fc.property(shuffled, ({ targets, order }) => {
        const given = order.map((letter) => {
          const references = targets[letters.indexOf(letter)] ?? [];
          return featureFromArguments(`${letter}x`, [
            'name',
            ...references.map((target) => `to_${target}:ref=${target}x`),
          ]);
        });
        const names = namesInOrder(given);
        expect([...names].sort()).toEqual(letters.map((letter) => `${letter}x`));
        for (const [index, references] of targets.entries()) {
          for (const target of references) {
            expect(names.indexOf(`${target}x`)).toBeLessThan(names.indexOf(`${letters[index]}x`));
          }
        }
      }),
    );
  });
});
