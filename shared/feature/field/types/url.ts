import { pythonString } from '../../../python/literals.js';
import { stringColumn } from '../columns.js';
import { readForm, withinLength } from '../default-values.js';
import { EVERYWHERE, type FieldTypeDefinition, KEYS } from '../definition.js';
import { initialValue } from '../initial-value.js';
import { digitSamples, numberedSamples } from '../samples.js';
import { LARGEST_MIN, LONGEST_INDEXED, textConstraints } from '../text-type.js';
import { canonicalUrl } from '../values.js';

const LONGEST = 2083;

const lengths = {
  unit: 'characters',
  most: LONGEST,
  usual: LONGEST,
  usualIndexed: LONGEST_INDEXED,
  largestMin: LARGEST_MIN,
} as const;

/** An address on the web. */
export const url: FieldTypeDefinition = {
  usage: 'url',
  description: 'an http or https URL',
  example: 'website:url:optional',
  synonyms: 'uri link href',
  takes: [...EVERYWHERE, ...KEYS, 'min', 'max', 'default'],
  isListItem: true,
  isOneLine: true,
  lengths,
  readDefault: (text, known) => {
    const address = readForm(text, {
      noun: 'an http or https URL',
      advice: 'For example: default=https://example.com/about.',
      canonical: canonicalUrl,
    });
    return withinLength(address, lengths, known);
  },
  serverDefault: pythonString,
  inPython: (field, { featureLabel }) => {
    const isIndexed = field.unique === true || field.index === true;
    const longest = Number(field.max ?? (isIndexed ? LONGEST_INDEXED : LONGEST));
    const shortest = Number(field.min ?? 0);
    const path = `https://example.com/${featureLabel.replaceAll(' ', '-')}/`;
    const samples =
      numberedSamples(path, '', shortest, longest) ??
      digitSamples(field, 'url', 'https://ab.co/', '', shortest, longest);
    return {
      checked: {
        name: 'HttpUrlText',
        constraints: textConstraints(field, longest === LONGEST ? undefined : longest),
      },
      plain: 'str',
      ...stringColumn(longest),
      initial: initialValue(field, pythonString, pythonString),
      ...samples,
      invalid: ['"not a url"', '"https://example.com/two\\nlines"', '"ftp://example.com"'],
    };
  },
};
