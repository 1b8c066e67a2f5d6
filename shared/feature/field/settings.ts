/** What can be said of a field, and how it can be wrong. */
import { suggest } from '../../suggestion.js';

/** What follows a type: the modifiers that stand alone. */
export const FLAGS = ['optional', 'unique', 'index', 'private', 'readonly'] as const;

/** What follows a type: the modifiers that take a value, in the order in which they are written out. */
export const VALUE_MODIFIERS = [
  'gt',
  'ge',
  'lt',
  'le',
  'min',
  'max',
  'default',
  'pattern',
] as const;

/** What belongs to a type: its argument, in parts. */
export const ARGUMENT_PARTS = ['precision', 'scale', 'values', 'target', 'items'] as const;

/** A modifier that stands alone. */
export type Flag = (typeof FLAGS)[number];

/** A modifier that takes a value. */
export type ValueModifier = (typeof VALUE_MODIFIERS)[number];

/** Anything that can be said of a field beside its name and type. */
export type Setting = Flag | ValueModifier | (typeof ARGUMENT_PARTS)[number];

/** Every modifier, flags first. */
export const MODIFIERS = [...FLAGS, ...VALUE_MODIFIERS] as const;

/** The modifiers that limit a number. */
export const BOUNDS = ['gt', 'ge', 'lt', 'le', 'min', 'max'] as const;

/** What was said of a field, as text, before any of it is known to be right. */
export type FieldSettings = { readonly [K in Flag]?: boolean } & {
  readonly [K in ValueModifier | 'precision' | 'scale' | 'target' | 'items']?: string;
} & { readonly values?: readonly string[] };

/** What a field is, whatever its type: validated and in canonical form. */
export interface CheckedField {
  /** In snake_case. A `ref` goes without `_id` (`category`), `refs` is a plural (`tags`). */
  readonly name: string;
  /** `decimal` only: how many digits in all. */
  readonly precision?: number;
  /** `decimal` only: how many of the digits are decimals. */
  readonly scale?: number;
  /** `enum` only: the values, distinct as values and as members. */
  readonly values?: readonly string[];
  /** `ref` and `refs` only: the feature referred to, as a class (`OrderItem`). */
  readonly target?: string;
  /** `list` only: the type of its elements. */
  readonly items?: string;
  readonly optional: boolean;
  readonly unique: boolean;
  readonly index: boolean;
  /** Never in a response. */
  readonly private: boolean;
  /** Never in a request. */
  readonly readonly: boolean;
  /** Canonical text; also `now` (`datetime`) and `today` (`date`). */
  readonly default?: string;
  /** The fewest characters, or elements of a list. For numbers there is `ge`. */
  readonly min?: string;
  /** The most characters, or elements of a list. For numbers there is `le`. */
  readonly max?: string;
  readonly gt?: string;
  readonly ge?: string;
  readonly lt?: string;
  readonly le?: string;
  /** A portable regular expression; it is searched for, so it anchors itself. */
  readonly pattern?: string;
}

/** A type's argument, checked. */
export type FieldArgument = Pick<
  CheckedField,
  'precision' | 'scale' | 'values' | 'target' | 'items'
>;

/** The limits of a field, checked. */
export type FieldLimits = Pick<CheckedField, 'min' | 'max' | 'gt' | 'ge' | 'lt' | 'le'>;

/**
 * The part of a field that a complaint is about: a setting, its value, one of an enum's values.
 * Who has no such fine place takes the part before the dot.
 */
export type FieldPart =
  | 'argument'
  | 'name'
  | 'type'
  | Setting
  | `${Setting}.value`
  | `values.${number}`;

/** A rule that a part of a field breaks. The form that the field was written in makes the message of it. */
export class FieldProblem extends Error {
  /**
   * @param part where it is wrong.
   * @param complaint what is wrong, as a sentence.
   * @param advice what is allowed and what to do, as sentences.
   */
  constructor(
    readonly part: FieldPart,
    readonly complaint: string,
    readonly advice: string,
  ) {
    super(complaint);
  }
}

