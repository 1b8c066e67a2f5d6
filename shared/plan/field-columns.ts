/** What the column of a field is told besides its type. */
import { conditionOf, serverDefaultOf } from '../feature/field/database-rules.js';
import type { FieldNames } from '../feature/field/names.js';
import type { FieldSpec } from '../feature/field/spec.js';
import { needsQuotes } from '../feature/reserved-words.js';

/** What a column is told. Arguments come each after a comma. */
export interface ColumnOptions {
  /** More arguments of `mapped_column`: `, unique=True`. */
  readonly columnOptions: string;
  /** More arguments of the migration's `sa.Column`. */
  readonly migrationOptions: string;
  /** The default that the database has, in a model: `, server_default="0"`; empty if it has none. */
  readonly serverDefault: string;
  /** The same in a migration. */
  readonly migrationDefault: string;
  /** What the database makes sure of, as SQL: `stock >= 0`. */
  readonly condition: string | undefined;
}

/** Whether a model has to say what a column is called. */
export function namesColumn({
  attribute,
  columnName,
}: Pick<FieldNames, 'attribute' | 'columnName'>): boolean {
  return columnName !== attribute || needsQuotes(columnName);
}

/** Returns what a column is told, in the model and in the migration. */
export function columnOptionsOf(
  field: FieldSpec,
  { columnName, key }: FieldNames,
  constraint: string,
): ColumnOptions {
  const quoted = needsQuotes(columnName) ? ', quote=True' : '';
  const defaultIn = (sa: string) => {
    const value = serverDefaultOf(field, sa);
    return value === undefined ? '' : `, server_default=${value}`;
  };
  return {
    // Lists are sorted by what the API calls a column.
    columnOptions: constraint + (columnName === key ? '' : `, key="${key}"`) + quoted,
    migrationOptions: `, nullable=${field.optional ? 'True' : 'False'}${constraint}${quoted}`,
    serverDefault: defaultIn(''),
    migrationDefault: defaultIn('sa.'),
    condition: conditionOf(field, columnName),
  };
}

/**
 * Returns a field of rows that stay when they are deleted. What is unique is so among those that are left, which an index
 * of the table says; what refers to others keeps one of all rows.
 */
export function amongLeft<Field extends ColumnOptions & { readonly spec: FieldSpec }>(
  field: Field,
): Field {
  const indexed = field.spec.type === 'ref' ? ', index=True' : '';
  const withoutUnique = (options: string) => options.replace(', unique=True', indexed);
  return {
    ...field,
    columnOptions: withoutUnique(field.columnOptions),
    migrationOptions: withoutUnique(field.migrationOptions),
  };
}
