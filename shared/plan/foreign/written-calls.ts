/** Calls as the source text of a module has them. */
import { spanOf, splitTokens, tokenize } from '../../python/tokens.js';

/** What is between the parentheses of a call. */
export interface Arguments {
  readonly positional: readonly string[];
  readonly keywords: ReadonlyMap<string, string>;
}

/** Returns what the first call of an expression is given: `String(7)` is given `7`. */
export function readArguments(value: string): Arguments {
  const positional: string[] = [];
  const keywords = new Map<string, string>();
  const tokens = tokenize(value).lines[0]?.tokens ?? [];
  const open = tokens.findIndex(({ text }) => text === '(');
  const inside = open < 0 ? [] : tokens.slice(open + 1, -1);
  for (const item of splitTokens(inside, ',')) {
    const [first, operator, ...rest] = item;
    const textOf = (part: typeof item) => {
      const { from, to } = spanOf(part);
      return value.slice(from, to).replaceAll(/\s*\n\s*/g, ' ');
    };
    if (first !== undefined && operator?.text === '=') keywords.set(first.text, textOf(rest));
    else if (item.length > 0) positional.push(textOf(item));
  }
  return { positional, keywords };
}

/** Returns a call from its name to its closing parenthesis, on one line. */
export function callAt(source: string, start: number): string | undefined {
  let depth = 0;
  for (let index = source.indexOf('(', start); index < source.length; index += 1) {
    if (source[index] === '(') depth += 1;
    if (source[index] === ')') depth -= 1;
    if (depth === 0) return source.slice(start, index + 1).replaceAll(/\s*\n\s*/g, ' ');
  }
  return undefined;
}
