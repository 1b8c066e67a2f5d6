/** Parts of a statement that two have changed: the items of its brackets, each found by what it is. */
import { indentAt, lineStart, newlineOf } from '../python/edits.js';
import {
  isClosing,
  isOpening,
  isString,
  isWord,
  type Span,
  spanOf,
  splitTokens,
  type Token,
} from '../python/tokens.js';
import { keyOf } from './entities.js';
import type { Edit } from './text-edits.js';

/** The words of one version, and the text that they are in. */
export interface Words {
  readonly text: string;
  readonly tokens: readonly Token[];
}

/** The versions of some words. */
export interface WordVersions {
  readonly base: Words;
  readonly theirs: Words;
  readonly ours: Words;
}

/** Gives words the names that they have now. */
export type Canonical = (tokens: readonly Token[]) => readonly Token[];

/**
 * Merges words that both have changed: what is around brackets as a whole, what is in them item by item.
 *
 * @returns the edits of our text; undefined where both have changed the same.
 */
export function mergeWords(versions: WordVersions, canonical: Canonical): Edit[] | undefined {
  const { base, ours, theirs } = versions;
  const key = ({ tokens }: Words) => keyOf(tokens);
  if (key(theirs) === key(base) || key(theirs) === key(ours)) return [];
  if (key(ours) === key(base)) return [{ ...spanOf(ours.tokens), text: textOf(theirs) }];
  const [was, wanted, standing] = [base, theirs, ours].map(piecesOf) as [Piece[], Piece[], Piece[]];
  if (was.length !== standing.length || wanted.length !== standing.length) return undefined;
  if (
    standing.some(
      ({ isBracket }, at) =>
        isBracket !== was[at]?.isBracket || isBracket !== wanted[at]?.isBracket,
    )
  ) {
    return undefined;
  }
  // Half of one change and half of another would be neither.
  const around = (pieces: readonly Piece[]) =>
    pieces
      .filter(({ isBracket }) => !isBracket)
      .map(key)
      .join(' () ');
  if (around(wanted) !== around(was) && around(standing) !== around(was)) {
    if (around(wanted) !== around(standing)) return undefined;
  }
  const edits = standing.map((piece, at) => {
    const three = { base: was[at] as Piece, theirs: wanted[at] as Piece, ours: piece };
    return piece.isBracket ? mergeItems(three, canonical) : mergePlain(three);
  });
  return edits.some((each) => each === undefined) ? undefined : edits.flatMap((each) => each ?? []);
}

/** Words outside of brackets, or those between two, with their brackets. */
interface Piece extends Words {
  readonly isBracket: boolean;
}

function piecesOf({ text, tokens }: Words): Piece[] {
  const pieces: { text: string; tokens: Token[]; isBracket: boolean }[] = [];
  let depth = 0;
  for (const token of tokens) {
    if (isOpening(token) && depth++ === 0) pieces.push({ text, tokens: [], isBracket: true });
    if (depth === 0 && pieces.at(-1)?.isBracket !== false) {
      pieces.push({ text, tokens: [], isBracket: false });
    }
    pieces.at(-1)?.tokens.push(token);
    if (isClosing(token)) depth -= 1;
  }
  return pieces;
}

function mergePlain({ base, ours, theirs }: WordVersions): Edit[] {
  const isTheirs =
    keyOf(theirs.tokens) !== keyOf(base.tokens) && keyOf(ours.tokens) === keyOf(base.tokens);
  return isTheirs ? [{ ...spanOf(ours.tokens), text: textOf(theirs) }] : [];
}

