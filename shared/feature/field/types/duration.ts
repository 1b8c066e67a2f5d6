import { readForm } from '../default-values.js';
import { EVERYWHERE, type FieldTypeDefinition, KEYS } from '../definition.js';
import { initialValue } from '../initial-value.js';
import { canonicalDuration, durationArguments } from '../values.js';

/** Some 273 years: more than a length of time needs, less than a database can hold, and what five digits write. */
const TOO_LONG = 'timedelta(days=100_000)';

/** A length of time. */
export const duration: FieldTypeDefinition = {
  usage: 'duration',
  description: 'a length of time, as ISO 8601 writes it; not negative, and less than 100,000 days',
  example: 'length:duration:default=PT1H30M',
  synonyms: 'interval timedelta time_delta timespan period',
  takes: [...EVERYWHERE, ...KEYS, 'default'],
  isTextInJson: true,
  imports: [
    { module: 'datetime', name: 'timedelta' },
    { module: 'sqlalchemy', name: 'Interval' },
  ],
  readDefault: (text) =>
    readForm(text, {
      noun: 'a length of time',
      advice: 'For example: default=PT1H30M, or default=P2D.',
      canonical: canonicalDuration,
    }),
  inPython: (field) => ({
    checked: {
      name: 'Duration',
      constraints: [
        ['ge', 'timedelta(0)'],
        ['lt', TOO_LONG],
      ],
    },
    plain: 'timedelta',
    shown: { name: 'Duration' },
    column: { name: 'Interval' },
    migration: 'sa.Interval()',
    initial: initialValue(field, (value) => `timedelta(${durationArguments(value)})`),
    sample: 'timedelta(hours=1, minutes=30)',
    sampleInJson: '"PT1H30M"',
    otherSample: 'timedelta(minutes=45)',
    sampleOfN: 'timedelta(minutes=n)',
    invalid: ['"soon"', '"-PT1H"', '"P100000D"'],
  }),
};
