/**
 * Regular expressions that mean the same to all their readers: Pydantic (Rust's `regex`), browsers
 * that read the OpenAPI document, and people who know Python's `re`.
 *
 * What `\d`, `\w`, `\s` and `\b` stand for is what Pydantic takes them for: they know all of
 * Unicode.
 */

import {
  type CharacterSet,
  escapeAt,
  PatternProblem,
  rangeOf,
  type SetItem,
  SIZE_OF_CLASS,
  setOf,
} from './pattern-characters.js';

const LONGEST_PATTERN = 500;

/**
 * Rust compiles `x{n}` to n copies of `x` and refuses a program above 10 MiB. These sizes are
 * measured against that limit, with room to spare: `\w` alone takes about 40 KiB.
 */
const LARGEST_PROGRAM = 8000;

/** Rust refuses 250 levels, and a group in a sequence in a choice, repeated, takes four. */
const DEEPEST_GROUP = 50;

const COUNTED = /^\{(\d{1,9})(?:(,)(\d{0,9}))?\}/;

const QUANTIFIERS: Readonly<Record<string, readonly [fewest: number, most: number]>> = {
  '*': [0, Number.POSITIVE_INFINITY],
  '+': [1, Number.POSITIVE_INFINITY],
  '?': [0, 1],
};

/** What a pattern says about the place between two characters. */
export type Assertion = 'start' | 'end' | 'boundary' | 'no boundary';

/** A pattern, taken apart. */
export type PatternNode =
  | { readonly kind: 'set'; readonly set: CharacterSet }
  | { readonly kind: 'assertion'; readonly assertion: Assertion }
  | { readonly kind: 'sequence' | 'choice'; readonly parts: readonly PatternNode[] }
  | {
      readonly kind: 'repetition';
      readonly part: PatternNode;
      readonly fewest: number;
      readonly most: number;
    };

/**
 * Says why a regular expression cannot be used.
 *
 * @returns the reason, to follow a colon; undefined for a valid and portable pattern.
 */
export function patternProblem(pattern: string): string | undefined {
  if (pattern.length > LONGEST_PATTERN) return `it is longer than ${LONGEST_PATTERN} characters`;
  try {
    // This comes first, as JavaScript accepts most of what is not portable.
    readPattern(pattern);
  } catch (error) {
    if (error instanceof PatternProblem) return error.message;
    throw error;
  }
  try {
    new RegExp(pattern, 'u');
    return undefined;
  } catch (error) {
    const reason = (error as Error).message.split(': ').at(-1)?.toLowerCase();
    return `it is not a valid regular expression (${reason})`;
  }
}

/** Takes a pattern apart that can be used. */
export function readPattern(pattern: string): PatternNode {
  return new PatternReader(pattern).read();
}

/** A group that is being read. */
interface OpenGroup {
  readonly choices: PatternNode[][];
  /** How large a program the group takes so far. */
  size: number;
}

/**
 * Reads a pattern once, from left to right, and stops at the first thing that differs between
 * engines. What all of them refuse is left to JavaScript.
 */
class PatternReader {
  #at = 0;
  /** The open groups, the innermost last. The first is the pattern itself. */
  readonly #open: OpenGroup[] = [{ choices: [[]], size: 0 }];
  readonly #names = new Set<string>();
  /** The size of what a quantifier would repeat. */
  #lastSize = 0;

  constructor(private readonly pattern: string) {}

  /** @throws PatternProblem */
  read(): PatternNode {
    while (this.#at < this.pattern.length) {
      this.#readNext();
      // In every group, before the sizes of nested repetitions exceed what numbers can hold.
      if (this.#innermost.size > LARGEST_PROGRAM) {
        throw new PatternProblem(
          'its repetitions make it too large; limit the length with min and max instead',
        );
      }
    }
    return choiceOf(this.#open[0] as OpenGroup);
  }

  get #rest(): string {
    return this.pattern.slice(this.#at);
  }

  get #innermost(): OpenGroup {
    return this.#open.at(-1) as OpenGroup;
  }

  #readNext(): void {
    const character = String.fromCodePoint(this.pattern.codePointAt(this.#at) ?? 0);
    const quantifier = QUANTIFIERS[character];
    if (quantifier !== undefined) this.#repeat(character, ...quantifier, 1);
    else if (character === '{') this.#readCount();
    else if (character === '\\') this.#readEscape();
    else if (character === '[') this.#readClass();
    else if (character === '(') this.#openGroup();
    else if (character === ')') this.#closeGroup();
    else if (character === '|') this.#nextChoice();
    else this.#add(SYMBOLS[character] ?? nodeOf(setOf([character])), character, 1);
  }

  #nextChoice(): void {
    this.#innermost.choices.push([]);
    this.#take('|', 1);
  }

  #readEscape(): void {
    const { text, size, item } = escapeAt(this.#rest, false);
    this.#add(SYMBOLS[text] ?? nodeOf(setOf([item])), text, size);
  }

