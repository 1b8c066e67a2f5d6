import { pythonString } from '../../../python/literals.js';
import { stringColumn } from '../columns.js';
import { EVERYWHERE, type FieldTypeDefinition, KEYS } from '../definition.js';
import { initialValue } from '../initial-value.js';
import { textSamples } from '../samples.js';
import {
  fitting,
  invalidTexts,
  isFilled,
  LARGEST_MIN,
  LONGEST_TEXT,
  limitTexts,
  textConstraints,
} from '../text-type.js';

const USUAL_LENGTH = 255;

/** Text on one line, of a limited length. */
export const str: FieldTypeDefinition = {
  usage: 'str[=MAX]',
  description: 'a single line of text, at most MAX characters (255 by default)',
  example: 'name:str=120',
  synonyms: 'string varchar char character nvarchar phone',
  takes: [...EVERYWHERE, ...KEYS, 'prefix', 'min', 'max', 'default', 'pattern'],
  isListItem: true,
  isOneLine: true,
  argument: {
    read: (text) => ({ max: text }),
    places: (text) => [['max', 0, text.length]],
    write: ({ max }) => max,
    question: ['How many characters at most?', `${USUAL_LENGTH}`],
  },
  lengths: {
    unit: 'characters',
    most: LONGEST_TEXT,
    usual: USUAL_LENGTH,
    largestMin: LARGEST_MIN,
  },
  serverDefault: pythonString,
  inPython: (field, { dialect, featureLabel }) => {
    const longest = Number(field.max ?? USUAL_LENGTH);
    return {
      checked: {
        name: isFilled(field) ? 'FilledLine' : 'OneLine',
        constraints: textConstraints(field, longest),
      },
      plain: 'str',
      ...stringColumn(longest),
      initial: initialValue(field, pythonString, pythonString),
      ...textSamples(field, 'str', featureLabel, longest, fitting(field, true)),
      invalid: invalidTexts(field, dialect, true, longest),
      limits: limitTexts(field, longest),
    };
  },
};
