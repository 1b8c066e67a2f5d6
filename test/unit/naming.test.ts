import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { UsageError } from '../../shared/errors.js';
import {
  article,
  isPlural,
  kebabOf,
  nameEnumMember,
  nameFeature,
  pascalOf,
  pluralOf,
  singularOf,
  snakeOf,
  titleOf,
} from '../../shared/feature/naming.js';
import { refusal } from './refusal.js';

describe('nameFeature', () => {
  test('gives every form of singular and plural', () => {
    expect(nameFeature('order_item')).toEqual({
      snake: 'order_item',
      pascal: 'OrderItem',
      kebab: 'order-item',
      human: 'order item',
      plural: {
        snake: 'order_items',
        pascal: 'OrderItems',
        kebab: 'order-items',
        human: 'order items',
      },
      table: 'order_items',
    });
  });

  test('a table has the name that it was given', () => {
    const given = nameFeature('order_item', undefined, 'Order Details');
    expect(given).toEqual({ ...nameFeature('order_item'), table: 'Order Details' });
  });

  test.each(['OrderItem', 'orderItem', 'order-item', 'Order_Item', 'ORDER_ITEM'])(
    '%s means order_item',
    (input) => {
      expect(nameFeature(input)).toEqual(nameFeature('order_item'));
    },
  );

  test.each([
    ['product', 'product', 'Product', 'products'],
    ['Order', 'order', 'Order', 'orders'],
    ['HTTPServer', 'http_server', 'HttpServer', 'http_servers'],
    ['APIKey', 'api_key', 'ApiKey', 'api_keys'],
    ['SKU', 'sku', 'Sku', 'skus'],
    ['s3_bucket', 's3_bucket', 'S3Bucket', 's3_buckets'],
    ['S3Bucket', 's3_bucket', 'S3Bucket', 's3_buckets'],
    ['oauth2_client', 'oauth2_client', 'Oauth2Client', 'oauth2_clients'],
    ['OAuth2Client', 'oauth2_client', 'Oauth2Client', 'oauth2_clients'],
    ['person', 'person', 'Person', 'people'],
    ['sales_person', 'sales_person', 'SalesPerson', 'sales_people'],
    ['category', 'category', 'Category', 'categories'],
    ['child', 'child', 'Child', 'children'],
    ['status', 'status', 'Status', 'statuses'],
    ['address', 'address', 'Address', 'addresses'],
    ['analysis', 'analysis', 'Analysis', 'analyses'],
    ['lens', 'lens', 'Lens', 'lenses'],
    ['news', 'news', 'News', 'news'],
    ['equipment', 'equipment', 'Equipment', 'equipment'],
    ['series', 'series', 'Series', 'series'],
    ['sensor_data', 'sensor_data', 'SensorData', 'sensor_data'],
  ])('%s is %s, %s and %s', (input, snake, pascal, plural) => {
    const names = nameFeature(input);
    expect([names.snake, names.pascal, names.plural.snake]).toEqual([snake, pascal, plural]);
  });

  test.each([
    ['staff_member', 'staff', 'staff'],
    ['products', 'products', 'products'],
    ['datum', 'DataPoints', 'data_points'],
  ])('%s takes the plural %s', (input, plural, snake) => {
    expect(nameFeature(input, plural).plural.snake).toBe(snake);
  });

  test.each([
    ['', /empty/],
    ['order items', /space.*"order_item"/s],
    ['a/b', /path.*"a_b"/s],
    ['../x', /path.*"x"/s],
    ['c:\\x', /colon/],
    ['a.b', /dot.*"a_b"/s],
    ['données', /outside a to z.*"donnee"/s],
    ['Straße', /"strasse"/],
    ['商品', /outside a to z/],
    ['1st_prize', /digit.*"st_prize"/s],
    ['_x', /starts with an underscore.*"x"/s],
    ['x_', /ends with an underscore.*"x"/s],
    ['order__item', /two underscores.*"order_item"/s],
    ['order$', /character "\$"/],
    ['name:str', /feature comes before its fields/],
    ['class', /keyword.*"customer_class"/s],
    ['match', /keyword in some places/],
    ['Class', /keyword/],
    ['list', /built-in/],
    ['warning', /built-in Warning/],
    ['products', /"product".*--plural products/s],
    ['order_items', /"order_item".*--plural order_items/s],
    ['people', /"person"/],
    ['x'.repeat(49), /49 characters.*48/s],
    ['credit', /"credits".*built-in.*--plural/s],
    ['sqlite_thing', /SQLite.*--plural/s],
  ])('%p is refused', (input, message) => {
    expect(refusal(() => nameFeature(input))).toMatch(message);
  });

  test.each([
    ['a b', /space/],
    ['../x', /path/],
    ['class', /keyword/],
    ['alembic_version', /Alembic/],
    ['x'.repeat(51), /51 characters/],
  ])('the plural %p is refused', (plural, message) => {
    expect(refusal(() => nameFeature('product', plural))).toMatch(message);
  });

  test('a plural whose ending makes it too long is refused', () => {
    expect(refusal(() => nameFeature('a'.repeat(48)))).toMatch(/49 characters.*--plural/s);
  });

  test('accepted names are sound in every form, and mean the same when read again', () => {
    const word = fc.stringMatching(/^[A-Za-z][a-z0-9]{0,7}$/);
    const name = fc
      .tuple(fc.array(word, { minLength: 1, maxLength: 3 }), fc.constantFrom('_', '-', ''))
      .map(([words, separator]) => words.join(separator));
    let accepted = 0;
    fc.assert(
      fc.property(name, (input) => {
        let names: ReturnType<typeof nameFeature>;
        try {
          names = nameFeature(input);
        } catch (error) {
          expect(error).toBeInstanceOf(UsageError);
          return;
        }
        accepted++;
        for (const forms of [names, names.plural]) {
          expect(forms.snake).toMatch(/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/);
          expect(forms.pascal).toMatch(/^[A-Z][A-Za-z0-9]*$/);
          expect(forms.kebab).toBe(forms.snake.replaceAll('_', '-'));
          expect(forms.human).toBe(forms.snake.replaceAll('_', ' '));
          expect(forms.snake.length).toBeLessThanOrEqual(48);
        }
        expect(nameFeature(names.snake)).toEqual(names);
      }),
      { numRuns: 500 },
    );
    expect(accepted).toBeGreaterThan(100);
  });

  test('anything else is refused as wrong usage', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 20 }), (input) => {
        fc.pre(!/^[A-Za-z0-9_-]*$/.test(input));
        expect(() => nameFeature(input)).toThrow(UsageError);
      }),
      { numRuns: 500 },
    );
  });
});

