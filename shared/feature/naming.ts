/** The forms of names: what people type, and what appears in Python, SQL, URLs and prose. */
import { split } from 'change-case';
import pluralize from 'pluralize';
import { UsageError } from '../errors.js';
import { meant } from '../suggestion.js';
import { commandWordReason } from './commands.js';
import { looksLikeDigit, reservedFeatureReason, reservedPluralReason } from './reserved-words.js';

/** One name in every case. */
export interface NameForms {
  /** `order_item` */
  readonly snake: string;
  /** `OrderItem` */
  readonly pascal: string;
  /** `order-item` */
  readonly kebab: string;
  /** `order item` */
  readonly human: string;
}

/** The name of a feature in every case, singular and plural. */
export interface FeatureNames extends NameForms {
  /** Equal to the singular if English has one form for both (`news`). */
  readonly plural: NameForms;
  /** Its table: the plural in snake_case, unless it was given another one. */
  readonly table: string;
}

/**
 * PostgreSQL truncates identifiers to 63 characters, and the names of constraints need room for
 * more than the table.
 */
export const LONGEST_NAME = 48;

/**
 * Plurals of words that the library mistakes for plurals or does not know. Prepositions have none: what is
 * `favorited_by` some are still `favorited_by` many.
 */
const PLURALS: Readonly<Record<string, string>> = {
  axis: 'axes',
  basis: 'bases',
  bias: 'biases',
  canvas: 'canvases',
  lens: 'lenses',
  ...sameInBothNumbers('chaos data kubernetes metadata media postgres'),
  ...sameInBothNumbers('bios cors ddos devops https iaas jenkins macos mlops paas saas xmas'),
  ...sameInBothNumbers(
    'cosmos economics ethics ethos genetics logistics mathematics physics politics robotics',
  ),
  ...sameInBothNumbers('at by for from in of on to with'),
};

/** In shorter words, an s at the end belongs to the word: pos, sms, aws. */
const SHORTEST_SINGULAR = 3;

const SINGULARS: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(PLURALS).map(([singular, plural]) => [plural, singular]),
);

/**
 * Works out every form of the name of a feature.
 *
 * @param input the singular in any case: `order_item`, `OrderItem`, `orderItem`, `order-item`.
 * @param plural the plural, if it is irregular; it may equal the singular.
 * @param table the table, if it is not called as the plural is; {@link readTable} has checked it.
 * @throws UsageError for a plural, and for a name that would not make sound Python, SQL and URLs.
 */
export function nameFeature(input: string, plural?: string, table?: string): FeatureNames {
  refuseIllFormed(input, 'a feature name', plural === undefined);
  const singular = formsOf(input);
  const reason = reservedFeatureReason(singular.snake, singular.pascal);
  if (reason !== undefined) {
    throw new UsageError(reservedName(input, singular.snake, reason));
  }
  const many = plural === undefined ? usualPlural(input, singular) : givenPlural(plural);
  return { ...singular, plural: many, table: table ?? many.snake };
}

function givenPlural(plural: string): NameForms {
  refuseIllFormed(plural, 'a plural', false);
  return checkedPlural(formsOf(plural), `"${plural}" cannot be a plural`);
}

/** @throws UsageError for what is a plural already. */
function usualPlural(input: string, { snake }: NameForms): NameForms {
  if (isPlural(snake)) {
    const suggestion = accepted(singularOf(snake));
    const example = suggestion === undefined ? '' : `: "${suggestion}"`;
    throw new UsageError(
      `"${input}" is a plural, but features are named in the singular${example}. ` +
        `To keep it, add --plural ${snake} (plural: ${snake} in a spec file).`,
      { suggestion },
    );
  }
  const forms = formsOf(pluralOf(snake));
  return checkedPlural(forms, `the plural "${forms.snake}" cannot be used`);
}

/** Returns the advice for those whose name is taken: to choose another one, such as one that could be had. */
export function adviceOnTaken(snake: string): string {
  const example = accepted(`customer_${snake}`);
  return `Choose a more specific name${example === undefined ? '' : `, such as "${example}"`}.`;
}

/** Returns a name if a feature can have it; only such names are suggested. */
function accepted(name: string): string | undefined {
  try {
    return nameNewFeature(name).snake;
  } catch (error) {
    if (error instanceof UsageError) return undefined;
    throw error;
  }
}

