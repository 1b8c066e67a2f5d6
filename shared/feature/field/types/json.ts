import { jsonColumn } from '../columns.js';
import { EVERYWHERE, type FieldTypeDefinition } from '../definition.js';
import { initialValue } from '../initial-value.js';

/** A JSON object. */
export const json: FieldTypeDefinition = {
  usage: 'json',
  description: 'a JSON object',
  example: 'attributes:json:optional',
  synonyms: 'jsonb dict object map hash',
  takes: EVERYWHERE,
  unfit: {
    unique: 'JSON values cannot be compared on every database.',
    default: 'Make it optional instead.',
  },
  isIncomparable: true,
  inPython: (field) => ({
    checked: { name: 'JsonObject' },
    plain: 'dict[str, Any]',
    ...jsonColumn(field),
    initial: initialValue(field),
    sample: '{"color": "red"}',
    otherSample: '{"color": "blue", "sizes": [1, 2]}',
    sampleOfN: '{"number": n}',
    invalid: ['"text"'],
  }),
};
