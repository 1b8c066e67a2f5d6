/** Waivers for lines that are too long, without all of ruff where it is certain which they are. */
import { isString, type Span, tokenize } from './tokens.js';

const WAIVER = '  # noqa: E501';

/** An import whose comment ruff does not count. */
const WITH_PRAGMA = /^(import [\w.]+) {2}# noqa: /;

/**
 * Marks the lines that are too long, as ruff would ask for it.
 *
 * @returns undefined where it is not certain which lines ruff finds too long.
 */
export function waiveOrdinaryLines(text: string, longest: number): string | undefined {
  const lines = text.split('\n');
  if (!lines.some((line) => line.length > longest)) return text;
  const strings = tokenize(text)
    .lines.flatMap(({ tokens }) => tokens)
    .filter((token) => isString(token) && token.text.includes('\n'));
  const waived = new Set<number>();
  let start = 0;
  for (const [row, line] of lines.entries()) {
    const from = start;
    start += line.length + 1;
    const code = WITH_PRAGMA.exec(line)?.[1] ?? line;
    if (code.length <= longest) continue;
    // Wide characters, comments and links have rules of their own.
    if (/[^ -~]|#|:\/\//.test(code)) return undefined;
    // A single word cannot be shorter.
    if (!/\S +\S/.test(code)) continue;
    const last = lastRowOf(from + line.length, row, strings, text);
    if (lines[last]?.includes('#')) return undefined;
    waived.add(last);
  }
  return lines.map((line, row) => (waived.has(row) ? line + WAIVER : line)).join('\n');
}

/** The row in which a string ends that goes on behind an offset; without one, the row of the offset. */
function lastRowOf(offset: number, row: number, strings: readonly Span[], text: string): number {
  const around = strings.find(({ from, to }) => from <= offset && offset < to);
  return around === undefined ? row : row + text.slice(offset, around.to).split('\n').length - 1;
}