/** Returns the forms of a name that is refused, by which the rest of the feature can be read. */
export function provisionalNames(input: string): FeatureNames {
  const forms = formsOf(input);
  return { ...forms, plural: forms, table: forms.snake };
}

/**
 * Works out every form of the name of a feature that is to be added.
 *
 * @throws UsageError as {@link nameFeature} does, and for a word that the command line needs for itself.
 */
export function nameNewFeature(input: string, plural?: string): FeatureNames {
  const names = nameFeature(input, plural);
  const reason = commandWordReason(names.snake);
  if (reason !== undefined) throw new UsageError(reservedName(input, names.snake, reason));
  return names;
}

function reservedName(input: string, snake: string, reason: string): string {
  return `"${input}" cannot be a feature name: ${reason}. ${adviceOnTaken(snake)}`;
}

/**
 * Returns the name of an enum's member: `IN_PROGRESS` for `in-progress`, `VALUE_2XL` for `2xl`,
 * `VALUE_O` for `o`.
 *
 * @param value letters, digits, hyphens and underscores; the first is a letter or a digit.
 */
export function nameEnumMember(value: string): string {
  const words = value
    .replaceAll(/([a-z])([A-Z])/g, '$1_$2')
    .split(/[^A-Za-z0-9]+/)
    .filter(Boolean);
  const name = words.join('_').toUpperCase();
  return /^\d/.test(name) || looksLikeDigit(name) ? `VALUE_${name}` : name;
}

/**
 * Returns the indefinite article of a name: `an` for `order item`, `a` for `user`.
 *
 * @param human the name as in prose.
 */
export function article(human: string): 'a' | 'an' {
  const word = human.toLowerCase().split(' ')[0] ?? '';
  if (/^(heir|honest|honor|honour|hour)/.test(word)) return 'an';
  if (
    /^(eu|ewe|one|once|ubi|uni(?!n|m)|uku|ura|uri|url|usa|use|usu|ute|uti|utop|uuid)/.test(word)
  ) {
    return 'a';
  }
  if (/^[aeiou]/.test(word)) return 'an';
  // Acronyms are spelt out: an SMS, an HTTP server, but a DNS record.
  return /^[fhlmnrsx]([^aeiouy]*|\d.*)$/.test(word) ? 'an' : 'a';
}

/** Returns `order_item` as a class: `OrderItem`. */
export function pascalOf(name: string): string {
  return formsOf(name).pascal;
}

/**
 * Returns `OrderItem` as a module: `order_item`. Anything but letters and digits separates words.
 */
export function snakeOf(name: string): string {
  return formsOf(name).snake;
}

/**
 * Returns any name as the name of a package: `My Shop` is `my-shop`; `app` if nothing is left of
 * it.
 */
export function kebabOf(name: string): string {
  return wordsOf(withoutAccents(name)).join('-').toLowerCase() || 'app';
}

