import { pythonString } from '../../../python/literals.js';
import { readForm } from '../default-values.js';
import { EVERYWHERE, type FieldTypeDefinition, KEYS } from '../definition.js';
import { initialValue } from '../initial-value.js';
import { canonicalTime, clockArguments } from '../values.js';

/** A time of day. */
export const time: FieldTypeDefinition = {
  usage: 'time',
  description: 'a time of day, without a timezone',
  example: 'opens_at:time:default=09:00',
  takes: [...EVERYWHERE, ...KEYS, 'default'],
  isListItem: true,
  isTextInJson: true,
  readDefault: (text) =>
    readForm(text, {
      noun: 'a time of day',
      advice: 'For example: default=09:30.',
      canonical: canonicalTime,
    }),
  // SQLite counts what follows the point in millionths.
  serverDefault: (value) => pythonString(value.replace(/\.\d+$/, (part) => part.padEnd(7, '0'))),
  inPython: (field) => ({
    checked: { name: 'LocalTime' },
    shown: { name: 'LocalTime' },
    plain: 'time',
    column: { name: 'Time' },
    migration: 'sa.Time()',
    initial: initialValue(field, (value) => `time(${clockArguments(value).join(', ')})`),
    sample: 'time(9, 30)',
    sampleInJson: '"09:30:00"',
    otherSample: 'time(18, 45)',
    sampleOfN: 'time(n // 60 % 24, n % 60)',
    invalid: ['"25:00"'],
  }),
};
