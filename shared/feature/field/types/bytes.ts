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
  takes: [...EVERYWHERE, 'min', 'max'],
  unfit: {
    unique: 'Bytes are not looked up by their value.',
    default: 'Make it optional instead.',
  },
  isIncomparable: true,
  isTextInJson: true,
  imports: [{ module: 'sqlalchemy', name: 'LargeBinary' }],
  lengths: { unit: 'bytes', most: MOST, usual: USUAL, largestMin: 1000 },
  inPython: (field) => {
    const fewest = Number(field.min ?? 0);
    const most = Number(field.max ?? USUAL);
    const length = Math.max(fewest, Math.min(2, most));
    return {
      checked: {
        name: 'Base64',
        constraints: [
          ...(fewest > 0 ? [['min_length', `${fewest}`] as const] : []),
          ['max_length', `${most}`],
          ['json_schema_extra', describedLength(fewest, most)],
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
      invalid: ['"no Base64"', ...(fewest > 0 ? ['""'] : [])],
    };
  },
};

/** Returns how long Base64 is that surely has as many bytes as it should, as the keys of a JSON schema. */
function describedLength(fewest: number, most: number): string {
  const least = fewest === 0 ? 0 : Math.ceil((fewest + 2) / 3);
  const greatest = Math.max(1, least, Math.floor(most / 3));
  const shortest = least === 0 ? '' : `"minLength": ${4 * least}, `;
  return `{${shortest}"maxLength": ${4 * greatest}}`;
}
