import { pythonString } from '../../../python/literals.js';
import { readForm } from '../default-values.js';
import { EVERYWHERE, type FieldTypeDefinition, KEYS } from '../definition.js';
import { initialValue } from '../initial-value.js';
import { canonicalDate } from '../values.js';

/** A calendar date. */
export const date: FieldTypeDefinition = {
  usage: 'date',
  description: 'a calendar date',
  example: 'due_on:date:default=today',
  takes: [...EVERYWHERE, ...KEYS, 'default'],
  isListItem: true,
  isOrdered: true,
  isTextInJson: true,
  readDefault: (text) =>
    readForm(text, {
      noun: 'a date',
      advice: 'For example: default=2024-01-31, or default=today.',
      moment: 'today',
      canonical: canonicalDate,
    }),
  serverDefault: (value, sa) =>
    value === 'today' ? `${sa}func.current_date()` : pythonString(value),
  inPython: (field, { dialect }) => ({
    checked: { name: 'IsoDate' },
    plain: 'date',
    column: { name: 'Date' },
    migration: 'sa.Date()',
    initial:
      field.default === 'today'
        ? { text: `datetime.now(${dialect.utc}).date()`, isCall: true }
        : initialValue(field, literal),
    sample: 'date(2024, 1, 31)',
    sampleInJson: '"2024-01-31"',
    otherSample: 'date(2025, 2, 28)',
    sampleOfN: 'date(2024, 1, 1) + timedelta(days=n)',
    invalid: ['"2024-13-01"'],
  }),
};

function literal(value: string): string {
  const [year, month, day] = value.split('-').map(Number);
  return `date(${year}, ${month}, ${day})`;
}
