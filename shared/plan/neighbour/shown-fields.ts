/** Where fields stand for a row: what is told of it, what it is found and sorted by. */

import { isFormatted } from '../../python/formatted-strings.js';
import { isString, spanOf, type Token } from '../../python/tokens.js';
import type { FieldContext } from './field-context.js';
import type { NewField } from './new-fields.js';
import { type Piece, takePiece } from './pieces.js';

/** What finds rows by a part of a text. */
const SEARCHING = /^(i?like|i?contains|i?startswith|i?endswith|match|regexp_match)$/;

/** Writes a list of the names of fields anew: of those by which rows are sorted, or which are searched. */
export function visitNames(context: FieldContext, items: readonly Piece[], isTuple: boolean): void {
  const isName = ([first, ...more]: readonly Token[]) =>
    first !== undefined && more.length === 0 && isString(first);
  if (!items.every(isName)) return;
  const nameOf = ([first]: readonly Token[]) => first?.text.slice(1, -1) ?? '';
  const { kept, change } = context;
  const own = items.filter((item) => change.old.has(nameOf(item)) && !kept.has(nameOf(item)));
  const [first] = own;
  const [shown, ...others] = shownFields(context);
  if (first === undefined || shown === undefined) return;
  const quote = first[0]?.text.charAt(0) ?? '"';
  const there = new Set(items.map(nameOf));
  const wanted = (own.length === 1 ? [shown] : [shown, ...others])
    .filter(({ name }) => !there.has(name))
    .map(({ name }) => context.holes.of(`${quote}${name}${quote}`));
  if (wanted.length === 0) return;
  const isSingle = isTuple && items.length - own.length + wanted.length === 1;
  context.edits.replace(spanOf(first), wanted.join(', ') + (isSingle ? ',' : ''));
  for (const other of own.slice(1)) takePiece(context.edits, items, other);
}

/** Writes what a text tells of a row anew: `f"<Order title={self.title!r}>"`. */
export function visitFormatted(context: FieldContext, token: Token): void {
  if (!isFormatted(token)) return;
  const [shown] = shownFields(context);
  if (shown === undefined) return;
  const { kept, change } = context;
  const text = [...change.old]
    .filter((name) => !kept.has(name) && !change.targets.has(name))
    .reduce(
      (result, name) =>
        result.replaceAll(new RegExp(`(?<=\\.)${name}\\b|\\b${name}(?==\\{)`, 'g'), () =>
          context.holes.of(shown.name),
        ),
      token.text,
    );
  if (text !== token.text) context.edits.replace(token, text);
}

/** Returns the fields that stand for a row in words: the texts, or else the first that is no reference. */
function shownFields(context: FieldContext): NewField[] {
  const plain = context.change.fields.filter(({ target }) => target === undefined);
  const texts = plain.filter(({ type }) => type === 'str');
  return texts.length > 0 ? texts : plain.slice(0, 1);
}

/** Searches the texts of the new feature where the neighbour searches its own: `Order.note.ilike(pattern)`. */
export function visitSearched(context: FieldContext, tokens: readonly Token[]): void {
  const isSearched = (at: number) => {
    const behind = tokens[at + 1]?.text === ')' ? at + 2 : at + 1;
    return (
      tokens[at - 1]?.text === '.' &&
      tokens[behind]?.text === '.' &&
      SEARCHING.test(tokens[behind + 1]?.text ?? '')
    );
  };
  const searched = tokens.filter(({ text }, at) => context.change.old.has(text) && isSearched(at));
  const names = searched.map(({ text }) => text);
  const texts = shownFields(context).filter(
    ({ name, type }) => type === 'str' && !names.includes(name),
  );
  const lost = searched.filter(({ text }) => context.lacks(text));
  for (const [index, token] of lost.entries()) {
    const shown = texts[index];
    if (shown !== undefined) context.edits.replace(token, context.holes.of(shown.name));
  }
}

/** Writes what somebody is told of a row anew: `success(order.title, order.id)`. */
export function visitTold(context: FieldContext, items: readonly Piece[]): void {
  const [shown] = shownFields(context);
  if (shown === undefined) return;
  for (const [object, dot, attribute, ...more] of items) {
    if (object === undefined || attribute === undefined || dot?.text !== '.' || more.length > 0)
      continue;
    if (context.lacks(attribute.text))
      context.edits.replace(attribute, context.holes.of(shown.name));
  }
}

/** Sorts by what the new feature has, too, or else by what identifies rows. */
export function visitOrder(context: FieldContext, items: readonly Piece[]): void {
  const { kept } = context;
  const { key, old } = context.change;
  const lostIn = (item: readonly Token[]) =>
    item.find(({ text }) => {
      const word = text.replaceAll(/["']/g, '');
      return old.has(word) && !kept.has(word);
    });
  const lost = items.filter((item) => lostIn(item) !== undefined);
  const [first] = lost;
  if (first === undefined) return;
  const isWhole = lost.length === items.length;
  if (isWhole) {
    const field = lostIn(first) as Token;
    const other = context.change.standing?.get(field.text.replaceAll(/["']/g, ''));
    const column = other === undefined ? key : context.holes.of(other.name);
    const by = isString(field) ? field.text[0] + column + field.text[0] : column;
    const { from, to } = spanOf(first);
    const { text } = context.module;
    context.edits.replace(
      spanOf(first),
      text.slice(from, field.from) + by + text.slice(field.to, to),
    );
  }
  for (const item of isWhole ? lost.slice(1) : lost) takePiece(context.edits, items, item);
}
