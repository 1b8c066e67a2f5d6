/** Lists in a person's files, to which items are added. */
import { firstAfter, isSorted } from '../sorted.js';
import { type Insertion, indentAt, lineEnd, lineStart, linesBefore, newlineOf } from './edits.js';
import type { Span } from './tokens.js';

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
