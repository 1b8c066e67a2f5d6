import { pythonString } from '../../python/literals.js';
import type { InitialValue } from './definition.js';
import type { CheckedField } from './settings.js';

/**
 * The value where none is given: the default as Python, or None where the field may be left out.
 *
 * @param literal writes it as Python; as a text, where nothing is said.
 * @param inJson writes it as an answer shows it; as `literal` does, where that is the same.
 */
export function initialValue(
  field: CheckedField,
  literal: (value: string) => string = pythonString,
  inJson?: (value: string) => string,
): InitialValue | undefined {
  const { default: given, optional } = field;
  if (given === undefined) return optional ? { text: 'None', isCall: false } : undefined;
  const text = literal(given);
  return { text, isCall: false, ...(inJson === undefined ? {} : { inJson: inJson(given) }) };
}
