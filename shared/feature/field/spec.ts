/** A field: what it is once it is valid, what was said of it before, and how it can be wrong. */
import type { FieldType, Flag, ItemType, Setting, ValueModifier } from './vocabulary.js';

/** One field of a feature, validated and in canonical form. */
export interface FieldSpec {
  /** In snake_case. A `ref` goes without `_id` (`category`), `refs` is a plural (`tags`). */
  readonly name: string;
  readonly type: FieldType;
  /** `decimal` only: how many digits in all. */
  readonly precision?: number;
  /** `decimal` only: how many of the digits are decimals. */
  readonly scale?: number;
  /** `enum` only: the values, distinct as values and as members. */
  readonly values?: readonly string[];
  /** `ref` and `refs` only: the feature referred to, as a class (`OrderItem`). */
  readonly target?: string;
  /** `list` only: the type of its elements. */
  readonly items?: ItemType;
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

/** What was said of a field, as text, before any of it is known to be right. */
export type FieldSettings = { readonly [K in Flag]?: boolean } & {
  readonly [K in ValueModifier | 'precision' | 'scale' | 'target' | 'items']?: string;
} & { readonly values?: readonly string[] };

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

/** What is known around a field. */
export interface FieldContext {
  /** The feature in snake_case, for suggesting names. */
  readonly feature?: string | undefined;
  /** Names that the architecture reserves, each with its reason. */
  readonly extraReserved?: Readonly<Record<string, string>> | undefined;
}

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
