/** Columns that several types share. */
import type { PythonField } from './definition.js';
import type { CheckedField } from './settings.js';

/** The type of a column, in a model and in a migration. */
type Column = Pick<PythonField, 'column' | 'migration'>;

/** A column for text of a limited length. */
export function stringColumn(length: number): Column {
  return {
    column: { name: 'String', arguments: [`${length}`] },
    migration: `sa.String(length=${length})`,
  };
}

/** A column for JSON. Without `none_as_null`, a missing value would be stored as the JSON text `null`. */
export function jsonColumn(field: CheckedField): Column {
  return {
    column: { name: 'JSON', arguments: field.optional ? ['none_as_null=True'] : [] },
    migration: 'sa.JSON()',
  };
}
