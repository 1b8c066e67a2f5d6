import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parse } from 'yaml';
import { UsageError } from '../../shared/errors.js';
import { ADDING_WORDS, COMMANDS } from '../../shared/feature/commands.js';
import { FEATURE_KEYS } from '../../shared/feature/keys.js';
import { nameFeature } from '../../shared/feature/naming.js';
import { parseFeature, parseSpecDocument, specJsonSchema } from '../../shared/feature/schema.js';
import { featureFromArguments } from '../../shared/feature/spec.js';
import { refusal } from './refusal.js';

const SPEC = `
architecture: onion
features:
  product:
    fields:
      name: str=120:unique
      price: { type: decimal, precision: 10, scale: 2, gt: 0 }
      sku:
      category: ref=Category
    access: { read: public, write: user, delete: admin }
    endpoints: [get, list]
    tests: false
  category:
    fields: [name:str:unique]
`;

describe('a feature', () => {
  const expected = featureFromArguments(
    'product',
    ['name:str=120:unique', 'price:decimal=10.2:gt=0', 'category:ref=Category'],
    { read: 'public', delete: 'admin', endpoints: 'list+get', migration: false },
  );
  const rest = {
    name: 'product',
    access: { read: 'public', delete: 'admin' },
    endpoints: 'get+list',
    migration: false,
  };

  test.each([
    ['tokens', ['name:str=120:unique', 'price:decimal=10.2:gt=0', 'category:ref=Category']],
    [
      'tokens by name',
      { name: 'str=120:unique', price: 'decimal=10.2:gt=0', category: 'ref=Category' },
    ],
    [
      'objects by name',
      {
        name: { max: 120, unique: true },
        price: { type: 'decimal', precision: 10, scale: 2, gt: 0 },
        category: { type: 'ref', target: 'category' },
      },
    ],
    [
      'a mixture in an array',
      [
        'name:str=120:unique',
        { name: 'price', type: 'decimal=10.2', gt: '0' },
        { name: 'category_id', type: 'ref', target: 'Category' },
      ],
    ],
  ])('is the same from %s as from arguments', (_, fields) => {
    expect(parseFeature({ ...rest, fields })).toEqual(expected);
  });

  test.each([
    [null, /^the feature: must be an object with keys, but is empty\.$/],
    ['product', /^the feature: must be an object with keys, but is the string "product"\.$/],
    [{ fields: ['a'] }, /^name: is missing; it must be a string\.$/],
    [
      { nmae: 'product', fields: ['a'] },
      /^the feature: there is no key "nmae"\. Did you mean "name"\? Keys: name, /,
    ],
    [{ name: 'product' }, /^fields: is missing; it must be an object with keys or an array\.$/],
    [{ name: 'product', fields: [] }, /no fields/],
    [{ name: 'product', fields: {} }, /no fields/],
    [{ name: 'product', fields: 'name:str' }, /^fields: .*but is the string "name:str"/],
    [
      { name: 'product', fields: ['a', 3] },
      /^fields\[1\]: must be a string or an object with keys, but is 3\.$/,
    ],
    [{ name: 'product', fields: ['a', 'b:intt'] }, /^fields\[1\], "b:intt": /],
    [{ name: 'product', fields: [{ type: 'int' }] }, /^fields\[0\]\.name: is missing/],
    [
      { name: 'product', fields: [{ name: 'a', typ: 'int' }] },
      /^fields\[0\]: there is no key "typ"\. Did you mean "type"/,
    ],
    [
      { name: 'product', fields: [{ name: 'a', type: 'intt' }] },
      /^fields\[0\]\.type: there is no type "intt"/,
    ],
    [
      { name: 'product', fields: { a: 3 } },
      /^fields\.a: must be a string, an object with keys or nothing, but is 3\.$/,
    ],
    [
      { name: 'product', fields: { a: { type: 3 } } },
      /^fields\.a\.type: must be a string, but is 3\.$/,
    ],
    [
      { name: 'product', fields: { a: { unique: 'yes' } } },
      /^fields\.a\.unique: must be true or false, but is the string "yes"\.$/,
    ],
    [
      { name: 'product', fields: { a: { max: [1] } } },
      /^fields\.a\.max: must be a number or a string, but is an array\.$/,
    ],
    [
      { name: 'product', fields: { a: { type: 'int', gt: Number.NaN } } },
      /^fields\.a\.gt: must be a number/,
    ],
    [
      { name: 'product', fields: { a: { values: [{}] } } },
      /^fields\.a\.values\[0\]: must be a string or a number, but is an object/,
    ],
    [
      { name: 'product', fields: ['a'], access: 'admin' },
      /^access: must be an object with keys, but is the string "admin"/,
    ],
    [
      { name: 'product', fields: ['a'], access: { reed: 'user' } },
      /^access: there is no key "reed"\. Did you mean "read"/,
    ],
    [
      { name: 'product', fields: ['a'], access: { read: 'public+x' } },
      /^access\.read: "public\+x" contradicts itself/,
    ],
    [
      { name: 'product', fields: ['a'], endpoints: [] },
      /^endpoints: at least one endpoint is required/,
    ],
    [
      { name: 'product', fields: ['a'], endpoints: ['gt'] },
      /^endpoints: there is no endpoint "gt"\. Did you mean "get"/,
    ],
    [
      { name: 'product', fields: ['a'], endpoints: [1] },
      /^endpoints\[0\]: must be a string, but is 1/,
    ],
    [{ name: 'product', fields: ['a'], tests: 'no' }, /^tests: must be true or false/],
  ])('%j is refused', (input, message) => {
    expect(refusal(() => parseFeature(input))).toMatch(message);
  });

  test('has no field called __proto__, whatever is said of it', () => {
    const fields = JSON.parse('{"__proto__": {"": [{"toString": 1}]}}');
    // With something else that is wrong, what was given is looked at once more.
    const input = { name: 'product', fields, endpoints: {} } as never;
    expect(refusal(() => parseFeature(input))).toMatch(/"__proto__" cannot be a field name/);
  });

  test('of any other kind is a usage error, and nothing worse', () => {
    const value = fc.anything({
      maxDepth: 3,
      withBigInt: true,
      withDate: true,
      withNullPrototype: true,
    });
    const input = fc.oneof(
      value,
      fc.record({ name: fc.oneof(value, fc.constant('product')), fields: value }),
      fc.record(
        {
          name: fc.constant('product'),
          fields: fc.dictionary(fc.string(), value),
          access: value,
          endpoints: value,
        },
        { requiredKeys: ['name', 'fields'] },
      ),
    );
    fc.assert(
      fc.property(input, (anything) => {
        try {
          expect(parseFeature(anything).fields.length).toBeGreaterThan(0);
        } catch (error) {
          expect(error).toBeInstanceOf(UsageError);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

test('a reference may be called so that its feature is called after both, and a type of choices may not', () => {
  const { fields } = featureFromArguments('product', ['category:ref=ProductCategory']);
  expect(fields).toMatchObject([{ name: 'category', target: 'ProductCategory' }]);
  expect(() =>
    featureFromArguments('product', ['group:ref=ProductState', 'state:enum=new/old']),
  ).toThrow(/the type of the field "state" would be called ProductState, like the feature/);
});

describe('a spec document', () => {
  test('returns its features, each after those it refers to', () => {
    expect(parseSpecDocument(parse(SPEC))).toEqual({
      architecture: 'onion',
      features: [
        featureFromArguments('category', ['name:str:unique']),
        featureFromArguments(
          'product',
          ['name:str=120:unique', 'price:decimal=10.2:gt=0', 'sku', 'category:ref=Category'],
          { read: 'public', write: 'user', delete: 'admin', endpoints: 'list+get', tests: false },
        ),
      ],
      items: [],
    });
  });

  test('may lack an architecture, and may name its schema', () => {
    expect(
      parseSpecDocument({ $schema: 'x', features: { product: { fields: ['name'] } } }),
    ).toEqual({
      features: [featureFromArguments('product', ['name'])],
      items: [],
    });
  });

  test('can say what the project gets, with features or without', () => {
    const conventions = { integrations: [{ name: 'webhook' }] };
    expect(parseSpecDocument({ with: 'webhook' }, conventions)).toEqual({
      features: [],
      items: ['webhook'],
    });
    const document = { with: ['webhook'], features: { product: { fields: ['name'] } } };
    expect(parseSpecDocument(document, conventions)).toMatchObject({
      features: [{ name: 'product' }],
      items: ['webhook'],
    });
    expect(refusal(() => parseSpecDocument({ with: ['webhok'] }, conventions))).toMatch(
      /^with: there is no integration "webhok"\. Did you mean "webhook"/,
    );
  });

  test.each([
    [null, /^the spec: must be an object with keys, but is empty/],
    [{}, /^features: is missing/],
    [{ features: {} }, /^features: there are none/],
    [{ features: [] }, /^features: must be an object with keys, but is an array/],
    [{ feature: {} }, /^the spec: there is no key "feature"\. Did you mean "features"/],
    [
      { architecture: 3, features: { product: { fields: ['a'] } } },
      /^architecture: must be a string/,
    ],
    [
      { features: { product: null } },
      /^features\.product: must be an object with keys, but is empty/,
    ],
    [
      { features: { product: { feilds: [] } } },
      /^features\.product: there is no key "feilds"\. Did you mean "fields"/,
    ],
    [
      { features: { products: { fields: ['a'] } } },
      /^features\.products: "products" is a plural.*plural: products/,
    ],
    [
      { features: { product: { fields: ['a:intt'] } } },
      /^features\.product\.fields\[0\], "a:intt": there is no type/,
    ],
    [
      { features: { product: { fields: { a: 'intt' } } } },
      /^features\.product\.fields\.a, "intt": there is no type "intt"\.\n {2}intt\n {2}\^{4}\n/,
    ],
    [
      { features: { product: { fields: { a: { type: 'intt' } } } } },
      /^features\.product\.fields\.a\.type: there is no type "intt"\. Did you mean "int"/,
    ],
    [
      { features: { product: { fields: { id: 'str' } } } },
      /^features\.product\.fields\.id, "str": "id" cannot/,
    ],
    [
      { features: { product: { fields: { a: 'str', b: 'str', A: 'str' } } } },
      /^features\.product\.fields\.A, "str": "A" cannot/,
    ],
    [
      { features: { product: { fields: ['a', 'a'] } } },
      /^features\.product: the field "a" appears twice/,
    ],
    [
      { features: { product: { fields: ['a'], access: { write: 'A' } } } },
      /^features\.product\.access\.write: "A" cannot be a role/,
    ],
    [
      { features: { product: { fields: ['a'], parent: 'a b' } } },
      /^features\.product\.parent: "a b"/,
    ],
    [
      {
        features: {
          author: { fields: ['book:ref=Book'] },
          book: { fields: ['author:ref=Author'] },
        },
      },
      /circle.*author -> book -> author/,
    ],
  ])('%j is refused', (input, message) => {
    expect(refusal(() => parseSpecDocument(input))).toMatch(message);
  });

  test('respects what an architecture reserves', () => {
    const input = { features: { product: { fields: ['tenant'] } } };
    expect(
      refusal(() => parseSpecDocument(input, { reservedFields: { tenant: 'every table has it' } })),
    ).toMatch(/every table has it/);
  });
});

describe('the JSON Schema', () => {
  const schema = specJsonSchema(['onion']) as {
    properties: {
      features: {
        additionalProperties: {
          required: string[];
          properties: Record<string, unknown>;
          additionalProperties: boolean;
        };
      };
    };
    required: string[];
  };

  test('knows the keys of a document and of a feature', () => {
    expect(Object.keys(schema.properties)).toEqual([
      '$schema',
      'architecture',
      'json',
      'with',
      'user',
      'features',
    ]);
    expect(schema.required).toBeUndefined();
    const feature = schema.properties.features.additionalProperties;
    expect(Object.keys(feature.properties)).toEqual(FEATURE_KEYS.map(({ name }) => name));
    expect(feature.required).toEqual(['fields']);
    expect(feature.additionalProperties).toBe(false);
  });

  test('offers types and endpoints to editors, and explains every key', () => {
    const text = JSON.stringify(schema);
    expect(text).toContain('"enum":["str","text","int"');
    expect(text).toContain('"enum":["list","get","create","update","delete"]');
    const feature = schema.properties.features.additionalProperties;
    for (const property of Object.values(feature.properties)) {
      expect(property).toHaveProperty('description');
    }
  });
});

describe('an error tells programs where it is and what was likely meant', () => {
  function problemsOf(act: () => unknown): unknown[] {
    try {
      act();
    } catch (error) {
      return (error as UsageError).problems.map(({ place, suggestion }) => [place, suggestion]);
    }
    throw new Error('was not refused');
  }
  const fromArguments =
    (name: string, field: string, options = {}) =>
    () =>
      featureFromArguments(name, ['code', field], options);
  const fromSpec = (body: string) => () =>
    parseSpecDocument(parse(`features:\n  product: { ${body} }`));

  test.each<[string, () => unknown, string, string | undefined]>([
    ['a name', fromArguments('products', 'name'), 'FEATURE', 'product'],
    ['a field', fromArguments('product', 'name:strng'), 'field 2', 'str'],
    ['an option', fromArguments('product', 'name', { write: 'Admin' }), '--write', 'admin'],
    ['a list', fromArguments('product', 'name', { endpoints: 'lst' }), '--endpoints', 'list'],
    ['another name', fromArguments('product', 'name', { parent: 'a b' }), '--parent', 'a_b'],
    ['a keyed field', fromSpec('fields: { name: strng }'), 'features.product.fields.name', 'str'],
    ['a listed field', fromSpec('fields: ["name:strng"]'), 'features.product.fields[0]', 'str'],
    [
      'a setting',
      fromSpec('fields: { name: { type: strng } }'),
      'features.product.fields.name.type',
      'str',
    ],
    [
      'a key',
      fromSpec('fields: [name], access: { read: Admin }'),
      'features.product.access.read',
      'admin',
    ],
    ['a clash', fromSpec('fields: ["name", "name"]'), 'features.product.fields[1]', undefined],
  ])('%s', (_, act, place, suggestion) => {
    expect(problemsOf(act)).toEqual([[place, suggestion]]);
  });
});

describe('a word that the command line needs is no feature', () => {
  const words = [...ADDING_WORDS, ...COMMANDS.map(({ name }) => name)];

  test.each(words)('%s', (word) => {
    const reason = /leave that word out|for a command|Python keyword/;
    expect(refusal(() => featureFromArguments(word, ['name']))).toMatch(reason);
    expect(refusal(() => parseFeature({ name: word, fields: ['name'] }))).toMatch(reason);
    const features = { [word]: { fields: ['name'] } };
    expect(refusal(() => parseSpecDocument({ features }))).toMatch(reason);
  });

  test('but a field, and the model of a project, can have its name', () => {
    expect(featureFromArguments('product', ['check:ref=Check', 'change:str']).fields).toHaveLength(
      2,
    );
    expect(nameFeature('check').pascal).toBe('Check');
  });
});

describe('one mistake does not hide another', () => {
  const places = (act: () => unknown): unknown[] => {
    try {
      act();
    } catch (error) {
      return (error as UsageError).problems.map(({ place }) => place);
    }
    throw new Error('was not refused');
  };

  test('in a spec document, whatever they are about', () => {
    const input = {
      colour: 'red',
      features: {
        product: {
          fields: ['nam e', 'price:decmal', { name: 'a', foo: 1, bar: 2 }, 3, 'name', 'name:text'],
          access: { read: 'Admin!', write: 'public+x', reed: 'user' },
          tests: 'yes',
        },
        orders: { fields: { a: { type: 'int', index: 'no' }, b: 'enum', c: null } },
        right: { fields: ['name'] },
        nothing: null,
        bad: { fields: [], parent: 'bad', endpoints: 'lst' },
        author: { fields: ['book:ref=Book'] },
        book: { fields: ['author:ref=Author'] },
        this_feature: { fields: ['next:ref=ThisFeature'] },
      },
    };
    expect(places(() => parseSpecDocument(input)).toSorted()).toEqual(
      [
        'colour',
        'features.product.fields[0]',
        'features.product.fields[1]',
        'features.product.fields[2].foo',
        'features.product.fields[2].bar',
        'features.product.fields[3]',
        'features.product.fields[5]',
        'features.product.access.reed',
        'features.product.tests',
        'features.orders',
        'features.orders.fields.a.index',
        'features.orders.fields.b',
        'features.nothing',
        'features.bad.fields',
        'features.bad.parent',
        'features.bad.endpoints',
        'features.book',
        'features.this_feature.fields[0]',
      ].toSorted(),
    );
  });

  test('in an object of access, if its keys are right', () => {
    const access = { read: 'Admin!', write: 'public+x', delete: 'user' };
    expect(places(() => parseFeature({ name: 'product', fields: ['a'], access }))).toEqual([
      'access.read',
      'access.write',
    ]);
  });

  test('among arguments', () => {
    const tokens = ['l_', 'price:decmal', 'name', 'name:text'];
    const options = { read: 'A', write: 'B', endpoints: 'lst' };
    expect(places(() => featureFromArguments('class', tokens, options))).toEqual([
      'FEATURE',
      'field 1',
      'field 2',
      'field 4',
      '--read',
      '--write',
      '--endpoints',
    ]);
  });

  test('and what follows from one is not another', () => {
    const feature = { name: 'orders', plural: 3, feilds: ['a'] };
    expect(places(() => parseFeature(feature))).toEqual(['plural', 'feilds']);
  });
});
