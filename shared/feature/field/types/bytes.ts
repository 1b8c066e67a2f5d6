import { EVERYWHERE, type FieldTypeDefinition } from '../definition.js';
import { initialValue } from '../initial-value.js';

/** More than this is a file. */
const MOST = 1_000_000;
const USUAL = 65_536;

/** Bytes, in the database itself. */
export const bytes: FieldTypeDefinition = {
  usage: 'bytes',
  description: `bytes, which are Base64 in JSON; at most ${USUAL} unless max says otherwise`,
  example: 'thumbnail:bytes:max=20000',
  synonyms: 'binary blob bytea varbinary largebinary',
  takes: [...EVERYWHERE, 'max'],
  unfit: {
    unique: 'Bytes are not looked up by their value.',
    default: 'Make it optional instead.',
  },
  isIncomparable: true,
  isTextInJson: true,
  imports: [{ module: 'sqlalchemy', name: 'LargeBinary' }],
  lengths: { unit: 'bytes', most: MOST, usual: USUAL, largestMin: 0 },
  inPython: (field) => {
    const most = Number(field.max ?? USUAL);
    const length = Math.min(2, most);
    return {
      checked: {
        name: 'Base64',
        constraints: [
          ['max_length', `${most}`],
          // A JSON schema counts the letters that stand for them.
          ['description', `"At most ${most} bytes."`],
        ],
      },
      plain: 'bytes',
      shown: { name: 'Base64' },
      column: { name: 'LargeBinary' },
      migration: 'sa.LargeBinary()',
      initial: initialValue(field),
      sample: `bytes([1] * ${length})`,
      sampleInJson: JSON.stringify(Buffer.alloc(length, 1).toString('base64')),
      otherSample: `bytes([2] * ${length})`,
      sampleOfN: `bytes([n % 256] * ${length})`,
      invalid: ['"no Base64"'],
    };
  },
};
