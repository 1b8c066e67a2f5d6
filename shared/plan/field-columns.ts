/** What the column of a field is told besides its type. */
import type { FieldNames } from '../feature/field/names.js';
import type { FieldSpec } from '../feature/field/spec.js';
import { needsQuotes } from '../feature/reserved-words.js';

/** The further arguments of a column, each after a comma. */
export interface ColumnOptions {
  readonly columnOptions: string;
  readonly migrationOptions: string;
}

/** Whether a model has to say what a column is called. */
export function namesColumn({
  attribute,
  columnName,
}: Pick<FieldNames, 'attribute' | 'columnName'>): boolean {
  return columnName !== attribute || needsQuotes(columnName);
}

/** Returns the further arguments of a column, in the model and in the migration. */
export function columnOptionsOf(
  { optional }: FieldSpec,
  { columnName, key }: FieldNames,
  constraint: string,
): ColumnOptions {
  const quoted = needsQuotes(columnName) ? ', quote=True' : '';
  return {
    // Lists are sorted by what the API calls a column.
    columnOptions: constraint + (columnName === key ? '' : `, key="${key}"`) + quoted,
    migrationOptions: `, nullable=${optional ? 'True' : 'False'}${constraint}${quoted}`,
  };
}
