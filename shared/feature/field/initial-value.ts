import { pythonString } from '../../python/literals.js';
import type { InitialValue } from './definition.js';
import type { CheckedField } from './settings.js';

/**
 * Returns the value of a field that was not given: the default as Python, or None if the field is
 * optional.
 *
 * @param literal writes the default as Python; as a string, unless given.
 * @param inJson writes it as a response shows it; as `literal` does, unless given.
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
