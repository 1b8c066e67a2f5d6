import { pythonString } from '../../python/literals.js';
import type { InitialValue } from './definition.js';
import type { CheckedField } from './settings.js';

/** The value where none is given: the default as Python, or None where the field may be left out. */
export function initialValue(
  field: CheckedField,
  literal: (value: string) => string = pythonString,
): InitialValue | undefined {
  if (field.default !== undefined) return { text: literal(field.default), isCall: false };
  return field.optional ? { text: 'None', isCall: false } : undefined;
}
