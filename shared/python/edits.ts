/** What all edits of a person's files share: text is put in, and no other byte is touched. */
import { RefusalError } from '../errors.js';
import { firstAfter, isSorted } from '../sorted.js';
import { type Span, tokenize } from './tokens.js';

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

/** An item of a list in source text. */
interface ListItem extends Span {
  /** What it is sorted by. */
  readonly key: string;
}

/** A comma-separated list in source text, to which items are added. Its style stays as it is. */
export class ItemList {
  readonly #items: { key: string; from: number; to: number }[];
  readonly #hasOwnLines: boolean;
  /** Whether the items stand in order. */
  readonly isSorted: boolean;

  /**
   * @param items at least one, in their order.
   * @param start where the list starts. It may move later, and its items with it.
   */
  constructor(
    text: string,
    items: readonly ListItem[],
    private readonly compare: (a: string, b: string) => number,
    start: number,
  ) {
    this.#items = items.map(({ key, from, to }) => ({ key, from: from - start, to: to - start }));
    this.#hasOwnLines = items.every(({ from }) => {
      const start = lineStart(text, from);
      // A line that a backslash joins to the one above cannot be followed by another.
      const isJoined = /\\\r?\n$/.test(text.slice(Math.max(0, start - 3), start));
      return indentAt(text, from).length === from - start && !isJoined;
    });
    this.isSorted = isSorted(
      items.map(({ key }) => key),
      compare,
    );
  }

  /** The items as they are written. */
  writtenIn(text: string, start: number): string[] {
    return this.#items.map(({ from, to }) => text.slice(start + from, start + to));
  }

  /**
   * Says where an item goes, in the list's own style: in order if it is in order, on a line of its own
   * if its items are, with a trailing comma if it has one. The list has it from then on.
   *
   * @param item the new item's text and the key it sorts by.
   * @param start where the list starts now.
   * @param end where the list ends: the offset of its closing bracket, or of the end of its last item.
   */
  add(
    text: string,
    item: { readonly key: string; readonly text: string },
    start: number,
    end: number,
  ): Insertion[] {
    const index = this.isSorted
      ? firstAfter(this.#items, ({ key }) => this.compare(key, item.key))
      : this.#items.length;
    const next = this.#items[index];
    const last = this.#items.at(-1) as ListItem;
    const { from, insertions } =
      next === undefined
        ? this.#atEnd(text, item.text, start + last.from, start + last.to, end)
        : this.#before(text, item.text, start + next.from);
    const length = insertions.reduce((sum, { text }) => sum + text.length, 0);
    for (const later of this.#items.slice(index)) {
      later.from += length;
      later.to += length;
    }
    const own = { key: item.key, from: from - start, to: from - start + item.text.length };
    this.#items.splice(index, 0, own);
    return insertions;
  }

  #before(text: string, item: string, next: number) {
    if (!this.#hasOwnLines) return { insertions: [{ at: next, text: `${item}, ` }], from: next };
    const indent = indentAt(text, next);
    const line = linesBefore(text, next, [`${indent}${item},`]);
    return { insertions: [line], from: line.at + indent.length };
  }

  #atEnd(text: string, item: string, lastFrom: number, lastTo: number, end: number) {
    const comma = /^[ \t]*,/.exec(text.slice(lastTo, end))?.[0];
    if (!this.#hasOwnLines) {
      const at = lastTo + (comma?.length ?? 0);
      return comma === undefined
        ? { insertions: [{ at, text: `, ${item}` }], from: at + 2 }
        : { insertions: [{ at, text: ` ${item},` }], from: at + 1 };
    }
    const before = newlineOf(text) + indentAt(text, lastFrom);
    // A comment behind the last item stays with it.
    const at = Math.min(lineEnd(text, lastTo), end);
    if (comma !== undefined) {
      return { insertions: [{ at, text: `${before}${item},` }], from: at + before.length };
    }
    const insertions = [
      { at: lastTo, text: ',' },
      { at, text: before + item },
    ];
    return { insertions, from: at + 1 + before.length };
  }
}
