/** What the database itself holds a column to, so that rows which are written past the application obey it too. */
import { columnInSql } from '../reserved-words.js';
import type { FieldSpec } from './spec.js';
import { definitionOf } from './types.js';

const COMPARISONS = { gt: '>', ge: '>=', lt: '<', le: '<=' } as const;

/**
 * Returns the condition of a column's CHECK constraint, as SQLite and PostgreSQL both understand it; undefined if its
 * type says everything already.
 *
 * @param column what the table calls it.
 */
export function conditionOf(field: FieldSpec, column: string): string | undefined {
  const name = columnInSql(column);
  const { lengths, numbers } = definitionOf(field.type);
  const bounds = Object.entries(COMPARISONS).flatMap(([bound, sign]) => {
    const limit = field[bound as keyof typeof COMPARISONS];
    return numbers === undefined || limit === undefined ? [] : [`${name} ${sign} ${limit}`];
  });
  const isCounted = lengths?.unit === 'characters' || lengths?.unit === 'bytes';
  const sizes = isCounted ? sizesOf(field, `length(${name})`) : [];
  const values = field.values?.map((value) => `'${value}'`).join(', ');
  const among = values === undefined ? [] : [`${name} IN (${values})`];
  const conditions = [...bounds, ...sizes, ...among];
  return conditions.length === 0 ? undefined : conditions.join(' AND ');
}

function sizesOf({ max, min, type }: FieldSpec, length: string): string[] {
  const isBounded = !['text', 'bytes'].includes(type);
  return [
    ...(min === undefined || min === '0' ? [] : [`${length} >= ${min}`]),
    ...(max === undefined || isBounded ? [] : [`${length} <= ${max}`]),
  ];
}

/**
 * Returns the default of a column in the database, as a Python expression; undefined if it has none there.
 *
 * @param sa what stands before the names of SQLAlchemy: `sa.` in a migration.
 */
export function serverDefaultOf(field: FieldSpec, sa = ''): string | undefined {
  if (field.default === undefined) return undefined;
  return definitionOf(field.type).serverDefault?.(field.default, sa);
}