  #readClass(): void {
    const start = this.#at;
    const negated = this.#rest.startsWith('[^');
    this.#at += negated ? 2 : 1;
    if (this.#rest.startsWith(']')) {
      throw new PatternProblem('a character class must not be empty');
    }
    const items: SetItem[] = [];
    let size = SIZE_OF_CLASS;
    while (!this.#rest.startsWith(']')) {
      const from = this.#readItem();
      size += from.size;
      const isRange = /^-[^\]-]/.test(this.#rest);
      if (!isRange) {
        items.push(from.item);
        continue;
      }
      this.#at += 1;
      const to = this.#readItem();
      size += to.size;
      items.push(rangeOf(from.item, to.item));
    }
    const text = this.pattern.slice(start, this.#at + 1);
    this.#at = start;
    this.#add(nodeOf(setOf(items, negated)), text, size);
  }

  /** Reads a character or an escape of a class. */
  #readItem(): { readonly size: number; readonly item: SetItem } {
    const rest = this.#rest;
    if (rest === '') throw new PatternProblem('a character class is not closed');
    if (rest.startsWith('[')) {
      throw new PatternProblem('inside a character class, `[` must be written `\\[`');
    }
    const operator = /^(?:&&|--|~~)/.exec(rest)?.[0];
    if (operator !== undefined) {
      throw new PatternProblem(
        `\`${operator}\` inside a character class means something else to Pydantic`,
      );
    }
    if (rest.startsWith('\\')) {
      const { text, size, item } = escapeAt(rest, true);
      this.#at += text.length;
      return { size, item };
    }
    const character = String.fromCodePoint(rest.codePointAt(0) ?? 0);
    this.#at += character.length;
    return { size: 0, item: character };
  }

  #openGroup(): void {
    const rest = this.#rest;
    if (/^\(\?<?[=!]/.test(rest)) {
      throw new PatternProblem(
        'it uses lookahead or lookbehind (`(?=`, `(?!`, `(?<=`, `(?<!`), which Pydantic does not support',
      );
    }
    const [opening, name] = /^\((?:\?:|\?<([A-Za-z_][A-Za-z0-9_]*)>|(?!\?))/.exec(rest) ?? [];
    if (opening === undefined) {
      throw new PatternProblem(
        'only the groups `(...)`, `(?:...)` and `(?<name>...)` work the same everywhere',
      );
    }
    if (name !== undefined && this.#names.has(name)) {
      throw new PatternProblem(`two groups have the name "${name}"`);
    }
    if (name !== undefined) this.#names.add(name);
    if (this.#open.length > DEEPEST_GROUP) {
      throw new PatternProblem(`its groups are more than ${DEEPEST_GROUP} deep`);
    }
    // Even an empty group takes something, once for each of its repetitions.
    this.#open.push({ choices: [[]], size: 1 });
    this.#at += opening.length;
  }

  #closeGroup(): void {
    if (this.#open.length === 1) {
      throw new PatternProblem('it closes a parenthesis that was never opened');
    }
    const group = this.#open.pop() as OpenGroup;
    this.#add(choiceOf(group), ')', group.size);
  }

  #readCount(): void {
    const [text, fewest, comma, most] = COUNTED.exec(this.#rest) ?? [];
    if (text === undefined) {
      throw new PatternProblem('a `{` that does not begin a count must be written `\\{`');
    }
    const least = Number(fewest);
    const greatest =
      comma === undefined ? least : most === '' ? Number.POSITIVE_INFINITY : Number(most);
    this.#repeat(text, least, greatest, Math.max(1, least, Number(most ?? 0)));
  }

  #repeat(text: string, fewest: number, most: number, copies: number): void {
    const parts = this.#innermost.choices.at(-1) ?? [];
    const part = parts.at(-1);
    this.#take(text, this.#lastSize * (copies - 1));
    // A lazy quantifier matches the same texts.
    if (part === undefined || (text === '?' && part.kind === 'repetition')) return;
    parts[parts.length - 1] = { kind: 'repetition', part, fewest, most };
  }

  #add(node: PatternNode, text: string, size: number): void {
    this.#innermost.choices.at(-1)?.push(node);
    this.#take(text, size);
  }

  #take(text: string, size: number): void {
    this.#at += text.length;
    this.#lastSize = size;
    this.#innermost.size += size;
  }
}

function choiceOf({ choices }: OpenGroup): PatternNode {
  const parts = choices.map((sequence) => ({ kind: 'sequence', parts: sequence }) as const);
  return parts.length === 1 ? (parts[0] as PatternNode) : { kind: 'choice', parts };
}

function nodeOf(set: CharacterSet): PatternNode {
  return { kind: 'set', set };
}

/** What stands for no character, or for nearly all. */
const SYMBOLS: Readonly<Record<string, PatternNode>> = {
  '^': { kind: 'assertion', assertion: 'start' },
  $: { kind: 'assertion', assertion: 'end' },
  '\\b': { kind: 'assertion', assertion: 'boundary' },
  '\\B': { kind: 'assertion', assertion: 'no boundary' },
  '.': nodeOf(setOf(['\n'], true)),
};
