/** The tokens of a module: enough to see how a name is used, and far quicker than a parse. */
import type { Span } from './syntax.js';

/** A token. A formatted string gives those of its expressions, each expression in its braces. */
export interface Token extends Span {
  readonly kind: 'comment' | 'name' | 'newline' | 'number' | 'operator' | 'string';
  readonly text: string;
  /** The quotes of the formatted string in whose expressions it stands. */
  readonly within: string | undefined;
}

/** Blanks, a comment, a line end, the prefix and the quotes of a string, a name, a number, an operator. */
const TOKEN = new RegExp(
  [
    '( +|\\\\\\n)',
    '(#[^\\n]*)',
    '(\\n)',
    '([rbuft]?|br|rb|[ft]r|r[ft])("""|\'\'\'|["\'])',
    '([a-z_]\\w*)',
    '(0[xob][\\da-f_]+(?!\\w)|(?:\\d[\\d_]*\\.?[\\d_]*|\\.\\d[\\d_]*)(?:e[-+]?\\d+)?j?(?!\\w))',
    '(\\.{3}|(?:\\*\\*|//|>>|<<|[-+*/%&|^@=!<>:])=|->|\\*\\*|//|>>|<<|[-+*/%&|^@=<>~.,:;!()[\\]{}])',
  ].join('|'),
  'iy',
);

/** What follows the quotes that open a string: all up to and with those that close it. */
const REST_OF_STRING: Readonly<Record<string, RegExp>> = {
  '"': /[^\\\n"]*(?:\\[\s\S][^\\\n"]*)*"/y,
  "'": /[^\\\n']*(?:\\[\s\S][^\\\n']*)*'/y,
  '"""': /[^\\"]*(?:(?:\\[\s\S]|"(?!""))[^\\"]*)*"""/y,
  "'''": /[^\\']*(?:(?:\\[\s\S]|'(?!''))[^\\']*)*'''/y,
};

const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/**
 * The tokens of a module. A line end is one only where it ends a statement, or a line without any.
 *
 * @returns undefined where something is out of the ordinary: white space other than blanks, names beyond
 *   ASCII, a string within a string that has the same quotes, what is not Python at all.
 */
export function tokensOf(text: string): readonly Token[] | undefined {
  const reader = new Reader(text);
  return reader.readCode(0, text.length) === text.length ? reader.tokens : undefined;
}

/** A statement on lines of its own; of a compound one, its first line, with what follows on it. */
export interface Line extends Span {
  /** How far it is indented. */
  readonly indent: number;
  /** Its tokens, without comments and the line end. */
  readonly tokens: readonly Token[];
  readonly comments: readonly Token[];
}

/** Puts tokens into lines. A comment belongs to the line that it ends or stands in, one of its own to none. */
export function linesOf(text: string, tokens: readonly Token[]): readonly Line[] {
  const lines: Line[] = [];
  let [own, comments]: [Token[], Token[]] = [[], []];
  const endLine = () => {
    const [first, last] = [own[0], own.at(-1)];
    if (first !== undefined && last !== undefined) {
      const indent = first.from - text.lastIndexOf('\n', first.from - 1) - 1;
      lines.push({ indent, tokens: own, comments, from: first.from, to: last.to });
    }
    [own, comments] = [[], []];
  };
  for (const token of tokens) {
    if (token.kind === 'newline') endLine();
    else (token.kind === 'comment' ? comments : own).push(token);
  }
  endLine();
  return lines;
}

class Reader {
  readonly tokens: Token[] = [];
  private within: string | undefined;

  constructor(private readonly text: string) {}

  /**
   * Reads code as far as it goes: to the end, or to what ends an expression in a formatted string.
   *
   * @returns where that is, or -1 where something is out of the ordinary.
   */
  readCode(start: number, end: number, inString = false): number {
    const open: string[] = [];
    let at = start;
    while (at < end) {
      TOKEN.lastIndex = at;
      const found = TOKEN.exec(this.text);
      if (found === null) return -1;
      const [, space, comment, newline, prefix = '', quotes, name, number, operator] = found;
      if (operator !== undefined) {
        if (inString && open.length === 0 && /^([:}]|!$)/.test(operator)) return at;
        const closing = CLOSING[operator];
        if (closing !== undefined) open.push(closing);
        else if (/[)\]}]/.test(operator) && open.pop() !== operator) return -1;
        at = this.add('operator', at, operator.length);
      } else if (name !== undefined) at = this.add('name', at, name.length);
      else if (space !== undefined) at += space.length;
      else if (quotes !== undefined) at = this.readString(at, prefix.toLowerCase(), quotes);
      else if (number !== undefined) at = this.add('number', at, number.length);
      else if (inString) return -1;
      else if (comment !== undefined) at = this.add('comment', at, comment.length);
      else if (newline !== undefined) at = open.length === 0 ? this.add('newline', at, 1) : at + 1;
      if (at < 0) return -1;
    }
    return open.length === 0 ? at : -1;
  }

  /** Reads a string; returns where it ends, or -1. */
  private readString(from: number, prefix: string, quotes: string): number {
    const rest = REST_OF_STRING[quotes] as RegExp;
    const start = from + prefix.length + quotes.length;
    rest.lastIndex = start;
    const length = rest.exec(this.text)?.[0].length;
    if (length === undefined) return -1;
    const to = start + length;
    if (!/[ft]/.test(prefix)) return this.add('string', from, to - from);
    if (this.within !== undefined) return -1;
    this.within = quotes;
    const isOrdinary = this.readExpressions(start, to - quotes.length);
    this.within = undefined;
    return isOrdinary ? to : -1;
  }

  /** Reads the expressions of a formatted string; returns whether they are ordinary. */
  private readExpressions(start: number, end: number): boolean {
    // A backslash may take the meaning of a brace away.
    if (/\\N?[{}]/.test(this.text.slice(start, end))) return false;
    const before = this.tokens.length;
    for (let at = start; at < end; at += 1) {
      const brace = this.text[at];
      if (brace !== '{' && brace !== '}') continue;
      if (this.text[at + 1] === brace) at += 1;
      else if (brace === '}') return false;
      else {
        this.add('operator', at, 1);
        at = this.readCode(at + 1, end, true);
        // How the value is written: `!r`, `:>10`.
        const close = at < 0 ? -1 : this.text.indexOf('}', at);
        if (close < 0 || close >= end || this.text.slice(at, close).includes('{')) return false;
        at = close;
        this.add('operator', at, 1);
      }
    }
    // One without expressions is no formatted string for ruff.
    return this.tokens.length > before;
  }

  /** Adds a token; returns where it ends. */
  private add(kind: Token['kind'], from: number, length: number): number {
    const to = from + length;
    this.tokens.push({ kind, text: this.text.slice(from, to), from, to, within: this.within });
    return to;
  }
}
