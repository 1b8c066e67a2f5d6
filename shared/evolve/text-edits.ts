/** Stretches of a text that are replaced. */

/** A stretch of a text to replace. */
export interface Edit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** Returns a text with edits made. Those at one place come in their order, what is put in before what is replaced. */
export function edited(text: string, edits: readonly Edit[]): string {
  const isReplacing = ({ from, to }: Edit) => Number(to > from);
  const ordered = edits.toSorted((a, b) => a.from - b.from || isReplacing(a) - isReplacing(b));
  let result = '';
  let at = 0;
  for (const edit of ordered) {
    result += text.slice(at, Math.max(at, edit.from)) + edit.text;
    at = Math.max(at, edit.to);
  }
  return result + text.slice(at);
}
