/** What all edits of a person's files share: text is put in, and no other byte is touched. */
import { RefusalError } from '../errors.js';
import { type ParsedModule, parsePython, type Span } from './syntax.js';
import { firstSyntaxError } from './syntax-error.js';

/** The line length of files whose project says nothing else. */
export const LINE_LENGTH = 88;

/** Text to put in at an offset. */
interface Insertion {
  readonly at: number;
  readonly text: string;
}

/**
 * Parses a file that is going to be edited.
 *
 * @param byHand the lines to add, for the message.
 * @throws RefusalError where the file is not valid Python.
 */
export function parseForEdit(
  path: string,
  source: string,
  byHand: readonly string[],
): ParsedModule {
  const error = firstSyntaxError(source);
  if (error !== undefined) {
    const { row, column } = error.start_location;
    refuseEdit(
      path,
      `it has a syntax error in line ${row}, column ${column} (${error.message})`,
      byHand,
    );
  }
  return parsePython(source);
}

/** @throws RefusalError always: the file, why it cannot be edited, and the lines to add by hand. */
export function refuseEdit(path: string, why: string, byHand: readonly string[]): never {
  const lines = byHand.map((line) => `  ${line}`).join('\n');
  throw new RefusalError(
    `${path} cannot be edited safely: ${why}.\nMend that and run again, or add by hand:\n${lines}`,
  );
}

/** The text with the insertions made; several at one offset come in the order given. */
export function insert(text: string, insertions: readonly Insertion[]): string {
  let result = text;
  for (const { at, text: added } of insertions.toReversed().sort((a, b) => b.at - a.at)) {
    result = result.slice(0, at) + added + result.slice(at);
  }
  return result;
}

/** Where the line that holds an offset starts. */
export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** Where the line that holds an offset ends, before its line end. */
export function lineEnd(text: string, offset: number): number {
  const newline = text.indexOf('\n', offset);
  if (newline < 0) return text.length;
  return text[newline - 1] === '\r' ? newline - 1 : newline;
}

/** How a text ends its lines. */
export function newlineOf(text: string): '\n' | '\r\n' {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

/** The white space that the line of an offset starts with. */
export function indentAt(text: string, offset: number): string {
  const start = lineStart(text, offset);
  return /^[ \t]*/.exec(text.slice(start, offset))?.[0] ?? '';
}

/** Puts whole lines after the line that holds an offset. */
export function linesAfter(text: string, offset: number, lines: readonly string[]): Insertion {
  const newline = newlineOf(text);
  return { at: lineEnd(text, offset), text: lines.map((line) => newline + line).join('') };
}

/** Puts whole lines before the line of an offset, and before the comments directly above it. */
export function linesBefore(text: string, offset: number, lines: readonly string[]): Insertion {
  let at = lineStart(text, offset);
  while (at > 0) {
    const above = lineStart(text, at - 1);
    if (!/^[ \t]*#/.test(text.slice(above, at))) break;
    at = above;
  }
  const newline = newlineOf(text);
  return { at, text: lines.map((line) => line + newline).join('') };
}

/** Orders text the way import sorters do: case aside, and numbers by their value. */
export function compareNaturally(a: string, b: string): number {
  const left = a.toLowerCase().match(/\d+|\D/g) ?? [];
  const right = b.toLowerCase().match(/\d+|\D/g) ?? [];
  for (const [index, piece] of left.entries()) {
    const other = right[index];
    if (other === undefined) return 1;
    if (piece === other) continue;
    // Numbers with leading zeros are read like decimal places.
    const numeric = [piece, other].every((each) => /^[1-9]/.test(each));
    return (numeric && piece.length - other.length) || (piece < other ? -1 : 1);
  }
  return left.length - right.length;
}

/** Whether items stand in order already. */
export function isSorted<T>(items: readonly T[], compare: (a: T, b: T) => number): boolean {
  return items.every((item, index) => index === 0 || compare(items[index - 1] as T, item) <= 0);
}

/** An item of a list in source text. */
interface ListItem extends Span {
  /** What it is sorted by. */
  readonly key: string;
}

/**
 * Puts an item into a comma-separated list in the list's own style: in order if it is in order, on a
 * line of its own if its items are, with a trailing comma if it has one.
 *
 * @param items what the list has, at least one.
 * @param item the new item's text and the key it sorts by.
 * @param end where the list ends: the offset of its closing bracket, or of the end of its last item.
 */
export function insertItem(
  text: string,
  items: readonly ListItem[],
  item: { readonly key: string; readonly text: string },
  compare: (a: string, b: string) => number,
  end: number,
): Insertion[] {
  const keys = items.map(({ key }) => key);
  const at = isSorted(keys, compare) ? keys.findIndex((key) => compare(key, item.key) > 0) : -1;
  const ownLines = items.every(
    ({ from }) => indentAt(text, from).length === from - lineStart(text, from),
  );
  const next = items[at];
  if (next !== undefined) {
    return ownLines
      ? [linesBefore(text, next.from, [`${indentAt(text, next.from)}${item.text},`])]
      : [{ at: next.from, text: `${item.text}, ` }];
  }
  const last = items.at(-1) as ListItem;
  const comma = /^[ \t]*,/.exec(text.slice(last.to, end));
  if (!ownLines) {
    return comma
      ? [{ at: last.to + comma[0].length, text: ` ${item.text},` }]
      : [{ at: last.to, text: `, ${item.text}` }];
  }
  const line = `${newlineOf(text)}${indentAt(text, last.from)}${item.text}`;
  // A comment behind the last item stays with it.
  const lineEnds = Math.min(lineEnd(text, last.to), end);
  if (comma) return [{ at: lineEnds, text: `${line},` }];
  return lineEnds === last.to
    ? [{ at: lineEnds, text: `,${line}` }]
    : [
        { at: last.to, text: ',' },
        { at: lineEnds, text: line },
      ];
}
