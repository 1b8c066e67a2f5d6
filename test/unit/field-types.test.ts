/** The type table: what each field is in Python. */

import { describe, expect, test } from '@jest/globals';
import { UsageError } from '../../shared/errors.js';
import { foundationDialect } from '../../shared/feature/field/dialect.js';
import { parseFieldToken } from '../../shared/feature/field/grammar.js';
import { FIELD_TYPES, pythonField } from '../../shared/feature/field/types.js';

const context = { enumClass: 'ProductStatus', featureLabel: 'product' };
const look = (token: string) => {
  const field = parseFieldToken(token);
  const { checked, column, ...rest } = pythonField(field, context);
  return {
    ...rest,
    checked: foundationDialect.annotation(checked),
    column: foundationDialect.column(column, field),
  };
};

test.each([
  ['a:str', 'Annotated[FilledLine, Field(max_length=255)]', 'String(255)', 'sa.String(length=255)'],
  [
    'a:str=8:min=2',
    'Annotated[FilledLine, Field(min_length=2, max_length=8)]',
    'String(8)',
    'sa.String(length=8)',
  ],
  [
    'a:str:min=0',
    'Annotated[OneLine, Field(max_length=255)]',
    'String(255)',
    'sa.String(length=255)',
  ],
  [
    'a:str:optional',
    'Annotated[OneLine, Field(max_length=255)]',
    'String(255)',
    'sa.String(length=255)',
  ],
  [
    'a:str:optional:min=1',
    'Annotated[FilledLine, Field(min_length=1, max_length=255)]',
    'String(255)',
    'sa.String(length=255)',
  ],
  ['a:text:optional', 'Text', 'Text', 'sa.Text()'],
  ['a:text:min=0', 'Text', 'Text', 'sa.Text()'],
  ['a:text', 'FilledText', 'Text', 'sa.Text()'],
  ['a:int', 'JsonNumber[Int32]', 'Integer', 'sa.Integer()'],
  [
    'a:int:min=1:max=5',
    'JsonNumber[Annotated[Int32, Field(ge=1, le=5)]]',
    'Integer',
    'sa.Integer()',
  ],
  ['a:bigint', 'JsonNumber[Int64]', 'BigInteger', 'sa.BigInteger()'],
  [
    'a:smallint:gt=0',
    'JsonNumber[Annotated[Int32, Field(gt=0, le=32767)]]',
    'SmallInteger',
    'sa.SmallInteger()',
  ],
  ['a:float:gt=0.5', 'JsonNumber[Annotated[FiniteFloat, Field(gt=0.5)]]', 'Float', 'sa.Float()'],
  [
    'a:decimal=10.2:gt=0',
    'Annotated[JsonDecimal, Field(gt=0, max_digits=10, decimal_places=2)]',
    'ExactDecimal(10, 2)',
    'sa.Numeric(precision=10, scale=2)',
  ],
  [
    'a:decimal:ge=0.5',
    'Annotated[JsonDecimal, Field(ge=Decimal("0.5"), max_digits=12, decimal_places=2)]',
    'ExactDecimal(12, 2)',
    'sa.Numeric(precision=12, scale=2)',
  ],
  ['a:bool', 'StrictBool', 'Boolean', 'sa.Boolean()'],
  ['day:date', 'IsoDate', 'Date', 'sa.Date()'],
  ['a:datetime', 'UtcDatetime', 'UtcDateTime', 'sa.DateTime(timezone=True)'],
  ['a:time', 'LocalTime', 'Time', 'sa.Time()'],
  ['a:uuid', 'UUID', 'Uuid', 'sa.Uuid()'],
  ['a:json', 'JsonObject', 'JSON', 'sa.JSON()'],
  ['a:json:optional', 'JsonObject', 'JSON(none_as_null=True)', 'sa.JSON()'],
  ['a:email', 'EmailStr', 'String(254)', 'sa.String(length=254)'],
  ['a:email:unique', 'LowercaseEmail', 'String(254)', 'sa.String(length=254)'],
  ['a:url', 'HttpUrlText', 'String(2083)', 'sa.String(length=2083)'],
  [
    'a:url:unique',
    'Annotated[HttpUrlText, Field(max_length=660)]',
    'String(660)',
    'sa.String(length=660)',
  ],
  [
    'a:list=int:max=3',
    'Annotated[list[JsonNumber[Int32]], Field(max_length=3)]',
    'JSON',
    'sa.JSON()',
  ],
  ['a:list=date', 'list[IsoDate]', 'TypedJson(list[date])', 'sa.JSON()'],
  [
    'a:enum=x/in-use',
    'ProductStatus',
    'enum_type(ProductStatus)',
    'sa.Enum("x", "in-use", name="productstatus", native_enum=False, length=50)',
  ],
])('%s', (token, checked, column, migration) => {
  expect(look(token)).toMatchObject({ checked, column, migration });
});

test.each([
  ['a:str:default=x"y', '"x\\"y"'],
  ['a:int:default=5', '5'],
  ['a:decimal:default=0.50', 'Decimal("0.50")'],
  ['a:bool:default=false', 'False'],
  ['a:enum=x/in-use:default=in-use', 'ProductStatus.IN_USE'],
  ['day:date:default=2024-02-29', 'date(2024, 2, 29)'],
  ['day:date:default=today', 'datetime.now(UTC).date()'],
  ['a:datetime:default=2024-02-29T10:30:00Z', 'datetime(2024, 2, 29, 10, 30, tzinfo=UTC)'],
  ['a:time:default=10:30', 'time(10, 30)'],
  ['a:str:optional', 'None'],
])('%s starts as %s', (token, defaultValue) => {
  expect(look(token).initial?.text).toBe(defaultValue);
});

describe('samples', () => {
  test.each(
    FIELD_TYPES.filter((type) => !['ref', 'refs', 'parts', 'count', 'file'].includes(type)),
  )('%s has invalid values', (type) => {
    const token =
      { enum: 'a:enum=x/y', list: 'a:list=int', slug: 'a:slug=b' }[type as string] ?? `day:${type}`;
    expect(look(token).invalid.length).toBeGreaterThan(0);
  });

  test.each([
    ['a:int:ge=5:le=7', '7', '5'],
    ['a:int:lt=-5', '-995', '-985'],
    ['a:decimal=3.2:gt=0', 'Decimal("0.11")', 'Decimal("0.21")'],
    ['a:float:gt=0:lt=1', '0.5', '0.25'],
    ['a:str=3', '"001"', '"002"'],
  ])('%s stays within its limits', (token, sample, otherSample) => {
    expect(look(token)).toMatchObject({ sample, otherSample });
  });

  test('of a pattern match it', () => {
    const { sample, otherSample } = look('a:str=4:pattern=^[a-c]+$');
    expect(sample).toMatch(/^"[a-c]{1,4}"$/);
    expect(otherSample).toMatch(/^"[a-c]{1,4}"$/);
    expect(sample).not.toBe(otherSample);
  });

  test('of a pattern that no text with something in it matches are given up soon', () => {
    expect(() => look('a:str=1000000:pattern=^ *$')).toThrow(/found no printable text/);
  });

  test.each(['a:int:unique:ge=1:le=9', 'a:enum=x/y:unique', 'a:str:unique:pattern=^[ab]$'])(
    '%s allows too few rows',
    (token) => {
      expect(() => look(token)).toThrow(UsageError);
      expect(() => look(token)).toThrow(/unique/);
    },
  );
});
