import { pythonBoolean } from '../../../python/literals.js';
import { defaultProblem } from '../default-values.js';
import { EVERYWHERE, type FieldTypeDefinition } from '../definition.js';
import { initialValue } from '../initial-value.js';

const SPELLINGS = new Map([
  ...['true', 'yes', 'on', 'y', 't', '1'].map((text) => [text, 'true'] as const),
  ...['false', 'no', 'off', 'n', 'f', '0'].map((text) => [text, 'false'] as const),
]);

/** True or false. */
export const bool: FieldTypeDefinition = {
  usage: 'bool',
  description: 'true or false',
  example: 'active:bool:default=true',
  synonyms: 'boolean bit',
  takes: [...EVERYWHERE, 'index', 'default'],
  unfit: { unique: 'There could never be more than two rows.' },
  isListItem: true,
  isFilter: true,
  readDefault: (text) => {
    if (text === 'true' || text === 'false') return text;
    throw defaultProblem(
      `the default "${text}" is neither true nor false.`,
      'Write default=true or default=false.',
      SPELLINGS.get(text.toLowerCase()),
    );
  },
  serverDefault: (value, sa) => `${sa}${value}()`,
  inPython: (field) => ({
    checked: { name: 'StrictBool' },
    plain: 'bool',
    column: { name: 'Boolean' },
    migration: 'sa.Boolean()',
    initial: initialValue(field, literal, literal),
    sample: 'True',
    otherSample: 'False',
    sampleOfN: 'n % 2 == 0',
    invalid: ['"perhaps"'],
  }),
};

function literal(value: string): string {
  return pythonBoolean(value === 'true');
}
