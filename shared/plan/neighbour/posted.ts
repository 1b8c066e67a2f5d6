/** What tests send to create rows. */
import type { Statement } from '../../python/syntax.js';
import type { Token } from '../../python/tokens.js';

/** Whether a statement creates a row over HTTP. */
export function posts(tokens: readonly Token[]): boolean {
  return tokens.some(({ text }, at) => text === 'post' && tokens[at - 1]?.text === '.');
}

/** Whether a test waits for a body to be refused. */
export function isRefused(block: readonly Statement[]): boolean {
  return block.some(
    ({ block: inner = [], keyword, tokens }) =>
      (keyword === 'assert' && tokens.some(({ text }) => /^422$|UNPROCESSABLE/.test(text))) ||
      isRefused(inner),
  );
}

/** Returns the variables that are posted: `client.post(URL, json=body)`. */
export function postedIn(block: readonly Statement[]): string[] {
  return block.flatMap(({ block: inner = [], tokens }) => {
    const at = posts(tokens) ? tokens.findIndex(({ text }) => text === 'json') : -1;
    const name = at >= 0 && tokens[at + 1]?.text === '=' ? [tokens[at + 2]?.text ?? ''] : [];
    return [...name, ...postedIn(inner)];
  });
}
