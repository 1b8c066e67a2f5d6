/** Which words name a generator outside of this package. */
import { SETTINGS } from '../../shared/feature/field/settings.js';
import { FIELD_TYPES } from '../../shared/feature/field/types.js';
import { isNamespace } from '../../shared/feature/namespace.js';

/** Whether a first word names a generator outside of this package, and is not a field whose feature was forgotten. */
export function isOutside(word: string): boolean {
  const [, type = ''] = word.split(':');
  return isNamespace(word) && ![...FIELD_TYPES, ...Object.keys(SETTINGS)].includes(type);
}
