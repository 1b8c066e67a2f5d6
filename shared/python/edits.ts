/** What all edits of a person's files share: text is put in, and no other byte is touched. */
import { RefusalError } from '../errors.js';
import { tokenize } from './tokens.js';

/** The line length of files whose project says nothing else. */
export const LINE_LENGTH = 88;

/** Text to put in at an offset. */
export interface Insertion {
  readonly at: number;
  readonly text: string;
}

/** @throws RefusalError always: the file, why it cannot be edited, and the lines to add by hand. */
export function refuseEdit(path: string, why: string, byHand: readonly string[]): never {
  const lines = byHand.map((line) => `  ${line}`).join('\n');
  throw new RefusalError(
    `${path} cannot be edited safely: ${why}.\nMend that and run again, or add by hand:\n${lines}`,
    { place: path },
  );
}

/** The text with the insertions made; several at one offset come in the order given. */
export function insert(text: string, insertions: readonly Insertion[]): string {
  let result = text;
  for (const { at, text: added } of inOrder(insertions)) {
    result = result.slice(0, at) + added + result.slice(at);
  }
  return result;
}

/** Insertions in an order in which none of them moves the offset of another. */
export function inOrder(insertions: readonly Insertion[]): Insertion[] {
  return insertions.toReversed().sort((a, b) => b.at - a.at);
}

/** Where the line that holds an offset starts, behind a byte-order mark. */
export function lineStart(text: string, offset: number): number {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  return text.startsWith('\uFEFF', start) && offset > start ? start + 1 : start;
}

/** Where each line of a text starts. */
export function lineStarts(text: string): number[] {
  const starts = [0];
  for (let index = text.indexOf('\n'); index >= 0; index = text.indexOf('\n', index + 1)) {
    starts.push(index + 1);
  }
  return starts;
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

const SEMICOLON = /[ \t]*;/y;

/** Puts whole lines after the line of a statement that ends at an offset, and after what shares that line. */
export function linesAfter(text: string, offset: number, lines: readonly string[]): Insertion {
  const newline = newlineOf(text);
  let end = offset;
  SEMICOLON.lastIndex = offset;
  if (SEMICOLON.test(text)) {
    const [rest] = tokenize(text, offset).lines;
    end = rest?.tokens.at(-1)?.to ?? offset;
  }
  return { at: lineEnd(text, end), text: lines.map((line) => newline + line).join('') };
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