/** Returns a text with a capital first letter: `Order item`. */
export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Returns a sentence as a part of another: with a small first letter. */
export function lowered(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/** Returns any name as a heading: `my-shop` is `My Shop`; `App` if nothing is left of it. */
export function titleOf(name: string): string {
  const words = wordsOf(withoutAccents(name)).map(capitalised);
  return words.join(' ') || 'App';
}

/** Returns the plural of a snake_case name. Only its last word changes. */
export function pluralOf(snake: string): string {
  return withLastWord(snake, (word) => own(PLURALS, word) ?? pluralize.plural(word));
}

/** Returns the singular of a snake_case name. Only its last word changes. */
export function singularOf(snake: string): string {
  return withLastWord(snake, (word) => {
    if (own(PLURALS, word) !== undefined) return word;
    const singular = own(SINGULARS, word) ?? pluralize.singular(word);
    return singular.length < SHORTEST_SINGULAR ? word : singular;
  });
}

/**
 * Whether a snake_case name is certainly a plural, and not also a singular, as `news` is. Words that end in -is are
 * mostly singulars (redis, iris); those few that are not, such as emojis, cannot be told from them.
 */
export function isPlural(snake: string): boolean {
  const word = snake.slice(snake.lastIndexOf('_') + 1);
  if (own(SINGULARS, word) !== undefined) return own(PLURALS, word) === undefined;
  return singularOf(word) !== word && pluralize.isPlural(word) && !word.endsWith('is');
}

function checkedPlural(forms: NameForms, complaint: string): NameForms {
  const reason = reservedPluralReason(forms.snake);
  if (reason !== undefined) {
    throw new UsageError(`${complaint}: ${reason}. Choose another with --plural.`);
  }
  if (forms.snake.length > LONGEST_NAME) {
    throw new UsageError(
      `${complaint}: it has ${forms.snake.length} characters, but a table name can have at most ${LONGEST_NAME}. ` +
        'Choose a shorter one with --plural.',
    );
  }
  return forms;
}

/** @throws UsageError if the text is not an identifier in any of the accepted cases. */
function refuseIllFormed(input: string, what: string, inSingular: boolean): void {
  const fault = faultOf(input);
  if (fault === undefined) return;
  const candidate = suggestionFor(input, inSingular);
  throw new UsageError(
    `"${shortened(input)}" cannot be ${what}: ${fault}. Use the letters a to z, digits and single ` +
      `underscores, starting with a letter (order_item; OrderItem and order-item mean the same). ${meant(candidate)}`.trimEnd(),
    { suggestion: candidate },
  );
}

function faultOf(input: string): string | undefined {
  if (input === '') return 'it is empty';
  if (input.includes(':'))
    return 'it contains a colon, like a field; the feature comes before its fields';
  if (/[/\\]/.test(input)) return 'it is a path';
  if (input.includes('.')) return 'it contains a dot';
  if (/\s/.test(input)) return 'it contains a space';
  if (/[^ -~]/.test(input)) return 'it contains a letter outside a to z';
  const odd = input.match(/[^A-Za-z0-9_-]/)?.[0];
  if (odd !== undefined) return `it contains the character "${odd}"`;
  if (/^\d/.test(input)) return 'it starts with a digit';
  if (/^[_-]/.test(input)) return 'it starts with an underscore or hyphen';
  if (/[_-]$/.test(input)) return 'it ends with an underscore or hyphen';
  if (/[_-]{2}/.test(input)) return 'it contains two underscores or hyphens in a row';
  const length = snakeOf(input).length;
  if (length > LONGEST_NAME)
    return `it has ${length} characters, but at most ${LONGEST_NAME} are allowed`;
  return undefined;
}

function suggestionFor(input: string, inSingular: boolean): string | undefined {
  const candidate = snakeOf(withoutAccents(input)).replace(/^[0-9_]+/, '');
  if (candidate === '' || candidate.length > LONGEST_NAME || input.includes(':')) return undefined;
  if (!inSingular) return faultOf(candidate) === undefined ? candidate : undefined;
  return accepted(candidate) ?? accepted(singularOf(candidate));
}

function shortened(text: string): string {
  return text.length <= 80 ? text : `${text.slice(0, 77)}...`;
}

/** Returns a name in every case. */
export function formsOf(name: string): NameForms {
  const words = wordsOf(name).map((word) => word.toLowerCase());
  return {
    snake: words.join('_'),
    pascal: words.map(capitalised).join(''),
    kebab: words.join('-'),
    human: words.join(' '),
  };
}

function wordsOf(name: string): string[] {
  // OAuth is one word, despite its capitals.
  return split(name.replaceAll('OAuth', 'Oauth').replaceAll(/[^A-Za-z0-9]+/g, ' ')).filter(Boolean);
}

function withoutAccents(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(TRANSCRIBED, (letter) => TRANSCRIPTIONS[letter.toLowerCase()] ?? '');
}

/** Letters that do not decompose into a base letter and an accent. */
const TRANSCRIPTIONS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ł: 'l',
};
const TRANSCRIBED = new RegExp(`[${Object.keys(TRANSCRIPTIONS).join('')}]`, 'gi');

function withLastWord(snake: string, change: (word: string) => string): string {
  const start = snake.lastIndexOf('_') + 1;
  return snake.slice(0, start) + change(snake.slice(start));
}

function sameInBothNumbers(list: string): Record<string, string> {
  return Object.fromEntries(list.split(' ').map((word) => [word, word]));
}

function own(record: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
