/** The characters of a pattern: what stands for which, as Pydantic has it. */

/** How much the program of Rust grows with a set of letters: `\w` alone takes about 40 KiB. */
const SIZE_OF_LETTERS = 40;
/** How much it grows with any other set. */
export const SIZE_OF_CLASS = 4;

/** The properties of characters that all of them know: general categories and scripts. */
const PROPERTY =
  /^\\[pP]\{(?:L[ulmto]?|M[nce]?|N[dlo]?|P[cdseifo]?|S[mcko]?|Z[slp]?|Script=[A-Z][A-Za-z_]+)\}/;

/** Escapes that stand for many characters, as JavaScript writes what Rust takes them for. */
const KINDS: Readonly<Record<string, string>> = {
  d: String.raw`\p{Nd}`,
  s: String.raw`\p{White_Space}`,
  w: String.raw`\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\p{Join_Control}`,
};

const CONTROLS: Readonly<Record<string, string>> = {
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/** A set of characters. */
export interface CharacterSet {
  /** Some of those that are named one by one. */
  readonly named: readonly string[];
  has(character: string): boolean;
}

/** Why a pattern cannot be used. */
export class PatternProblem extends Error {}

/** A character, or a predicate for many. */
export type SetItem = string | ((character: string) => boolean);

/** Returns the set of some characters, or that of all others. */
export function setOf(items: readonly SetItem[], negated = false): CharacterSet {
  const named = items.filter((item) => typeof item === 'string');
  const kinds = items.filter((item) => typeof item === 'function');
  const characters = new Set(named);
  return {
    named: negated ? [] : named,
    has: (character) =>
      (characters.has(character) || kinds.some((isOne) => isOne(character))) !== negated,
  };
}

/** Returns the characters from one to another. */
export function rangeOf(from: SetItem, to: SetItem): SetItem {
  // JavaScript refuses a range from or to anything but a character.
  if (typeof from !== 'string' || typeof to !== 'string') return from;
  const first = from.codePointAt(0) ?? 0;
  const last = to.codePointAt(0) ?? 0;
  return (character) => {
    const code = character.codePointAt(0) ?? 0;
    return code >= first && code <= last;
  };
}

function kindOf(members: string, negated: boolean): SetItem {
  const expression = new RegExp(`[${negated ? '^' : ''}${members}]`, 'u');
  return (character) => expression.test(character);
}

/**
 * Returns the escape at the start of a text.
 *
 * @throws PatternProblem if it cannot be used.
 */
export function escapeAt(
  rest: string,
  inClass: boolean,
): { text: string; size: number; item: SetItem } {
  const next = rest.charAt(1);
  const text = rest.slice(0, 2);
  if (/[1-9k]/.test(next)) {
    throw new PatternProblem(
      'it uses a backreference (`\\1`, `\\k<name>`), which Pydantic does not support',
    );
  }
  if (/[pP]/.test(next)) return propertyAt(rest);
  if (/[ux]/.test(next)) return codeAt(rest);
  const members = KINDS[next.toLowerCase()];
  if (members !== undefined) {
    const size = /[wW]/.test(next) ? SIZE_OF_LETTERS : SIZE_OF_CLASS;
    return { text, size, item: kindOf(members, next !== next.toLowerCase()) };
  }
  const known = inClass ? /[fnrtv^$\\.*+?()[\]{}|/-]/ : /[bBfnrtv^$\\.*+?()[\]{}|/]/;
  if (known.test(next)) return { text, size: 1, item: CONTROLS[next] ?? next };
  throw new PatternProblem(`the escape \`\\${next}\` does not work the same everywhere`);
}

function propertyAt(rest: string): { text: string; size: number; item: SetItem } {
  const text = PROPERTY.exec(rest)?.[0];
  if (text === undefined) {
    throw new PatternProblem(
      'of the character properties, only categories (`\\p{L}`) and scripts (`\\p{Script=Greek}`) work the same everywhere',
    );
  }
  try {
    return { text, size: SIZE_OF_LETTERS, item: kindOf(text, false) };
  } catch {
    throw new PatternProblem(`there is no such script as in \`${text}\``);
  }
}

function codeAt(rest: string): { text: string; size: number; item: SetItem } {
  const code = /^\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|u\{([0-9A-Fa-f]{1,6})\})/.exec(rest);
  if (code === null) {
    throw new PatternProblem(`\`\\${rest.charAt(1)}\` must be followed by hexadecimal digits`);
  }
  const point = Number.parseInt(code[1] ?? code[2] ?? code[3] ?? '', 16);
  if (point >= 0xd800 && point <= 0xdfff) {
    throw new PatternProblem('half of a surrogate pair is not a character');
  }
  if (point > 0x10ffff) throw new PatternProblem(`there is no character \`${code[0]}\``);
  return { text: code[0], size: 1, item: String.fromCodePoint(point) };
}

/** Most runs have no pattern, and making sense of all letters takes nearly a millisecond. */
let words: CharacterSet | undefined;

/** Whether a character is one that `\w` stands for. */
export function isWord(character: string): boolean {
  words ??= setOf([kindOf(KINDS.w ?? '', false)]);
  return words.has(character);
}
