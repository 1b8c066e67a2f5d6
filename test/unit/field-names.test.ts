import { describe, expect, test } from '@jest/globals';
import { formatFieldToken, parseFieldToken } from '../../shared/feature/field/grammar.js';
import { namesOfField, type OwnAttributes } from '../../shared/feature/field/names.js';
import { qualifyDates } from '../../shared/plan/qualified-dates.js';
import { refusal } from './refusal.js';

const OWN: OwnAttributes = { listParameters: ['limit', 'sort'], methods: ['filters', 'create'] };

function namesOf(token: string, hidden: readonly string[] = []) {
  return namesOfField(parseFieldToken(token), OWN, new Set(hidden));
}

describe('the API and the table keep the name of a field, its attribute is', () => {
  test.each([
    ['name', 'name'],
    ['date', 'date'],
    ['order', 'order'],
    ['fields', 'fields'],
    ['page', 'page'],
    ['model_name', 'model_name'],
    ['type', 'type_'],
    ['from', 'from_'],
    ['hash', 'hash_'],
    ['l', 'l_'],
    ['self', 'self_'],
    ['metadata', 'metadata_'],
    ['copy', 'copy_'],
    ['model_config', 'model_config_'],
    ['model_dump_all', 'field_model_dump_all'],
    ['mapped_column', 'mapped_column_'],
    ['limit', 'limit_'],
    ['create', 'create_'],
    ['item_tags', 'item_tags_'],
  ])('%s: %s', (name, attribute) => {
    const { columnName, key, attribute: found } = namesOf(name, ['item_tags']);
    expect([key, columnName, found]).toEqual([name, name, attribute]);
  });
});

test('a reference keeps its name in the API, and may have another one for its rows', () => {
  expect(namesOf('class:ref=Course')).toMatchObject({
    key: 'class_id',
    attribute: 'class_id',
    relationship: 'class_',
  });
  expect(namesOf('tags:refs=Tag')).toMatchObject({ key: 'tag_ids', relationship: 'tags' });
});

test('a filter has the name of its field, unless that says which page is wanted', () => {
  expect(namesOf('type').filter).toBe('type');
  expect(namesOf('limit').filter).toBe('limit_eq');
});

describe('column', () => {
  test.each([
    ['price:decimal=10.2:column=UnitPrice', 'price', 'UnitPrice'],
    ['sku:str=20:column=Stock Code', 'sku', 'Stock Code'],
    ['customer:ref=Customer:column=CustomerID', 'customer_id', 'CustomerID'],
    ['name:str:column=name', 'name', 'name'],
  ])('%s', (token, key, columnName) => {
    expect(namesOf(token)).toMatchObject({ key, columnName });
  });

  test('it is written back, unless it is the name anyway', () => {
    const token = 'price:decimal=10.2:gt=0:column=UnitPrice';
    expect(formatFieldToken(parseFieldToken(token))).toBe(token);
    expect(formatFieldToken(parseFieldToken('name:str=9:column=name'))).toBe('name:str=9');
  });

  test.each([
    ['x:str:column=', /"column" needs a value/],
    ['x:str:column', /"column" needs a value/],
    ['x:str:column=1st', /does not start with a letter/],
    ['x:str:column=a"b', /it contains the character "/],
    ['x:str:column=Created_At', /"Created_At" cannot be the name of a column: the generator adds/],
    ['x:str:column=xmin', /system column/],
    [`x:str:column=${'é'.repeat(32)}`, /has 64 bytes, but databases allow at most 63/],
    ['tags:refs=Tag:column=Tags', /"column" does not apply to the type refs/],
  ])('%s is refused', (token, message) => {
    expect(refusal(() => parseFieldToken(token))).toMatch(message);
  });
});

describe('qualifyDates', () => {
  const module = [
    'from datetime import UTC, date, datetime',
    '',
    'class Thing(Base):',
    '    date: Mapped[date | None] = mapped_column(Date)',
    '    at: datetime = Field(default_factory=lambda: datetime.now(UTC))',
    '    other: date = Field(date=1)',
    '',
  ].join('\n');

  test('names types by their module where an attribute would hide them', () => {
    expect(qualifyDates(module, 'dt')).toBe(
      [
        'import datetime as dt',
        '',
        'class Thing(Base):',
        '    date: Mapped[dt.date | None] = mapped_column(Date)',
        '    at: dt.datetime = Field(default_factory=lambda: dt.datetime.now(dt.UTC))',
        '    other: dt.date = Field(date=1)',
        '',
      ].join('\n'),
    );
  });

  test('leaves other modules as they are', () => {
    expect(qualifyDates(module, undefined)).toBe(module);
    const test = 'from datetime import date\n\nday = date(2024, 1, 31)\n';
    expect(qualifyDates(test, 'dt')).toBe(test);
  });
});
