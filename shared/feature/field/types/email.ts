import { pythonString } from '../../../python/literals.js';
import { stringColumn } from '../columns.js';
import { readForm, withinLength } from '../default-values.js';
import { EVERYWHERE, type FieldTypeDefinition, KEYS } from '../definition.js';
import { initialValue } from '../initial-value.js';
import { digitSamples, numberedSamples, type Samples } from '../samples.js';
import type { CheckedField } from '../settings.js';
import { LARGEST_MIN, textConstraints } from '../text-type.js';
import { canonicalEmail } from '../values.js';

const LONGEST = 254;
const LONGEST_LOCAL_PART = 64;

const lengths = {
  unit: 'characters',
  most: LONGEST,
  usual: LONGEST,
  largestMin: LARGEST_MIN,
} as const;

/** An e-mail address. */
export const email: FieldTypeDefinition = {
  usage: 'email',
  description: 'an email address',
  example: 'contact:email:unique',
  synonyms: 'mail e_mail',
  takes: [...EVERYWHERE, ...KEYS, 'min', 'max', 'default'],
  isListItem: true,
  isOneLine: true,
  lengths,
  readDefault: (text, known) => {
    const address = readForm(text, {
      noun: 'a deliverable email address',
      advice: 'For example: default=office@example.com.',
      canonical: canonicalEmail,
    });
    return withinLength(address, lengths, known);
  },
  serverDefault: pythonString,
  inPython: (field) => {
    const longest = Number(field.max ?? LONGEST);
    return {
      checked: {
        // Whoever is found by an address is the same in any spelling of it.
        name: field.unique === true ? 'LowercaseEmail' : 'EmailStr',
        constraints: textConstraints(field, field.max === undefined ? undefined : longest),
      },
      plain: 'str',
      ...stringColumn(longest),
      initial: initialValue(field, pythonString, pythonString),
      ...samples(field, longest),
      invalid: ['"nobody"', '"two\\nlines@example.com"'],
    };
  },
};

function samples(field: CheckedField, longest: number): Samples {
  const shortest = Number(field.min ?? 0);
  const roomy = numberedSamples('user', '@example.com', shortest, longest);
  if (roomy !== undefined) return roomy;
  const short = '@ab.co';
  const ending = shortest - short.length > LONGEST_LOCAL_PART ? `@${domainFor(shortest)}` : short;
  return digitSamples(
    field,
    'email',
    '',
    ending,
    Math.min(shortest, ending.length + LONGEST_LOCAL_PART),
    longest,
  );
}

/**
 * Returns a domain long enough for an address of `length` characters whose local part is a few
 * digits.
 */
function domainFor(length: number): string {
  const labels: string[] = [];
  for (let left = length - 12; left > 0; left -= 51) labels.push('d'.repeat(Math.min(50, left)));
  return `${labels.join('.')}.co`;
}
