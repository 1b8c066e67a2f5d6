/** What the tokens of one statement are to each other. */
import type { Token } from './tokens.js';

/** The keywords that a value can follow. */
const BEFORE_VALUE =
  /^(and|as|assert|await|elif|else|except|for|from|if|in|is|lambda|not|or|raise|return|while|with|yield)$/;

export function isOpening({ kind, text }: Token): boolean {
  return kind === 'operator' && (text === '(' || text === '[' || text === '{');
}

export function isClosing({ kind, text }: Token): boolean {
  return kind === 'operator' && (text === ')' || text === ']' || text === '}');
}

/** What a bracket opens: where it stands behind a value, a `call`, an `annotated` or `literal` type or a `subscript`. */
export function bracketAt(tokens: readonly Token[], index: number): string {
  const { kind, text = '' } = tokens[index - 1] ?? {};
  const bracket = tokens[index]?.text ?? '';
  const isBehindValue =
    (kind === 'name' && !BEFORE_VALUE.test(text)) || kind === 'string' || /^[)\]}]$/.test(text);
  if (!isBehindValue || bracket === '{') return bracket;
  if (bracket === '(') return 'call';
  if (text === 'Literal' && tokens[index - 2]?.text !== '.') return 'literal';
  return /^(Annotated|Literal)$/.test(text) ? 'annotated' : 'subscript';
}

/** The indices of the tokens outside of all brackets. */
export function topLevel(tokens: readonly Token[]): number[] {
  const found: number[] = [];
  let depth = 0;
  for (const [index, token] of tokens.entries()) {
    if (isOpening(token)) depth += 1;
    else if (isClosing(token)) depth -= 1;
    else if (depth === 0) found.push(index);
  }
  return found;
}

/** The index of the colon that ends the header of a compound statement; undefined if that is not certain. */
export function endOfHeader(tokens: readonly Token[]): number | undefined {
  const top = topLevel(tokens);
  if (top.some((index) => tokens[index]?.text === 'lambda')) return undefined;
  return top.find((index) => tokens[index]?.text === ':');
}

/** The names of the parameters of `def name(parameters)`. */
export function parametersOf(tokens: readonly Token[]): ReadonlySet<Token> {
  const parameters = new Set<Token>();
  let depth = 0;
  let isExpected = false;
  for (const token of tokens.slice(2)) {
    const { kind, text } = token;
    if (isExpected && kind === 'name') parameters.add(token);
    if (isClosing(token)) depth -= 1;
    if (depth === 0 && text === ')') break;
    if (isOpening(token)) depth += 1;
    // Behind a bracket or a comma, and behind the stars that follow one.
    const isStar: boolean = isExpected && (text === '*' || text === '**');
    isExpected = depth === 1 && (text === '(' || text === ',' || isStar);
  }
  return parameters;
}
