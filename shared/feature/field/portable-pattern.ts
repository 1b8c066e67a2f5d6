/**
 * Regular expressions that mean the same to all their readers: Pydantic (Rust's `regex`), the
 * samples in tests (JavaScript), and people who know Python's `re`.
 */

const LONGEST_PATTERN = 500;

/**
 * Rust compiles `x{n}` to n copies of `x` and refuses a program above 10 MiB. These sizes are
 * measured against that limit, with room to spare: `\w` alone takes about 40 KiB.
 */
const LARGEST_PROGRAM = 8000;
const SIZE_OF_LETTERS = 40;
const SIZE_OF_CLASS = 4;

/** The properties of characters that all of them know: general categories and scripts. */
const PROPERTY =
  /^\\[pP]\{(?:L[ulmto]?|M[nce]?|N[dlo]?|P[cdseifo]?|S[mcko]?|Z[slp]?|Script=[A-Z][A-Za-z_]+)\}/;

const COUNTED = /^\{(\d{1,9})(?:,(\d{0,9}))?\}/;

/**
 * Says why a regular expression cannot be used.
 *
 * @returns the reason, to follow a colon; undefined for a valid and portable pattern.
 */
export function patternProblem(pattern: string): string | undefined {
  if (pattern.length > LONGEST_PATTERN) return `it is longer than ${LONGEST_PATTERN} characters`;
  // This comes first, as JavaScript accepts most of what is not portable.
  const foreign = new PatternScan(pattern).problem();
  if (foreign !== undefined) return foreign;
  try {
    new RegExp(pattern, 'u');
    return undefined;
  } catch (error) {
    const reason = (error as Error).message.split(': ').at(-1)?.toLowerCase();
    return `it is not a valid regular expression (${reason})`;
  }
}

/**
 * Reads a pattern once, from left to right, and stops at the first thing that differs between
 * engines.
 */
class PatternScan {
  #at = 0;
  /** The sizes of the open groups, the innermost last. The first is the pattern itself. */
  readonly #open = [0];
  /** The size of what a quantifier would repeat. */
  #last = 0;

  constructor(private readonly pattern: string) {}

  problem(): string | undefined {
    while (this.#at < this.pattern.length) {
      const problem = this.#readNext();
      if (problem !== undefined) return problem;
      if ((this.#open[0] ?? 0) > LARGEST_PROGRAM) {
        return 'its repetitions make it too large; limit the length with min and max instead';
      }
    }
    return undefined;
  }

  #readNext(): string | undefined {
    switch (this.pattern.charAt(this.#at)) {
      case '\\':
        return this.#readEscape(false);
      case '[':
        return this.#readClass();
      case '(':
        return this.#openGroup();
      case ')':
        return this.#closeGroup();
      case '{':
        return this.#readCount();
      default:
        return this.#add(1, 1);
    }
  }

  #readEscape(inClass: boolean): string | undefined {
    const read = escapeAt(this.pattern.slice(this.#at), inClass);
    return typeof read === 'string' ? read : this.#add(read.length, read.size);
  }

  #readClass(): string | undefined {
    this.#open.push(SIZE_OF_CLASS);
    this.#at += this.pattern.startsWith('[^', this.#at) ? 2 : 1;
    if (this.pattern.charAt(this.#at) === ']') return 'a character class must not be empty';
    while (this.#at < this.pattern.length) {
      const rest = this.pattern.slice(this.#at);
      if (rest.startsWith(']')) return this.#closeGroup();
      if (rest.startsWith('[')) return 'inside a character class, `[` must be written `\\[`';
      const operator = /^(?:&&|--|~~)/.exec(rest)?.[0];
      if (operator !== undefined) {
        return `\`${operator}\` inside a character class means something else to Pydantic`;
      }
      const problem = rest.startsWith('\\') ? this.#readEscape(true) : this.#add(1, 0);
      if (problem !== undefined) return problem;
    }
    return 'a character class is not closed';
  }

  #openGroup(): string | undefined {
    const rest = this.pattern.slice(this.#at);
    if (/^\(\?<?[=!]/.test(rest))
      return 'it uses lookahead or lookbehind (`(?=`, `(?!`, `(?<=`, `(?<!`), which Pydantic does not support';
    const opening = /^\((?:\?:|\?<[A-Za-z_][A-Za-z0-9_]*>|(?!\?))/.exec(rest)?.[0];
    if (opening === undefined)
      return 'only the groups `(...)`, `(?:...)` and `(?<name>...)` work the same everywhere';
    this.#open.push(0);
    this.#at += opening.length;
    return undefined;
  }

  #closeGroup(): string | undefined {
    if (this.#open.length === 1) return 'it closes a parenthesis that was never opened';
    return this.#add(1, this.#open.pop() ?? 0);
  }

  #readCount(): string | undefined {
    const [text, fewest, most] = COUNTED.exec(this.pattern.slice(this.#at)) ?? [];
    if (text === undefined) return 'a `{` that does not begin a count must be written `\\{`';
    const copies = Math.max(1, Number(fewest), Number(most ?? 0));
    return this.#add(text.length, this.#last * (copies - 1));
  }

  #add(length: number, size: number): undefined {
    this.#at += length;
    this.#last = size;
    this.#open.push((this.#open.pop() ?? 0) + size);
    return undefined;
  }
}

/**
 * Returns the length and size of the escape at the start of a text, or says why it cannot be used.
 */
function escapeAt(rest: string, inClass: boolean): { length: number; size: number } | string {
  const next = rest.charAt(1);
  if (/[1-9k]/.test(next))
    return 'it uses a backreference (`\\1`, `\\k<name>`), which Pydantic does not support';
  if (/[pP]/.test(next)) {
    const property = PROPERTY.exec(rest)?.[0];
    if (property !== undefined) return { length: property.length, size: SIZE_OF_LETTERS };
    return 'of the character properties, only categories (`\\p{L}`) and scripts (`\\p{Script=Greek}`) work the same everywhere';
  }
  if (/[ux]/.test(next)) {
    const code = /^\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|u\{([0-9A-Fa-f]{1,6})\})/.exec(rest);
    if (code === null) return `\`\\${next}\` must be followed by hexadecimal digits`;
    const point = Number.parseInt(code[1] ?? code[2] ?? code[3] ?? '', 16);
    if (point >= 0xd800 && point <= 0xdfff) return 'half of a surrogate pair is not a character';
    return { length: code[0].length, size: 1 };
  }
  if (/[wW]/.test(next)) return { length: 2, size: SIZE_OF_LETTERS };
  if (/[dDsS]/.test(next)) return { length: 2, size: SIZE_OF_CLASS };
  const known = inClass ? /[fnrtv^$\\.*+?()[\]{}|/-]/ : /[bBfnrtv^$\\.*+?()[\]{}|/]/;
  if (known.test(next)) return { length: 2, size: 1 };
  return `the escape \`\\${next}\` does not work the same everywhere`;
}