describe('nameEnumMember', () => {
  test.each([
    ['draft', 'DRAFT'],
    ['in-progress', 'IN_PROGRESS'],
    ['inProgress', 'IN_PROGRESS'],
    ['2xl', 'VALUE_2XL'],
    ['2XL', 'VALUE_2XL'],
    ['A4', 'A4'],
    ['a--b_', 'A_B'],
    ['None', 'NONE'],
    ['o', 'VALUE_O'],
    ['I', 'VALUE_I'],
    ['l', 'L'],
  ])('%s is %s', (value, member) => {
    expect(nameEnumMember(value)).toBe(member);
  });

  test('is always an identifier in capitals', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_-]{0,20}$/), (value) => {
        expect(nameEnumMember(value)).toMatch(/^(?![IO]$)[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/);
      }),
    );
  });
});

test.each([
  [
    'a',
    [
      'product',
      'user',
      'unit',
      'url',
      'uuid',
      'university',
      'european town',
      'one time code',
      'dns record',
      'sku',
    ],
  ],
  [
    'an',
    [
      'order item',
      'api key',
      'uncle',
      'umbrella',
      'unimportant thing',
      'hour',
      'heir',
      'http server',
      's3 bucket',
      'sms',
      'image',
    ],
  ],
])('the article is %s', (expected, names) => {
  expect(names.map((name) => `${article(name)} ${name}`)).toEqual(
    names.map((name) => `${expected} ${name}`),
  );
});

describe('other forms', () => {
  test.each([
    ['category', 'categories'],
    ['line_item', 'line_items'],
    ['person', 'people'],
    ['news', 'news'],
    ['axis', 'axes'],
    ['canvas', 'canvases'],
  ])('%s and %s are one word', (singular, plural) => {
    expect(pluralOf(singular)).toBe(plural);
    expect(singularOf(plural)).toBe(singular);
    expect(singularOf(singular)).toBe(singular);
    expect(isPlural(singular)).toBe(false);
    expect(isPlural(plural)).toBe(singular !== plural);
  });

  test.each([
    ...['redis', 'iris', 'pos', 'os', 'ios', 'sms', 'aws', 'gps', 'kubernetes', 'postgres', 'news'],
    ...['status', 'series', 'bus', 'gas', 'glass', 'address', 'analysis', 'lens', 'chaos', 'atlas'],
    ...['https', 'cors', 'ddos', 'bios', 'devops', 'saas', 'logistics', 'physics', 'cosmos'],
    ...['data', 'media', 'favorited_by', 'assigned_to', 'shared_with'],
  ])('%s is not taken for a plural', (word) => {
    expect(isPlural(word)).toBe(false);
    expect(nameFeature(word).snake).toBe(word);
    expect(nameFeature(`own_${word}`).plural.snake).toBe(`own_${pluralOf(word)}`);
  });

  test.each([
    'orders',
    'users',
    'videos',
    'photos',
    'analyses',
    'categories',
    'people',
    'apps',
    'topics',
    'metrics',
  ])('%s is', (word) => {
    expect(isPlural(word)).toBe(true);
  });

  test.each([
    ['My Shop', 'my-shop', 'My Shop'],
    ['my-shop', 'my-shop', 'My Shop'],
    ['café_"api"', 'cafe-api', 'Cafe Api'],
    ['...', 'app', 'App'],
  ])('the project %p is %s, titled %s', (name, kebab, title) => {
    expect(kebabOf(name)).toBe(kebab);
    expect(titleOf(name)).toBe(title);
  });

  test('classes and modules convert into each other', () => {
    expect(pascalOf('order_item')).toBe('OrderItem');
    expect(snakeOf('OrderItem')).toBe('order_item');
  });
});
