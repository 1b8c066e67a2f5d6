import { pythonString } from '../../../python/literals.js';
import { EVERYWHERE, type FieldTypeDefinition } from '../definition.js';
import { initialValue } from '../initial-value.js';
import { textSamples } from '../samples.js';
import {
  fitting,
  invalidTexts,
  isFilled,
  LARGEST_MIN,
  LONGEST_INDEXED,
  LONGEST_TEXT,
  limitTexts,
  textConstraints,
} from '../text-type.js';

const NOT_INDEXED = `Text of any length cannot be indexed. Use str=N with at most ${LONGEST_INDEXED} characters.`;

/** Text of any length. */
export const text: FieldTypeDefinition = {
  usage: 'text',
  description: 'text of any length',
  example: 'description:text:optional',
  synonyms: 'longtext textarea clob markdown',
  takes: [...EVERYWHERE, 'min', 'max', 'default', 'pattern'],
  unfit: { unique: NOT_INDEXED, index: NOT_INDEXED },
  isListItem: true,
  // Without an index, sorting would read all of every text.
  isIncomparable: true,
  lengths: {
    unit: 'characters',
    most: LONGEST_TEXT,
    usual: LONGEST_TEXT,
    largestMin: LARGEST_MIN,
  },
  serverDefault: pythonString,
  inPython: (field, { dialect, featureLabel }) => {
    const longest = field.max === undefined ? undefined : Number(field.max);
    return {
      checked: {
        name: isFilled(field) ? 'FilledText' : 'Text',
        constraints: textConstraints(field, longest),
      },
      plain: 'str',
      column: { name: 'Text' },
      migration: 'sa.Text()',
      initial: initialValue(field, pythonString, pythonString),
      ...textSamples(field, 'text', featureLabel, longest, fitting(field, false)),
      invalid: invalidTexts(field, dialect, false, longest),
      limits: limitTexts(field, longest),
    };
  },
};
