/** Waivers for lines that are too long, without all of ruff where it is certain which they are. */
import { lineStarts } from './edits.js';
import { isString, tokenize } from './tokens.js';

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
  const long: number[] = [];
  for (const [row, line] of lines.entries()) {
    const code = WITH_PRAGMA.exec(line)?.[1] ?? line;
    if (code.length <= longest) continue;
    // Wide characters, comments and links have rules of their own.
    if (/[^ -~]|#|:\/\//.test(code)) return undefined;
    // A single word cannot be shorter.
    if (/\S +\S/.test(code)) long.push(row);
  }
  const waived = waiversFor(long, text);
  if ([...waived].some((row) => lines[row]?.includes('#'))) return undefined;
  return withWaivers(text, waived);
}

/**
 * Returns where waivers for long lines go. Within a string one would be text, so ruff looks for it behind the string.
 *
 * @param long the rows of the lines, from 0.
 * @returns the rows of the waivers.
 */
export function waiversFor(long: readonly number[], text: string): ReadonlySet<number> {
  if (long.length === 0) return new Set();
  const starts = lineStarts(text);
  const rowOf = (offset: number) => starts.findLastIndex((start) => start <= offset);
  const strings = tokenize(text)
    .lines.flatMap(({ tokens }) => tokens)
    .filter((token) => isString(token) && token.text.includes('\n'))
    .map(({ from, to }) => ({ first: rowOf(from), last: rowOf(to) }));
  return new Set(
    long.map((row) => strings.find(({ first, last }) => first <= row && row < last)?.last ?? row),
  );
}

/** Returns a text with waivers at the end of some of its rows. */
export function withWaivers(text: string, rows: ReadonlySet<number>): string {
  if (rows.size === 0) return text;
  const lines = text.split('\n');
  return lines.map((line, row) => (rows.has(row) ? line + WAIVER : line)).join('\n');
}
