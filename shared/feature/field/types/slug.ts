import { stringColumn } from '../columns.js';
import type { ArgumentDefinition, FieldTypeDefinition } from '../definition.js';
import { numberedSamples } from '../samples.js';
import { FieldProblem } from '../settings.js';
import { LONGEST_INDEXED } from '../text-type.js';

const USUAL_LENGTH = 255;

/** With less, hardly a word and a number would fit. */
const SHORTEST_LIMIT = 20;

/** Words of lower case letters and digits, joined by hyphens. */
const PATTERN = 'r"^[a-z0-9]+(-[a-z0-9]+)*$"';

const argument: ArgumentDefinition = {
  read: (text) => ({ source: text }),
  places: (text) => [['source', 0, text.length]],
  write: ({ source }) => source,
  check: (name, { max, source }) => {
    if (source === undefined || source === '') {
      throw new FieldProblem(
        'type',
        'slug needs the field that it is made of.',
        `Write the name of a text of the same feature after an equals sign: ${name}:slug=title.`,
      );
    }
    if (max !== undefined && /^\d+$/.test(max) && Number(max) < SHORTEST_LIMIT) {
      throw new FieldProblem(
        'max.value',
        `a slug of at most ${max} characters has no room for words and a number.`,
        `Allow at least ${SHORTEST_LIMIT}.`,
      );
    }
    return { source };
  },
  question: ['Which field is it made of?'],
};

/** What a row is called in URLs, made of another text of it. */
export const slug: FieldTypeDefinition = {
  usage: 'slug=FIELD',
  description:
    'words for URLs, made of another text field when a row is created, unless a request says some; unique, and the same when that field changes',
  example: 'slug:slug=title',
  synonyms: 'permalink friendly_id autoslug slugfield',
  takes: ['readonly', 'prefix', 'max', 'column', 'source'],
  unfit: {
    unique: 'It always is.',
    index: 'It is unique, and has an index.',
    optional: 'There always is one: it is made where none is given.',
    default: 'It is made of its field where none is given.',
    private: 'It is for URLs, which everybody sees.',
    pattern: 'It has lower case letters, digits and hyphens between them.',
  },
  isOneLine: true,
  argument,
  lengths: {
    unit: 'characters',
    most: LONGEST_INDEXED,
    usual: USUAL_LENGTH,
    largestMin: 0,
  },
  inPython: (field, { featureLabel }) => {
    const longest = longestSlug(field);
    const prefix = `${field.name}-of-${featureLabel}-`.replaceAll(/[^a-z0-9]+/g, '-');
    const samples =
      numberedSamples(prefix, '', 0, longest) ?? numberedSamples('slug-', '', 0, longest);
    if (samples === undefined) throw new Error(`no sample of ${longest} characters`);
    return {
      checked: {
        name: 'OneLine',
        constraints: [
          ['max_length', `${longest}`],
          ['pattern', PATTERN],
        ],
      },
      plain: 'str',
      ...stringColumn(longest),
      initial: undefined,
      ...samples,
      invalid: ['""', '"Two Words"', '"-first"', '"double--hyphen"', `"x" * ${longest + 1}`],
      limits: ['"x"', `"x" * ${longest}`],
    };
  },
};

/** Returns how many characters a slug can have. */
export function longestSlug({ max }: { readonly max?: string }): number {
  return Number(max ?? USUAL_LENGTH);
}