/** "Did you mean", where there is something to suggest; with a space after it. */
export function meant(candidate: string | undefined): string {
  return candidate === undefined ? '' : `Did you mean "${candidate}"? `;
}

/** Whether a text has a character that would break a line or could not be shown. */
export function hasControlCharacter(text: string): boolean {
  return /[\p{Cc}\p{Cs}\u2028\u2029]/u.test(text);
}

/** Whether a word is one of the modifiers. */
export function isModifier(word: string): word is Flag | ValueModifier {
  return (MODIFIERS as readonly string[]).includes(word);
}

/** Whether a modifier stands alone. */
export function isFlag(modifier: string): modifier is Flag {
  return (FLAGS as readonly string[]).includes(modifier);
}

const MODIFIER_RULES: Readonly<
  Record<Flag | ValueModifier, readonly [usage: string, description: string]>
> = {
  optional: ['optional', 'may be left out or null; a ? after the type says the same'],
  unique: ['unique', 'no two rows have the same value'],
  index: ['index', 'looked up by quickly; the list can be filtered by it'],
  private: ['private', 'never in a response'],
  readonly: ['readonly', 'never in a request; takes a default, or optional'],
  default: ['default=VALUE', 'the value where none is given; now for datetime, today for date'],
  min: ['min=N', 'the least value, or the fewest characters or elements'],
  max: ['max=N', 'the greatest value, or the most characters or elements'],
  gt: ['gt=N', 'greater than N'],
  ge: ['ge=N', 'greater than or equal to N'],
  lt: ['lt=N', 'less than N'],
  le: ['le=N', 'less than or equal to N'],
  pattern: [
    'pattern=RE',
    'matches the regular expression; write a colon as :: where a modifier could follow',
  ],
};

/** How a modifier is written, and what it means. */
export function helpOnModifier(
  modifier: Flag | ValueModifier,
): readonly [usage: string, description: string] {
  return MODIFIER_RULES[modifier];
}

/** Each modifier as it is written, with what it means: for `--help`. */
export const MODIFIERS_HELP: readonly (readonly [string, string])[] = MODIFIERS.map(
  (modifier) => MODIFIER_RULES[modifier],
);

/** What other languages and frameworks call our modifiers. */
const MODIFIER_SYNONYMS: Readonly<Record<string, Flag | ValueModifier>> = {
  ...synonyms('optional', 'null nullable none blank'),
  ...synonyms('unique', 'uniq uq'),
  ...synonyms('index', 'indexed idx'),
  ...synonyms('private', 'hidden secret write_only writeonly'),
  ...synonyms('readonly', 'read_only ro'),
  ...synonyms('min', 'minimum min_length minlength'),
  ...synonyms('max', 'maximum max_length maxlength length size limit'),
  ...synonyms('ge', 'gte'),
  ...synonyms('le', 'lte'),
  ...synonyms('pattern', 'regex regexp re match'),
};

/** The modifier that somebody most likely meant. */
export function likelyModifier(word: string): Flag | ValueModifier | undefined {
  return meaning(word, MODIFIERS, MODIFIER_SYNONYMS);
}

/** What a word comes nearest to: one of ours, or what others call one of ours. */
export function meaning<T extends string>(
  word: string,
  ours: readonly T[],
  theirs: Readonly<Record<string, T>>,
): T | undefined {
  const near = suggest(word, [...ours, ...Object.keys(theirs)]);
  if (near === undefined) return undefined;
  return ours.find((one) => one === near) ?? theirs[near];
}

/** The words that stand for one of ours, separated by spaces, each with what it stands for. */
export function synonyms<T extends string>(meaning: T, list: string): Record<string, T> {
  return Object.fromEntries(list.split(' ').map((word) => [word, meaning]));
}
