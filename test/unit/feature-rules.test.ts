import { describe, expect, test } from '@jest/globals';
import { parseFieldToken } from '../../shared/feature/field/grammar.js';
import { type FeatureOptions, featureFromArguments } from '../../shared/feature/spec.js';
import { refusal } from './refusal.js';

describe('featureFromArguments', () => {
  test('fills in defaults', () => {
    expect(featureFromArguments('OrderItem', ['name', 'price:decimal=10.2'])).toMatchObject({
      name: 'order_item',
      fields: [parseFieldToken('name'), parseFieldToken('price:decimal=10.2')],
      access: { read: { kind: 'user' }, write: { kind: 'user' }, delete: { kind: 'user' } },
      assumed: ['read', 'write', 'delete'],
      endpoints: ['list', 'get', 'create', 'update', 'delete'],
      integrations: [],
      concurrency: 'lock',
      tests: true,
      migration: true,
      docs: false,
    });
  });

  test('reads what options say', () => {
    const options: FeatureOptions = {
      read: 'public',
      write: 'editor+auditor',
      delete: 'admin',
      endpoints: 'create+list',
      plural: 'Staff',
      parent: 'Company',
      with: 'webhook+http-client',
      concurrency: 'version',
      tests: false,
      migration: false,
      docs: true,
    };
    const integrations = [{ name: 'http-client' }, { name: 'webhook' }];
    expect(featureFromArguments('staff-member', ['name'], options, { integrations })).toMatchObject(
      {
        name: 'staff_member',
        plural: 'staff',
        fields: [parseFieldToken('name')],
        access: {
          read: { kind: 'public' },
          write: { kind: 'roles', roles: ['editor', 'auditor'] },
          delete: { kind: 'roles', roles: ['admin'] },
        },
        assumed: [],
        endpoints: ['list', 'create'],
        parent: 'company',
        integrations: ['http-client', 'webhook'],
        concurrency: 'version',
        tests: false,
        migration: false,
        docs: true,
      },
    );
  });

  test('options that were not given may be undefined', () => {
    const options = { read: undefined, endpoints: undefined, plural: undefined, with: undefined };
    expect(featureFromArguments('product', ['name'], options)).toEqual(
      featureFromArguments('product', ['name']),
    );
  });

  test.each<[options: FeatureOptions, message: RegExp]>([
    [{ read: 'public+admin' }, /^--read: "public\+admin" contradicts itself.*only roles: admin/],
    [{ write: 'user+admin' }, /^--write: .*every signed-in user/],
    [{ delete: 'Admin' }, /^--delete: "Admin" cannot be a role.*"admin"/],
    [{ read: 'editor,auditor' }, /"editor\+auditor"/],
    [{ read: '' }, /^--read: "" cannot be a role/],
    [{ read: 'a+' }, /"" cannot be a role/],
    [{ read: 'a+a' }, /"a" appears twice/],
    [{ read: 'x'.repeat(51) }, /up to 50/],
    [{ endpoints: '' }, /^--endpoints: .*at least one/],
    [{ endpoints: 'list+lst' }, /no endpoint "lst"\. Did you mean "list"/],
    [{ endpoints: 'destroy' }, /Did you mean "delete"/],
    [{ endpoints: 'list,get' }, /Did you mean "list\+get"/],
    [{ endpoints: 'list+list' }, /"list" appears twice/],
    [{ plural: 'a b' }, /plural: it contains a space/],
    [{ parent: 'companies' }, /^--parent: "companies" is a plural/],
    [{ parent: 'product' }, /^--parent: .*its own parent/],
    [{ concurrency: 'versoin' }, /^--concurrency: .*Did you mean "version".*lock, version/],
    [{ concurrency: '' }, /^--concurrency: "" is no way/],
    [{ concurrency: 'lock+version' }, /is no way/],
    [{ with: 'webhok' }, /^--with: there is no integration "webhok"\. Did you mean "webhook"/],
    [{ with: 'webhook,http-client' }, /Did you mean "webhook\+http-client"/],
    [
      { with: 'queue' },
      /Allowed: http-client, webhook, separated by "\+" \(http-client\+webhook\)/,
    ],
    [{ with: 'webhook+webhook' }, /"webhook" appears twice/],
    [{ with: '' }, /no integration ""/],
  ])('%j is refused', (options, message) => {
    const integrations = [{ name: 'http-client' }, { name: 'webhook' }];
    expect(
      refusal(() => featureFromArguments('product', ['name'], options, { integrations })),
    ).toMatch(message);
  });

  test('an architecture without integrations says so', () => {
    expect(refusal(() => featureFromArguments('product', ['name'], { with: 'webhook' }))).toMatch(
      /^--with: there is no integration "webhook"\. This architecture has no integrations/,
    );
  });

  test.each<[name: string, tokens: string[], message: RegExp]>([
    ['product', [], /no fields.*name:type/],
    ['products', ['name'], /"products" is a plural/],
    ['product', ['name', 'price:decmal'], /^field 2, "price:decmal"/],
    ['product', ['id'], /"product_id"/],
    [
      'product',
      ['name', 'title:str:column=Name'],
      /"name" and "title" would both have the column "Name"/,
    ],
    ['product', ['name', 'name'], /"name" appears twice/],
    ['product', ['name', 'name:int'], /"name:str" and "name:int" would both be called "name"/],
    ['product', ['category:ref=Category', 'category_id:int'], /both be called "category_id"/],
    ['product', ['category_id:int', 'category:ref=Category'], /both be called "category_id"/],
    ['product', ['category:ref=A', 'category_id:ref=B'], /"category" appears twice/],
    ['product', ['tags:refs=Tag', 'tag_ids:json'], /both be called "tag_ids"/],
    ['product', ['size_2:enum=a', 'size2:enum=b'], /"size_2" and "size2" are too similar/],
    ['product', ['status:enum=a/b', 'current:ref=ProductStatus'], /called ProductStatus/],
    ['category', ['parent:ref=Category'], /parent:ref=Category:optional/],
    [
      'customer_subscription_agreement',
      ['billing_contact_reference_code:str:unique'],
      /bytes; databases allow at most 63/,
    ],
    [
      'customer_subscription_agreement',
      ['connected_applications:refs=Application'],
      /fk_customer_subscription/,
    ],
  ])('%s with %j is refused', (name, tokens, message) => {
    expect(refusal(() => featureFromArguments(name, tokens))).toMatch(message);
  });

  test.each<[name: string, tokens: string[]]>([
    ['category', ['parent:ref=Category:optional', 'relations:refs=Category']],
    ['order', ['group', 'user', 'select', 'table']],
    ['transfer', ['source:ref=Account', 'target:ref=Account']],
    ['note', ['body:text:optional', 'seen:bool:default=false:readonly']],
    ['customer_subscription_agreement', ['billing_contact_reference_code:str']],
  ])('%s with %j is fine', (name, tokens) => {
    expect(featureFromArguments(name, tokens).fields).toHaveLength(tokens.length);
  });

  test('an architecture can reserve fields', () => {
    const conventions = { reservedFields: { tenant: 'every table has it' } };
    expect(refusal(() => featureFromArguments('product', ['tenant'], {}, conventions))).toMatch(
      /every table has it.*"product_tenant"/s,
    );
  });
});
