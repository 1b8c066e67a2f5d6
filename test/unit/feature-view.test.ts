/** What templates see of a feature. */
import { describe, expect, test } from '@jest/globals';
import { RefusalError } from '../../shared/errors.js';
import { nameFeature, pascalOf } from '../../shared/feature/naming.js';
import { type FeatureOptions, featureFromArguments } from '../../shared/feature/spec.js';
import type { FeatureView, FieldView, Surroundings } from '../../shared/plan/feature-view.js';
import { viewNames } from '../../shared/plan/names-view.js';
import { viewSchemas } from '../../shared/plan/schemas-view.js';
import { viewFeature } from '../../shared/plan/view/feature.js';
import { EVERY_FIELD } from '../generated/every-field.js';
import { refusal } from './refusal.js';

const model = (name: string) => {
  const names = nameFeature(name);
  return {
    name: names.pascal,
    names,
    className: `${names.pascal}Model`,
    table: names.plural.snake,
    path: `app/models/${names.snake}.py`,
    isPublished: true,
    isKept: false,
    id: { name: 'id', kind: 'integer' as const },
  };
};

const SURROUNDINGS = {
  models: [model('category'), model('tag')],
  conventions: {
    guards: { user: 'CurrentUser', roles: (literals: string) => `require(${literals})` },
    models: { module: 'app.models.[feature]', suffix: 'Model' },
  },
};

/** The view of a product with these fields. */
function viewOf(
  tokens: readonly string[],
  options: FeatureOptions = {},
  more: Partial<Surroundings> = {},
): FeatureView {
  return viewFeature(featureFromArguments('product', tokens, options), {
    ...SURROUNDINGS,
    ...more,
  });
}

const attributes = (fields: readonly FieldView[]) => fields.map(({ attribute }) => attribute);

/** The only field of a product. */
function fieldOf(token: string): FieldView {
  return viewOf([token]).fields[0] as FieldView;
}

