/** What the database holds a column to, and what a migration does where that changes. */
import { describe, expect, test } from '@jest/globals';
import { alterations } from '../../shared/evolve/alterations.js';
import { readTables } from '../../shared/evolve/tables.js';
import { conditionOf, serverDefaultOf } from '../../shared/feature/field/database-rules.js';
import { parseFieldToken } from '../../shared/feature/field/grammar.js';
import { OWN_NAMES } from '../../shared/project/constraint-names.js';

describe('the condition of a column', () => {
  test.each([
    ['a:int:ge=0:lt=10', 'a >= 0 AND a < 10'],
    ['a:int:min=1:max=9', 'a >= 1 AND a <= 9'],
    ['a:decimal=10.2:gt=0', 'a > 0'],
    ['a:float:le=1.5', 'a <= 1.5'],
    ['a:str=20:min=3', 'length(a) >= 3'],
    ['a:text:min=2:max=90', 'length(a) >= 2 AND length(a) <= 90'],
    ['a:bytes:max=10', 'length(a) <= 10'],
    ['a:enum=new/in-use', "a IN ('new', 'in-use')"],
    ['a:int:gt=0:column=UnitPrice', '"UnitPrice" > 0'],
  ])('%s: %s', (token, condition) => {
    const field = parseFieldToken(token);
    expect(conditionOf(field, field.column ?? field.name)).toBe(condition);
  });

  test.each(['order', 'from', 'limit', 'returning'])('quotes %s, which SQL has', (name) => {
    expect(conditionOf(parseFieldToken(`${name}:int:gt=0`), name)).toBe(`"${name}" > 0`);
  });

  test.each(['a:str=20', 'a:str:min=0', 'a:int', 'a:text', 'a:list=int:max=3', 'a:bool', 'a:date'])(
    'says nothing of %s, whose type says enough or whose rule SQL cannot',
    (token) => {
      expect(conditionOf(parseFieldToken(token), 'a')).toBeUndefined();
    },
  );
});

describe('the default of a column', () => {
  test.each([
    ['a:int:default=5', '"5"', '"5"'],
    ['a:bool:default=true', 'true()', 'sa.true()'],
    ['a:enum=a/b:default=b', '"b"', '"b"'],
    ['a:datetime:default=now', 'func.now()', 'sa.func.now()'],
    ['a:date:default=today', 'func.current_date()', 'sa.func.current_date()'],
    ['a:time:default=09:30', '"09:30:00"', '"09:30:00"'],
    ['a:time:default=09:30:00.5', '"09:30:00.500000"', '"09:30:00.500000"'],
  ])('%s: %s, in a migration %s', (token, inModel, inMigration) => {
    const field = parseFieldToken(token);
    expect([serverDefaultOf(field), serverDefaultOf(field, 'sa.')]).toEqual([inModel, inMigration]);
  });

  test.each(['a:int', 'a:duration:default=PT1H', 'a:datetime:default=2024-01-31T09:30:00Z'])(
    'is none for %s',
    (token) => {
      expect(serverDefaultOf(parseFieldToken(token))).toBeUndefined();
    },
  );
});

describe('where a rule changes, a migration', () => {
  const tables = (column: string, ...checks: readonly string[]) =>
    readTables(
      `def upgrade() -> None:\n    op.create_table(\n        "products",\n        ${[column, ...checks].join(',\n        ')},\n    )\n`,
    );
  const check = (name: string, condition: string) =>
    `sa.CheckConstraint("${condition}", name=op.f("ck_products_${name}"))`;
  const price = 'sa.Column("price", sa.Integer(), nullable=False)';
  const steps = (
    before: ReturnType<typeof tables>,
    after: ReturnType<typeof tables>,
    renamed = new Map<string, string>(),
  ) =>
    alterations(before, after, { renamed, initial: () => undefined, names: OWN_NAMES }).map(
      (lines) => lines.slice(1).map((line) => line.trim()),
    );

  test('exchanges the check', () => {
    const [before, after] = ['price > 0', 'price > 1'].map((said) =>
      tables(price, check('price', said)),
    );
    if (before === undefined || after === undefined) throw new Error('no tables');
    expect(steps(before, after)).toEqual([
      [
        'batch_op.drop_constraint(op.f("ck_products_price"), type_="check")',
        'batch_op.create_check_constraint(op.f("ck_products_price"), "price > 1")',
      ],
    ]);
    expect(steps(before, before)).toEqual([]);
  });

  test('checks a renamed column once it has its new name, in a batch of its own', () => {
    const before = tables(price, check('price', 'price > 0'));
    const after = tables(price.replace('price', 'cost'), check('cost', 'cost > 0'));
    expect(steps(before, after, new Map([['price', 'cost']]))).toEqual([
      [
        'batch_op.drop_constraint(op.f("ck_products_price"), type_="check")',
        'batch_op.alter_column("price", new_column_name="cost", existing_type=sa.Integer(), existing_nullable=False)',
      ],
      ['batch_op.create_check_constraint(op.f("ck_products_cost"), "cost > 0")'],
    ]);
  });

  test.each([
    ['Order Details.id', 'Order Details', ''],
    ['order-lines.Line No', 'order-lines', ''],
    ['café.id', 'café', ''],
    ['sales.orders.id', 'orders', ', referent_schema="sales"'],
  ])('adds and drops a reference to %s', (referred, table, more) => {
    const key = referred.split('.').at(-1);
    const reference = (rule: string) =>
      tables(`sa.Column("order_id", sa.Integer(), sa.ForeignKey("${referred}"${rule}))`);
    expect(steps(reference(''), reference(', ondelete="CASCADE"'))).toEqual([
      [
        'batch_op.drop_constraint("fk_products_order_id", type_="foreignkey")',
        `batch_op.create_foreign_key("fk_products_order_id", "${table}", ["order_id"], ["${key}"], ondelete="CASCADE"${more})`,
      ],
    ]);
  });

  test('exchanges a default, and takes it away before a type that PostgreSQL does not turn it into', () => {
    const withDefault = (type: string, value: string) =>
      tables(`sa.Column("price", sa.${type}(), nullable=False, server_default="${value}")`);
    expect(steps(withDefault('Integer', '1'), withDefault('Integer', '2'))).toEqual([
      [
        'batch_op.alter_column("price", existing_type=sa.Integer(), existing_nullable=False, server_default="2")',
      ],
    ]);
    expect(steps(withDefault('Integer', '1'), withDefault('Text', 'one'))).toEqual([
      [
        'batch_op.alter_column("price", existing_type=sa.Integer(), server_default=None)',
        `batch_op.alter_column("price", existing_type=sa.Integer(), type_=sa.Text(), postgresql_using='"price"::text', existing_nullable=False)`,
      ],
      ['batch_op.alter_column("price", existing_type=sa.Text(), server_default="one")'],
    ]);
  });
});
