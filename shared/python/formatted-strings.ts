/** What is in the braces of formatted strings. */
import { type Token, tokenize } from './tokens.js';

/** Whether a token is a formatted string. */
export function isFormatted({ text }: Token): boolean {
  return /^(?:[ft]r?|r[ft])["']/i.test(text);
}

/**
 * Returns the tokens of the expressions in a formatted string, each expression in its braces.
 *
 * @returns undefined where it takes more to tell the expressions from the rest.
 */
export function expressionsIn({ from, text }: Token): readonly Token[] | undefined {
  const [opening = '', quote = ''] = /^\w*("""|'''|["'])/.exec(text) ?? [];
  const inside = text.slice(opening.length, text.length - quote.length);
  // A backslash may take the meaning of a brace away.
  if (/\\N?[{}]/.test(inside)) return undefined;
  const plain = inside.replaceAll('{{', '  ').replaceAll('}}', '  ');
  const tokens: Token[] = [];
  // Nested braces are in dictionaries or in formats.
  const rest = plain.replaceAll(/\{([^{}]*)\}/g, (all, field: string, at: number) => {
    const start = from + opening.length + at;
    const [expression = ''] = /^(?:[^:!"']|!=|"[^"]*"|'[^']*')*/.exec(field) ?? [];
    const { lines } = tokenize(expression);
    tokens.push({ from: start, to: start + 1, text: '{' });
    for (const each of lines.flatMap((line) => line.tokens)) {
      tokens.push({ ...each, from: start + 1 + each.from, to: start + 1 + each.to });
    }
    tokens.push({ from: start + all.length - 1, to: start + all.length, text: '}' });
    return ' '.repeat(all.length);
  });
  // Ruff takes the prefix of one without expressions away.
  return /[{}]/.test(rest) || tokens.length === 0 ? undefined : tokens;
}
