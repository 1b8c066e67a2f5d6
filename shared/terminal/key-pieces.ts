/** Cuts what was typed or pasted into pieces, of which a question takes one at a time. */

/** A piece of what was typed. */
export interface Piece {
  /** What the question gets. */
  readonly text: string;
  /** How many characters of what was typed it stands for. */
  readonly length: number;
}

/** How terminals mark a paste, once they are told to. */
const PASTE_START = '\u001B[200~';
const PASTE_END = '\u001B[201~';

const ENTER = /\r\n|\r|\n/;
/**
 * Lines of text: no arrow, no Ctrl with a letter. An empty one, which would end them, is between two only if a field
 * comes after it, its name with its type: an answer to the next question looks otherwise.
 */
const LINES =
  /^\P{Cc}+(?:(?:(?:\r\n|\r|\n)|(?:(?:\r\n|\r|\n) *)+(?=[\p{L}\p{N}_]+:\p{L}))\P{Cc}+)+/u;

/**
 * Returns the next piece, up to an Enter: what comes after may be for the next question.
 *
 * Several lines become one with spaces, where they were pasted or the question takes several: an Enter inside would
 * answer with the first of them, and the rest would go wherever it may.
 *
 * @param typed what no question has taken yet.
 * @param takesLines whether each line is a part of the same answer.
 * @returns undefined if there is nothing, or if the rest of a paste has not arrived yet.
 */
export function nextPiece(typed: string, takesLines: boolean): Piece | undefined {
  if (typed === '' || isStartOfPaste(typed)) return undefined;
  const pasted = typed.indexOf(PASTE_START);
  if (pasted === 0) return pieceOfPaste(typed);
  const own = pasted < 0 ? typed : typed.slice(0, pasted);
  const [lines] = (takesLines && LINES.exec(own)) || [''];
  const enter = ENTER.exec(own.slice(lines.length));
  const length = enter === null ? own.length : lines.length + enter.index + enter[0].length;
  return { text: joined(lines) + own.slice(lines.length, length), length };
}

function pieceOfPaste(typed: string): Piece | undefined {
  const end = typed.indexOf(PASTE_END);
  if (end < 0) return undefined;
  const text = joined(typed.slice(PASTE_START.length, end));
  return { text, length: end + PASTE_END.length };
}

/** Whether it may be the first part of the mark, whose rest is on its way. */
function isStartOfPaste(typed: string): boolean {
  return typed.length > 2 && PASTE_START.startsWith(typed) && typed !== PASTE_START;
}

/** Returns lines as one. A tab would be a key. */
function joined(lines: string): string {
  return lines.replace(/[\r\n\t]+/g, ' ').replace(/\p{Cc}/gu, '');
}
