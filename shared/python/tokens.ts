/** The words of Python: a text as lines of tokens, the way the language joins and parts its lines. */

/** A stretch of a module's text. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A name, a number, a string, an operator or a bracket; or a comment, which no line contains. */
export interface Token extends Span {
  readonly text: string;
}

/** What the language takes for one line, whether it is written on one or, in brackets, on several. */
export interface LogicalLine {
  /** How many columns it is indented. */
  readonly indent: number;
  /** At least one. */
  readonly tokens: readonly Token[];
}

const BLANK = /(?:[ \t\f\uFEFF]|\\\r?\n)+/y;
const COMMENT = /#[^\r\n]*/y;
const STRING_START = /(?:[rbuft]|[bft]r|r[bft])?("""|'''|"|')/iy;
/** The characters that strings start with. */
const STRING_STARTS = new Set('rbuftRBUFT"\''.split(''));
const WORD = /[A-Za-z_\u0080-\uFFFE][\w\u0080-\uFFFE]*|\.?\d(?:[eE][+-]?\d|[\w.])*/y;
const OPERATOR = /->|:=|\.\.\.|(?:\*\*|\/\/|>>|<<)=?|[-+*/%@&|^<>=!]=|[^\s]/y;

/** What can only stand at the start of a line, so that an open bracket in front of it is a mistake. */
const FRESH_START = /(?:def|class|import|async[ \t]+def)[ \t]|from[ \t]+\S+[ \t]+import[ \t]/y;

const TAB = 8;

/** A text as tokens. */
export interface TokenizedText {
  readonly lines: readonly LogicalLine[];
  readonly comments: readonly Token[];
}

/**
 * Splits a text into its lines. A text that is not Python gives what can be told of it.
 *
 * @param start where the first line starts that matters.
 */
export function tokenize(text: string, start = 0): TokenizedText {
  const lines: LogicalLine[] = [];
  const comments: Token[] = [];
  let tokens: Token[] = [];
  let depth = 0;
  let lineStart = start;
  let at = start;
  const endLine = () => {
    const [first] = tokens;
    if (first !== undefined) lines.push({ indent: columnsOf(text, lineStart, first.from), tokens });
    tokens = [];
    depth = 0;
  };
  while (at < text.length) {
    at = endOfBlanks(text, at);
    const code = text.charCodeAt(at);
    if (code === 10 || code === 13) {
      at += 1;
      if (depth === 0 || endOf(FRESH_START, text, at) !== undefined) endLine();
      if (tokens.length === 0) lineStart = at;
      continue;
    }
    if (at >= text.length) break;
    const comment = code === 35 ? endOf(COMMENT, text, at) : undefined;
    if (comment !== undefined) {
      comments.push({ from: at, to: comment, text: text.slice(at, comment) });
      at = comment;
      continue;
    }
    const to = tokenEnd(text, at);
    if (to === at + 1) {
      if (code === 40 || code === 91 || code === 123) depth += 1;
      else if (code === 41 || code === 93 || code === 125) depth = Math.max(0, depth - 1);
    }
    tokens.push({ from: at, to, text: text.slice(at, to) });
    at = to;
  }
  endLine();
  return { lines, comments };
}

/** Whether a token is a name or a keyword. */
export function isWord(token: Token): boolean {
  const code = token.text.charCodeAt(0);
  // Asked of every token of every file, so not with expressions.
  const isLetter = (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95;
  return (isLetter || (code >= 0x80 && code !== 0xffff)) && !isString(token);
}

/** Whether a token is a string. */
export function isString({ text }: Token): boolean {
  return text.endsWith('"') || text.endsWith("'");
}

/** Whether a token opens a bracket. */
export function isOpening({ text }: Token): boolean {
  return text === '(' || text === '[' || text === '{';
}

/** Whether a token closes a bracket. */
export function isClosing({ text }: Token): boolean {
  return text === ')' || text === ']' || text === '}';
}

/** Returns for each token how many brackets are open around it; a bracket is inside itself. */
export function depthsOf(tokens: readonly Token[]): number[] {
  let depth = 0;
  return tokens.map((token) => {
    if (isOpening(token)) depth += 1;
    return isClosing(token) ? depth-- : depth;
  });
}

/** Returns where the bracket at an index is closed; how many tokens there are if it is not. */
export function closingOf(tokens: readonly Token[], open: number): number {
  const depths = depthsOf(tokens);
  const close = tokens.findIndex(
    (token, index) => index > open && isClosing(token) && depths[index] === depths[open],
  );
  return close < 0 ? tokens.length : close;
}

/** Splits tokens at a separator that is in none of their brackets. Empty pieces are left out. */
export function splitTokens(tokens: readonly Token[], separator: ',' | ';'): Token[][] {
  if (!tokens.some(({ text }) => text === separator)) return tokens.length > 0 ? [[...tokens]] : [];
  const pieces: Token[][] = [[]];
  const depths = depthsOf(tokens);
  tokens.forEach((token, index) => {
    if (token.text === separator && depths[index] === 0) pieces.push([]);
    else pieces.at(-1)?.push(token);
  });
  return pieces.filter((piece) => piece.length > 0);
}

/** From the first of several tokens to the last. */
export function spanOf(tokens: readonly Token[]): Span {
  return { from: tokens[0]?.from ?? 0, to: tokens.at(-1)?.to ?? 0 };
}

function columnsOf(text: string, from: number, to: number): number {
  let columns = 0;
  for (let at = from; at < to; at += 1) {
    if (text[at] === '\t') columns += TAB - (columns % TAB);
    else if (text[at] === ' ') columns += 1;
  }
  return columns;
}

function endOf(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

/** Most blanks are spaces, which are looked for without an expression: there is one in front of most tokens. */
function endOfBlanks(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) === 32) at += 1;
  const code = text.charCodeAt(at);
  const isOther = code === 9 || code === 12 || code === 92 || code === 0xfeff;
  return isOther ? (endOf(BLANK, text, at) ?? at) : at;
}

function tokenEnd(text: string, at: number): number {
  STRING_START.lastIndex = at;
  const start = STRING_STARTS.has(text[at] as string) ? STRING_START.exec(text) : null;
  if (start !== null) return stringEnd(text, at, start[0], start[1] as string);
  return endOf(WORD, text, at) ?? endOf(OPERATOR, text, at) ?? at + 1;
}

/** Returns where a string ends; one that is not closed ends with its line. */
function stringEnd(text: string, from: number, opening: string, quote: string): number {
  const isFormatted = /[ft]/i.test(opening.slice(0, -quote.length));
  let at = from + opening.length;
  while (at < text.length) {
    const char = text[at];
    // A backslash does not make a field less of a field.
    if (char === '\\') at += isFormatted && text[at + 1] === '{' ? 1 : 2;
    else if (text.startsWith(quote, at)) return at + quote.length;
    else if (char === '\n' && quote.length === 1) return at;
    else if (char === '{' && isFormatted) at = fieldEnd(text, at, quote) ?? at + 1;
    else at += 1;
  }
  return text.length;
}

/**
 * Returns where a replacement field of a formatted string ends.
 *
 * @returns undefined if it is none: a doubled brace, or not closed.
 */
function fieldEnd(text: string, from: number, quote: string): number | undefined {
  if (text[from + 1] === '{') return from + 2;
  let at = from + 1;
  let depth = 0;
  while (at < text.length) {
    const char = text[at] as string;
    if (char === '\n' && quote.length === 1 && depth === 0) return undefined;
    if (char === '}' && depth === 0) return at + 1;
    if ('([{'.includes(char)) depth += 1;
    else if (')]}'.includes(char)) depth -= 1;
    else if (char === ':' && depth === 0) return formatEnd(text, at + 1, quote);
    else if (char === '"' || char === "'") {
      at = tokenEnd(text, at);
      continue;
    }
    at += 1;
  }
  return undefined;
}

function formatEnd(text: string, from: number, quote: string): number | undefined {
  let at = from;
  while (at < text.length && !text.startsWith(quote, at)) {
    if (text[at] === '}') return at + 1;
    if (text[at] === '{') at = fieldEnd(text, at, quote) ?? at + 1;
    else at += 1;
  }
  return undefined;
}
