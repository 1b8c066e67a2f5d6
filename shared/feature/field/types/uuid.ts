import { pythonString } from '../../../python/literals.js';
import { readForm } from '../default-values.js';
import { EVERYWHERE, type FieldTypeDefinition, KEYS } from '../definition.js';
import { initialValue } from '../initial-value.js';
import { canonicalUuid } from '../values.js';

/** A UUID. */
export const uuid: FieldTypeDefinition = {
  usage: 'uuid',
  description: 'a UUID',
  example: 'external_key:uuid:unique',
  synonyms: 'guid',
  takes: [...EVERYWHERE, ...KEYS, 'default'],
  isListItem: true,
  isTextInJson: true,
  readDefault: (text) =>
    readForm(text, {
      noun: 'a UUID',
      advice: 'For example: default=123e4567-e89b-42d3-a456-426614174000.',
      canonical: canonicalUuid,
    }),
  inPython: (field) => ({
    checked: { name: 'UUID' },
    plain: 'UUID',
    column: { name: 'Uuid' },
    migration: 'sa.Uuid()',
    initial: initialValue(field, (value) => `UUID(${pythonString(value)})`),
    sample: 'UUID("00000000-0000-4000-8000-000000000001")',
    sampleInJson: '"00000000-0000-4000-8000-000000000001"',
    otherSample: 'UUID("00000000-0000-4000-8000-000000000002")',
    sampleOfN: 'uuid4()',
    invalid: ['"not-a-uuid"'],
  }),
};