describe('who sees and sets a field', () => {
  const view = viewOf(['name:str', 'note:text:private', 'rank:int:readonly:default=1:index']);

  test('no response shows a private one, but callers set it', () => {
    expect(attributes(view.visible)).toEqual(['name', 'rank']);
    expect(attributes(view.writable)).toContain('note');
  });

  test('no caller sets a readonly one, but responses show it, and the column has its default', () => {
    expect(attributes(view.writable)).toEqual(['name', 'note']);
    expect(attributes(view.visible)).toContain('rank');
    expect(view.fields.map(({ columnDefault }) => columnDefault)).toEqual(['', '', ', default=1']);
  });

  test('a list is neither sorted nor filtered by what is private', () => {
    const { filters, sorts } = viewOf(['name:str:unique', 'code:str:unique:private']);
    expect(attributes(filters)).toEqual(['name']);
    expect(sorts).toEqual(['id', 'name']);
  });

  test('a list is sorted by what an index holds in order, and filtered by what has one, an enum or a reference', () => {
    const { filters, ordered, sorts } = viewOf([
      'name:str',
      'code:str:index',
      'number:int:unique',
      'alias:str:unique:optional',
      'rank:int:index:optional',
      'status:enum=draft/live',
      'category:ref=Category',
      'extra:json',
    ]);
    expect(attributes(filters)).toEqual([
      'code',
      'number',
      'alias',
      'rank',
      'status',
      'category_id',
    ]);
    // Many rows can be without a value of what is unique, and its index does not order those.
    expect(sorts).toEqual(['id', 'code', 'number', 'rank']);
    expect(ordered.map(({ name }) => name)).toEqual(['ix_products_code', 'ix_products_rank']);
  });

  test('a default that is computed is computed for each row', () => {
    const { columnDefault, assignment } = fieldOf('at:datetime:readonly:default=now');
    expect(columnDefault).toMatch(/^, default=lambda: datetime\.now\(/);
    expect(assignment).toMatch(/^ = Field\(default_factory=lambda: datetime\.now\(/);
  });

  test('an optional readonly field needs no default in the column', () => {
    expect(fieldOf('rank:int:readonly:optional')).toMatchObject({
      columnDefault: '',
      assignment: ' = None',
    });
  });
});

describe('the column of a field', () => {
  test.each<[token: string, model: string, migration: string]>([
    ['name:str', '', ', nullable=False'],
    ['name:str:optional', '', ', nullable=True'],
    // Its index is one of the table, which ends in the id.
    ['name:str:index', '', ', nullable=False'],
    ['name:str:unique:optional', ', unique=True', ', nullable=True, unique=True'],
    // A unique constraint has an index already.
    ['name:str:unique:index', ', unique=True', ', nullable=False, unique=True'],
    // References always have one, for look-ups.
    ['category:ref=Category', ', index=True', ', nullable=False, index=True'],
    ['category:ref=Category:unique', ', unique=True', ', nullable=False, unique=True'],
    ['category:ref=Category:optional', ', index=True', ', nullable=True, index=True'],
    ['category:ref=Category:optional:unique', ', unique=True', ', nullable=True, unique=True'],
  ])('%s', (token, columnOptions, migrationOptions) => {
    expect(fieldOf(token)).toMatchObject({ columnOptions, migrationOptions });
  });

  test('a unique reference is among the unique fields', () => {
    const { unique } = viewOf(['name', 'category:ref=Category:unique']);
    expect(attributes(unique)).toEqual(['category_id']);
  });
});

describe('the body that descriptions have for an example', () => {
  test.each(EVERY_FIELD.filter((token) => !/private|readonly|:slug/.test(token)))(
    'is as JSON has it: %s',
    (token) => {
      const { bodyExample } = viewSchemas(viewOf([token]));
      expect(bodyExample).toMatch(new RegExp(`^"${token.split(':')[0]}": [\\d"[{T]`));
      // Neither a call nor a member of an enum.
      expect(bodyExample.replaceAll(/"[^"]*"/g, '')).not.toMatch(/\w[(.][a-z(]/i);
    },
  );

  test('leaves out what nobody may set, and what may be missing and refers to something', () => {
    const tokens = ['name:str', 'rank:int:readonly:default=1', 'tags:refs=Tag'];
    const references = ['category:ref=Category', 'other:ref=Category:optional'];
    expect(viewSchemas(viewOf([...tokens, ...references])).bodyExample).toBe(
      '"name": "name of product 1", "category_id": 1',
    );
    expect(viewSchemas(viewOf(['rank:int:readonly:default=1'])).bodyExample).toBe('');
  });
});

describe('a reference', () => {
  const only = (...tokens: string[]) => viewOf(tokens).references;

  test('is a foreign key and a relationship', () => {
    expect(only('category:ref=Category')).toMatchObject([
      {
        attribute: 'category_id',
        relationship: 'category',
        relationshipAnnotation: 'CategoryModel',
        relationshipArguments: '',
        column: 'ForeignKey("categories.id")',
        assignment: '',
      },
    ]);
    expect(only('category:ref=Category:optional')).toMatchObject([
      { relationshipAnnotation: 'CategoryModel | None', assignment: ' = None' },
    ]);
  });

  test('says which column it is about where another one has the same target', () => {
    expect(
      only('source:ref=Category', 'target:ref=Category', 'tag:ref=Tag').map(
        ({ relationshipArguments }) => relationshipArguments,
      ),
    ).toEqual(['foreign_keys=[source_id]', 'foreign_keys=[target_id]', '']);
  });

  test('says so too where the owner or the parent is the target', () => {
    const owned = {
      conventions: {
        ...SURROUNDINGS.conventions,
        models: { ...SURROUNDINGS.conventions.models, owner: 'Category' },
      },
    };
    const nested = {
      parents: [
        {
          ...viewNames(nameFeature('category')),
          Model: 'Category',
          table: 'categories',
          segment: 'categories',
          singleton: false,
          isPublished: false,
          isKept: false,
        },
      ],
    };
    for (const more of [owned, nested]) {
      const [reference] = viewOf(['kind:ref=Category'], {}, more).references;
      expect(reference?.relationshipArguments).toBe('foreign_keys=[kind_id]');
    }
  });

  test('to the feature itself names the side that has one, and its class in quotes', () => {
    expect(only('parent:ref=Product:optional')).toMatchObject([
      {
        relationshipAnnotation: '"ProductModel | None"',
        relationshipArguments: 'remote_side=lambda: ProductModel.id, post_update=True',
      },
    ]);
  });

  test('does not make the feature its own target', () => {
    const { referenceTargets, targets } = viewOf([
      'parent:ref=Product:optional',
      'first:ref=Category',
      'second:ref=Category',
      'tags:refs=Tag',
    ]);
    expect(targets.map(({ feature }) => feature)).toEqual(['category', 'tag']);
    expect(referenceTargets.map(({ feature }) => feature)).toEqual(['category']);
  });

  test('to a model that does not exist is refused, with those that do', () => {
    expect(() => viewOf(['shop:ref=Shop'])).toThrow(RefusalError);
    expect(() => viewOf(['shops:refs=Shop'])).toThrow(
      /"shops" refers to Shop, .*It has: Category, Tag\./,
    );
  });
});

describe('links', () => {
  test('are an association table, and no column', () => {
    const { columns, links } = viewOf(['name', 'tags:refs=Tag']);
    expect(attributes(columns)).toEqual(['name']);
    expect(links).toMatchObject([
      {
        attribute: 'tag_ids',
        relationship: 'tags',
        relationshipAnnotation: 'TagModel',
        table: 'product_tags',
        ownColumn: 'product_id',
        targetColumn: 'tag_id',
        joins: '',
        assignment: ' = Field(default_factory=list)',
      },
    ]);
  });

  test('are as many in a request as the field says, or a hundred', () => {
    const { links } = viewOf(['tags:refs=Tag', 'others:refs=Category:max=5']);
    expect(links.map(({ checkedAnnotation }) => checkedAnnotation)).toEqual(
      [100, 5].map((most) => `Annotated[list[JsonNumber[EntityId]], Field(max_length=${most})]`),
    );
    expect(links.map(({ invalid }) => invalid.at(-1))).toEqual(['[1] * 101', '[1] * 6']);
  });

  test('of a feature with itself say which column is which', () => {
    expect(viewOf(['parts:refs=Product']).links).toMatchObject([
      {
        relationshipAnnotation: '"ProductModel"',
        ownColumn: 'product_id',
        targetColumn: 'part_id',
        joins:
          'primaryjoin=lambda: ProductModel.id == product_parts.c.product_id, ' +
          'secondaryjoin=lambda: ProductModel.id == product_parts.c.part_id,',
      },
    ]);
  });

  test('named like the feature have two columns all the same', () => {
    expect(viewOf(['products:refs=Product']).links).toMatchObject([
      {
        ownColumn: 'product_id',
        targetColumn: 'related_product_id',
        joins: expect.stringContaining('product_products.c.related_product_id,'),
      },
    ]);
  });
});

describe('the class of an enum', () => {
  test('is named after feature and field', () => {
    const { enums, fields } = viewOf(['order_state:enum=new/in-progress:default=in-progress']);
    expect(enums).toEqual([
      {
        className: 'ProductOrderState',
        label: 'order state',
        members: [
          { name: 'NEW', value: '"new"' },
          { name: 'IN_PROGRESS', value: '"in-progress"' },
        ],
      },
    ]);
    expect(fields[0]?.assignment).toBe(' = ProductOrderState.IN_PROGRESS');
  });

  // ProductCreate, ProductSort and so on are classes of the slice itself.
  test.each([
    ...['base', 'changes', 'client', 'conflict_error', 'create', 'detail', 'draft'],
    ...['model', 'out', 'public', 'query', 'read', 'repository', 'response'],
    ...['service', 'sort', 'update', 'webhook_service'],
  ])('is not that of a class that the slice has: %s', (field) => {
    const { aliases, enums } = viewOf([`${field}:enum=a/b`]);
    const [{ className } = { className: '' }] = enums;
    expect(className).toMatch(/^Product\w/);
    expect(className).not.toBe(`Product${pascalOf(field)}`);
    expect(aliases).toEqual([]);
    expect(viewOf([`${field}:str=40`]).aliases[0]?.name).toBe(className);
  });
});

describe('the checked type of a field', () => {
  test('has a name of its own where it has rules', () => {
    const { aliases, fields } = viewOf(['price:int:gt=0:optional', 'paid:bool']);
    expect(aliases.map(({ name }) => name)).toEqual(['ProductPrice']);
    expect(fields[0]).toMatchObject({
      checkedType: 'ProductPrice',
      checkedAnnotation: 'ProductPrice | None',
      plainType: 'int',
      plainAnnotation: 'int | None',
    });
    expect(fields[1]).toMatchObject({ checkedType: 'StrictBool', checkedAnnotation: 'StrictBool' });
  });

  test('has none where the name would make a line too long', () => {
    const name = 'a_reference_that_the_supplier_gives_to_each';
    const { aliases, fields } = viewOf([`${name}:str=40`]);
    expect(aliases).toEqual([]);
    expect(fields[0]?.checkedType).toMatch(/\b40\b/);
  });
});

describe('who may call', () => {
  test.each<[FeatureOptions, FeatureView['guards']]>([
    [
      { read: 'public', write: 'user', delete: 'admin' },
      { read: '', write: 'CurrentUser', delete: 'require("admin")' },
    ],
    [
      { read: 'user', write: 'editor+auditor', delete: 'public' },
      { read: 'CurrentUser', write: 'require("editor", "auditor")', delete: '' },
    ],
  ])('%j', (options, guards) => {
    expect(viewOf(['name'], options).guards).toEqual(guards);
  });

  test('only the endpoints that are asked for are there', () => {
    expect(viewOf(['name'], { endpoints: 'list+update' }).has).toEqual({
      list: true,
      get: false,
      create: false,
      update: true,
      delete: false,
    });
  });
});

test('a default that linters would take for a secret says that it is none', () => {
  const assignmentOf = (token: string) => fieldOf(token).assignment;
  expect(assignmentOf('reset_token:str:default=a')).toBe(' = "a"  # noqa: S105');
  expect(assignmentOf('password:str:default=a')).toBe(' = "a"  # noqa: S105');
  expect(assignmentOf('token:int:default=1')).toBe(' = 1');
  expect(assignmentOf('passenger:str:default=a')).toBe(' = "a"');
});

test('the type of a field does not hide what Python has', () => {
  const value = featureFromArguments('value', ['error:str=10']);
  expect(viewFeature(value, SURROUNDINGS).aliases.map(({ name }) => name)).toEqual([
    'ValueErrorValue',
  ]);
});

test('a field does not hide what the column of another one calls', () => {
  const tokens = ['enum_type:str', 'kind:enum=a/b'];
  expect(attributes(viewOf(tokens).fields)).toEqual(['enum_type_', 'kind']);
});

describe('a nested feature', () => {
  const parent = {
    ...viewNames(nameFeature('category')),
    Model: 'Category',
    table: 'categories',
    segment: 'categories',
    singleton: false,
    isPublished: false,
    isKept: false,
  };

  test('has its routes in the folders of its parents', () => {
    const {
      parent: direct,
      parentRoute,
      route,
    } = viewOf(['name'], {}, { parents: [{ ...parent, segment: 'shops' }, parent] });
    expect([direct, parentRoute, route]).toEqual([
      parent,
      'shops/categories',
      'shops/categories/products',
    ]);
    expect(viewOf(['name'])).toMatchObject({
      parent: undefined,
      parentRoute: '',
      route: 'products',
    });
  });

  test.each([['category:ref=Category'], ['category_id:int']])(
    '%s is refused, as the column of the parent has that name',
    (token) => {
      expect(refusal(() => viewOf([token], {}, { parents: [parent] }))).toMatch(
        /would be called "category_id", like the column that refers to the parent/,
      );
    },
  );
});

describe('what answers show of what a row refers to', () => {
  const column = (name: string, type = 'str') => ({ name, attribute: name, type, isEnum: false });
  const models = [
    { ...model('category'), shown: [column('name'), column('rate', 'Decimal | None')] },
  ];
  const embedsOf = (token: string) =>
    viewOf([token, 'secret:str:private', 'title'], {}, { models }).embeds;

  test('has a class of its own, and is as optional as the reference', () => {
    expect(embedsOf('section?:ref=Category:embed=rate+name')).toMatchObject([
      {
        Class: 'SectionOfProduct',
        attribute: 'section',
        annotation: 'SectionOfProduct | None',
        columns: [{ name: 'rate' }, { name: 'name' }],
      },
    ]);
  });

  test('can be of the feature itself', () => {
    expect(embedsOf('parent?:ref=Product:embed=title')).toMatchObject([
      { Class: 'ParentOfProduct', columns: [{ attribute: 'title', type: 'str' }] },
    ]);
  });

  test.each([
    [
      'category:ref=Category:embed=nam',
      /cannot show "nam" of Category.*Did you mean "name"\?.*Allowed: name, rate\./s,
    ],
    ['parent?:ref=Product:embed=secret', /Allowed: title\./],
    ['category:ref=Category:embed=password_hash', /which nobody is shown\. Allowed: name, rate\./],
  ])('%s is refused with what is allowed', (token, message) => {
    expect(refusal(() => embedsOf(token))).toMatch(message);
  });
});