function mergeItems(versions: WordVersions, canonical: Canonical): Edit[] | undefined {
  const { base, ours, theirs } = versions;
  const [inBase, inTheirs, inOurs] = [
    itemsOf(base, canonical),
    itemsOf(theirs, (tokens) => tokens),
    itemsOf(ours, canonical),
  ];
  const edits: Edit[] = [];
  const standing = [...inOurs.values()];
  for (const [key, item] of inBase) {
    const [wanted, own] = [inTheirs.get(key), inOurs.get(key)];
    if (own === undefined) {
      // Somebody has taken it out, or made another one of it.
      if (wanted === undefined && inTheirs.size >= inBase.size) return undefined;
      if (wanted !== undefined && keyOf(wanted) !== keyOf(item)) return undefined;
    } else if (wanted === undefined) {
      if (keyOf(own) !== keyOf(item)) return undefined;
      edits.push(removal(ours.text, standing, standing.indexOf(own)));
    } else {
      const three = {
        base: { text: base.text, tokens: item },
        theirs: { text: theirs.text, tokens: wanted },
        ours: { text: ours.text, tokens: own },
      };
      const inner = mergeWords(three, canonical);
      if (inner === undefined) return undefined;
      edits.push(...inner);
    }
  }
  const wanted = [...inTheirs];
  for (const [at, [key, item]] of wanted.entries()) {
    if (inBase.has(key)) continue;
    const own = inOurs.get(key);
    if (own !== undefined) {
      if (keyOf(own) !== keyOf(item)) return undefined;
      continue;
    }
    const above = wanted.slice(0, at).findLast(([each]) => inOurs.has(each))?.[0];
    const below = wanted.slice(at + 1).find(([each]) => inOurs.has(each))?.[0];
    const written = textOf({ text: theirs.text, tokens: item });
    edits.push(insertion(ours, written, inOurs.get(above ?? ''), inOurs.get(below ?? '')));
  }
  return edits;
}

/** Returns the items between two brackets by what they are; of several alike, each has a number. */
function itemsOf({ tokens }: Words, canonical: Canonical): Map<string, readonly Token[]> {
  const counts = new Map<string, number>();
  return new Map(
    splitTokens(tokens.slice(1, -1), ',').map((item) => {
      const key = keyOf(namingPart(canonical(item)));
      const count = counts.get(key) ?? 0;
      counts.set(key, count + 1);
      return [`${key} ${count}`, item] as const;
    }),
  );
}

/** Returns what an item is known by: its keyword, its key, what it calls and of what; or all of it. */
function namingPart(item: readonly Token[]): readonly Token[] {
  const [first, second] = item;
  const isNamed = first !== undefined && (isWord(first) || isString(first));
  if (isNamed && /^[:=]$/.test(second?.text ?? '')) return item.slice(0, 2);
  const open = item.findIndex(isOpening);
  return open > 0 && item.slice(-1).some(isClosing) ? item.slice(0, open + 2) : item;
}

function insertion(
  { text, tokens }: Words,
  item: string,
  above: readonly Token[] | undefined,
  below: readonly Token[] | undefined,
): Edit {
  if (above !== undefined) {
    const { from, to } = spanOf(above);
    return { from: to, to, text: `,${gap(text, from)}${item}` };
  }
  if (below !== undefined) {
    const { from } = spanOf(below);
    return { from, to: from, text: `${item},${gap(text, from)}` };
  }
  const at = tokens[0]?.to ?? 0;
  return { from: at, to: at, text: tokens.length > 2 ? `${item}, ` : item };
}

/** Returns what is between an item and the next one. */
function gap(text: string, from: number): string {
  const indent = indentAt(text, from);
  return lineStart(text, from) + indent.length === from ? newlineOf(text) + indent : ' ';
}

function removal(text: string, items: readonly (readonly Token[])[], at: number): Edit {
  const [above, own, below] = [items[at - 1], items[at] ?? [], items[at + 1]].map(
    (tokens) => tokens && spanOf(tokens),
  ) as [Span | undefined, Span, Span | undefined];
  if (below !== undefined) return { from: own.from, to: below.from, text: '' };
  if (above !== undefined) return { from: above.to, to: own.to, text: '' };
  const comma = /^\s*,/.exec(text.slice(own.to))?.[0].length ?? 0;
  return { from: own.from, to: own.to + comma, text: '' };
}

function textOf({ text, tokens }: Words): string {
  const { from, to } = spanOf(tokens);
  return text.slice(from, to);
}
