import { readForm } from '../default-values.js';
import { EVERYWHERE, type FieldTypeDefinition, KEYS } from '../definition.js';
import { initialValue } from '../initial-value.js';
import { canonicalDatetime, clockArguments } from '../values.js';

/** An instant. */
export const datetime: FieldTypeDefinition = {
  usage: 'datetime',
  description: 'a point in time, with its timezone',
  example: 'starts_at:datetime:index',
  synonyms: 'timestamp timestamptz date_time',
  takes: [...EVERYWHERE, ...KEYS, 'default'],
  isListItem: true,
  isOrdered: true,
  isTextInJson: true,
  readDefault: (text) =>
    readForm(text, {
      noun: 'a point in time with its timezone',
      advice: 'For example: default=2024-01-31T09:30:00Z, or default=now.',
      moment: 'now',
      canonical: canonicalDatetime,
    }),
  // SQLite keeps an instant without its zone, PostgreSQL needs one.
  serverDefault: (value, sa) => (value === 'now' ? `${sa}func.now()` : undefined),
  inPython: (field, { dialect: { utc } }) => ({
    checked: { name: 'UtcDatetime' },
    plain: 'datetime',
    column: { name: 'UtcDateTime' },
    migration: 'sa.DateTime(timezone=True)',
    initial:
      field.default === 'now'
        ? { text: `datetime.now(${utc})`, isCall: true }
        : initialValue(field, (value) => literal(value, utc)),
    sample: `datetime(2024, 1, 31, 9, 30, tzinfo=${utc})`,
    sampleInJson: '"2024-01-31T09:30:00Z"',
    otherSample: `datetime(2025, 2, 28, 18, 45, tzinfo=${utc})`,
    sampleOfN: `datetime(2024, 1, 1, tzinfo=${utc}) + timedelta(minutes=n)`,
    invalid: ['"2024-01-31T09:30:00"', '"yesterday"', '"0001-01-01T00:00:00+14:00"'],
  }),
};

/** @param value an ISO 8601 instant with a zone, whatever the zone. */
function literal(value: string, utc: string): string {
  const [day = '', clock = ''] = new Date(value).toISOString().replace('Z', '').split('T');
  const dayArguments = day.split('-').map((part) => String(Number(part)));
  return `datetime(${[...dayArguments, ...clockArguments(clock)].join(', ')}, tzinfo=${utc})`;
}
