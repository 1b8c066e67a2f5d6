/** Edits of a module that are made all at once. */
import { indentAt, lineStart } from '../../python/edits.js';
import type { Span } from '../../python/tokens.js';

interface Edit extends Span {
  readonly text: string;
}

/** Stretches of a text, and what comes in their place. */
export class TextEdits {
  #edits: Edit[] = [];

  constructor(private readonly text: string) {}

  /** How many there are: what `forget` takes back to. */
  get count(): number {
    return this.#edits.length;
  }

  forget(count: number): void {
    this.#edits.length = count;
  }

  replace({ from, to }: Span, text: string): void {
    this.#edits.push({ from, to, text });
  }

  /** Takes out a statement with its lines. */
  remove({ from, to }: Span): void {
    const start = lineStart(this.text, from);
    const end = this.text.indexOf('\n', to);
    this.#edits.push({ from: start, to: end < 0 ? this.text.length : end + 1, text: '' });
  }

  isRemoved({ from, to }: Span): boolean {
    return this.#edits.some((edit) => edit.text === '' && edit.from <= from && to <= edit.to);
  }

  isEdited({ from, to }: Span): boolean {
    return this.#edits.some((edit) => edit.from <= from && to <= edit.to);
  }

  /** Returns a stretch of the text with the edits that are within it. */
  appliedIn({ from, to }: Span): string {
    const within = this.#edits.filter((edit) => from <= edit.from && edit.to <= to + 1);
    return applied(this.text, within, from, to);
  }

  /** Returns the text with all edits. An edit inside of another one goes with it, and so does what is said of nothing any more. */
  applied(): string {
    const all = [...this.#edits, ...this.#orphans()];
    return applied(this.text, all, 0, this.text.length);
  }

  /** Returns the comments directly above lines of which none is left. */
  #orphans(): Edit[] {
    const removed = this.#edits
      .filter(
        ({ from, text, to }) =>
          text === '' && from < to && this.#isAtStart(from) && this.#isAtStart(to),
      )
      .toSorted((a, b) => a.from - b.from);
    const runs: { from: number; to: number }[] = [];
    for (const { from, to } of removed) {
      const last = runs.at(-1);
      if (last !== undefined && from <= last.to) last.to = Math.max(last.to, to);
      else runs.push({ from, to });
    }
    return runs.flatMap(({ from, to }) => {
      const indent = indentAt(this.text, from);
      const next = /^.*/.exec(this.text.slice(to))?.[0] ?? '';
      // What follows directly is what the comment is about, too.
      if (next.trim() !== '' && next.startsWith(indent)) return [];
      const comments = /(?:(?<=^|\n)[ \t]*#.*\n)+$/.exec(this.text.slice(0, from))?.[0] ?? '';
      return comments === '' ? [] : [{ from: from - comments.length, to: from, text: '' }];
    });
  }

  #isAtStart(at: number): boolean {
    return at === this.text.length || lineStart(this.text, at) === at;
  }
}

function applied(text: string, edits: readonly Edit[], start: number, end: number): string {
  const sorted = edits.toSorted((a, b) => a.from - b.from || b.to - a.to);
  let [result, done] = ['', start];
  for (const { from, text: by, to } of sorted) {
    if (from < done) continue;
    result += text.slice(done, from) + by;
    done = to;
  }
  return result + text.slice(done, Math.max(done, end));
}
