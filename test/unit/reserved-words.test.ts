import { describe, expect, test } from '@jest/globals';
import {
  reservedColumnReason,
  reservedFeatureReason,
  reservedFieldReason,
  reservedPluralReason,
  reservedTableReason,
} from '../../shared/feature/reserved-words.js';

describe('reservedFieldReason', () => {
  test.each([
    ['id', /adds a column/],
    ['created_at', /adds a column/],
    ['deleted_at', /adds a column/],
    ['_secret', /leading underscore/],
    ['__init__', /leading underscore/],
  ])('%s is reserved', (name, reason) => {
    expect(reservedFieldReason(name)).toMatch(reason);
  });

  test.each(['name', 'class', 'type', 'list', 'metadata', 'copy', 'model_name', 'toString'])(
    '%s is free',
    (name) => {
      expect(reservedFieldReason(name)).toBeUndefined();
    },
  );

  test('an architecture can reserve more', () => {
    const extra = { tenant_id: 'every table has it' };
    expect(reservedFieldReason('tenant_id', extra)).toBe('every table has it');
    expect(reservedFieldReason('name', extra)).toBeUndefined();
    expect(reservedFieldReason('toString', extra)).toBeUndefined();
  });
});

describe('reservedColumnReason', () => {
  test.each([
    ['ID', /adds a column/],
    ['created_at', /adds a column/],
    ['xmin', /PostgreSQL/],
  ])('%s is reserved', (name, reason) => {
    expect(reservedColumnReason(name)).toMatch(reason);
  });

  test.each(['Xmin', 'order', 'CategoryID'])('%s is free', (name) => {
    expect(reservedColumnReason(name)).toBeUndefined();
  });
});

describe('reservedFeatureReason', () => {
  test.each([
    ['class', 'Class', /keyword/],
    ['none', 'None', /keyword None/],
    ['case', 'Case', /keyword in some places/],
    ['list', 'List', /built-in/],
    ['warning', 'Warning', /Python's built-in Warning/],
    ['type_error', 'TypeError', /Python's built-in TypeError/],
    ['aux', 'Aux', /Windows/],
    ['com1', 'Com1', /Windows/],
  ])('%s is reserved', (snake, pascal, reason) => {
    expect(reservedFeatureReason(snake, pascal)).toMatch(reason);
  });

  test.each([
    ['order', 'Order'],
    ['user', 'User'],
    ['group', 'Group'],
    // The emitted code has a meaning for these, and tells both apart.
    ['date', 'Date'],
    ['session', 'Session'],
    ['table', 'Table'],
    ['os_error', 'OsError'],
    ['com', 'Com'],
    ['auxiliary', 'Auxiliary'],
  ])('%s is free', (snake, pascal) => {
    expect(reservedFeatureReason(snake, pascal)).toBeUndefined();
  });
});

describe('reservedPluralReason', () => {
  test.each([
    ['vars', /built-in/],
    ['as', /keyword/],
    ['sqlite_things', /SQLite/],
    ['alembic_version', /Alembic/],
    ['nul', /Windows/],
    ['lateral', /does not quote/],
  ])('%s is reserved', (name, reason) => {
    expect(reservedPluralReason(name)).toMatch(reason);
  });

  test.each(['orders', 'users', 'alembic_versions'])('%s is free', (name) => {
    expect(reservedPluralReason(name)).toBeUndefined();
  });
});

describe('reservedTableReason', () => {
  test.each([
    ['sqlite_things', /SQLite/],
    ['alembic_version', /Alembic/],
    ['lateral', /does not quote/],
  ])('%s is reserved', (name, reason) => {
    expect(reservedTableReason(name)).toMatch(reason);
  });

  test.each(['orders', 'vars', 'as', 'nul', 'Order Details'])('%s is free', (name) => {
    expect(reservedTableReason(name)).toBeUndefined();
  });
});
