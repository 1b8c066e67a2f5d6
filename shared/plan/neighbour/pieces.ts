/** What is between the commas of a bracket, and how some of it is taken out. */
import { closingOf, spanOf, splitTokens, type Token } from '../../python/tokens.js';
import type { TextEdits } from './text-edits.js';

/** What stands between two commas of a bracket. */
export type Piece = readonly Token[];

/** Returns what is between the commas of the bracket at an index. */
export function piecesOf(tokens: readonly Token[], open: number): readonly Piece[] {
  return splitTokens(tokens.slice(open + 1, closingOf(tokens, open)), ',');
}

/** Whether a bracket is that of a call, or of a subscript. */
export function isCall(tokens: readonly Token[], open: number): boolean {
  const before = tokens[open - 1];
  return (
    before !== undefined &&
    tokens[open]?.text !== '{' &&
    /^[\w)\]]+$/.test(before.text) &&
    !/^(in|return|and|or|not|if|else|yield|await)$/.test(before.text)
  );
}

/** Whether a parameter is what a dependency gives, such as who is calling: nothing of a row, whatever it is called. */
export function isDependency(piece: Piece): boolean {
  return piece.some(({ text }) => text === 'Depends' || text === 'Security');
}

/** Takes a piece out with its comma, whatever is taken out beside it. */
export function takePiece(edits: TextEdits, pieces: readonly Piece[], piece: Piece): void {
  const index = pieces.indexOf(piece);
  const stays = pieces.map((each) => each !== piece && !edits.isRemoved(spanOf(each)));
  // A star says that what follows has to be named, and something has to.
  const last = stays.lastIndexOf(true);
  if (pieces[last]?.length === 1 && pieces[last]?.[0]?.text === '*') stays[last] = false;
  const before = stays.lastIndexOf(true, index);
  const after = stays.indexOf(true, index);
  const end = after < 0 ? pieces.length : after;
  const from = before < 0 ? spanOf(pieces[0] as Piece).from : spanOf(pieces[before] as Piece).to;
  const isFirst = before < 0 && after >= 0;
  const to = isFirst ? spanOf(pieces[after] as Piece).from : spanOf(pieces[end - 1] as Piece).to;
  edits.replace({ from, to }, '');
}
