/** Fields that are unique together, or indexed together: what is accepted, what is refused and with which words. */
import { describe, expect, test } from '@jest/globals';
import { onion } from '../../generators/onion/architecture.js';
import { UsageError } from '../../shared/errors.js';
import { parseFeature } from '../../shared/feature/schema.js';
import { carryTogether } from '../../shared/feature/together.js';
import { typedFeature } from '../typed-feature.js';

const FIELDS = ['order:ref=Order', 'product:ref=Product', 'status:enum=open/done', 'code:str=20'];

const typed = (...words: string[]) => typedFeature(['line', ...FIELDS, ...words], onion);

function refusalOf(...words: string[]): string {
  try {
    typed(...words);
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
  return 'accepted';
}

test('options are repeated, and spec files have arrays or texts', () => {
  const given = typed(
    '--unique',
    'order+product',
    '--unique=status+code',
    '--index',
    'status+created_at',
  );
  expect(given.unique).toEqual([
    ['order', 'product'],
    ['status', 'code'],
  ]);
  expect(given.index).toEqual([['status', 'created_at']]);
  const fields = FIELDS;
  const unique = ['order+product', ['status', 'code']];
  expect(parseFeature({ name: 'line', fields, unique }, onion).unique).toEqual(given.unique);
});

test('a time of the rows is indexed alone, for lists in its order', () => {
  expect(typed('--index', 'created_at').index).toEqual([['created_at']]);
  expect(refusalOf('--index', 'code')).toContain('"code" is not several fields.');
});

describe('unique', () => {
  test.each([
    [
      'order+prodct',
      '--unique: there is no field "prodct". Did you mean "product"? Allowed: order, product, status, code.',
    ],
    ['order_id+product', 'there is no field "order_id". Did you mean "order"?'],
    [
      'order',
      '"order" is not several fields. For one field alone, say it with the field: order:...:unique.',
    ],
    ['order+order', '"order+order" has the field "order" twice. Remove one of them.'],
    ['order+created_at', '"created_at" is when a row was written'],
    ['order+', 'there is no field "".'],
  ])('refuses %s', (said, message) => {
    expect(refusalOf('--unique', said)).toContain(message);
  });

  test.each([
    ['tags:refs=Tag', 'tags', 'is refs, which cannot be indexed'],
    ['body:text', 'body', 'is text, which cannot be indexed'],
    ['data:json', 'data', 'is json, which cannot be indexed'],
    ['items:list=str', 'items', 'is list, which cannot be indexed'],
    ['sku:str:unique', 'sku', '"sku" is unique by itself'],
    ['site:url', 'site', 'can be too long for an index'],
  ])('refuses %s', (field, name, message) => {
    expect(refusalOf(field, '--unique', `order+${name}`)).toContain(message);
  });

  test('refuses the same again, in any order', () => {
    expect(refusalOf('--unique', 'order+product', '--unique', 'product+order')).toContain('twice');
  });

  test('takes as much text as an index holds, and no more', () => {
    expect(refusalOf('a:str=330', 'b:str=330', '--unique', 'a+b')).toBe('accepted');
    expect(refusalOf('a:str=660', '--unique', 'order+a')).toBe('accepted');
    const refused = refusalOf('a:str=335', 'b:str=335', '--unique', 'a+b');
    expect(refused).toContain('up to 670 characters');
    expect(refused).toContain('Allow at most 664 together');
  });

  test('refuses what leaves room for hardly any row, or for one', () => {
    expect(refusalOf('on:bool', '--unique', 'status+on')).toContain('allows hardly any row');
    expect(refusalOf('n:int:ge=1:le=9', '--unique', 'status+n')).toContain('allows hardly any row');
    expect(refusalOf('n:int:ge=1:le=10', '--unique', 'status+n')).toBe('accepted');
    expect(refusalOf('a:int:default=1', 'b:int:default=1', '--unique', 'a+b')).toContain('default');
  });

  test('refuses two constraints of one name', () => {
    expect(
      refusalOf(
        'a:str=9',
        'b_c:str=9',
        'a_b:str=9',
        'c:str=9',
        '--unique',
        'a+b_c',
        '--unique',
        'a_b+c',
      ),
    ).toContain('would be called "uq_lines_a_b_c"');
  });

  test('says nothing of fields where those are wrong themselves', () => {
    expect(refusalOf('size:flot', '--unique', 'order+size')).not.toContain('no field');
  });
});

test('an index has an order, and times', () => {
  expect(refusalOf('--index', 'status+code', '--index', 'code+status')).toBe('accepted');
  expect(refusalOf('--index', 'status+code', '--index', 'status+code')).toContain('twice');
  expect(refusalOf('--index', 'status+updated_at')).toBe('accepted');
  expect(refusalOf('--index', 'status')).toContain('status:...:index');
});

test('a list of names is not a list of lists', () => {
  const read = () =>
    parseFeature({ name: 'line', fields: FIELDS, unique: ['order', 'product'] }, onion);
  expect(read).toThrow('"order" is not several fields');
});

test('what is renamed is carried along, and goes with a field', () => {
  const together = [
    ['a', 'b'],
    ['b', 'c'],
  ];
  expect(carryTogether(together, new Map([['b', 'd']]), new Set(['c']))).toEqual([['a', 'd']]);
});
