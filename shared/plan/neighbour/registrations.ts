/** Makes a new feature known where its neighbour is made known, by the same lines. */
import { indentAt, lineStart, newlineOf } from '../../python/edits.js';
import { addFromImport } from '../../python/imports.js';
import { importStatementsOf } from '../../python/module-facts.js';
import { definedName, parseOnce, type Statement } from '../../python/syntax.js';
import {
  closingOf,
  isOpening,
  type Span,
  spanOf,
  splitTokens,
  type Token,
} from '../../python/tokens.js';

/** How the words of the neighbour are found, and what the new feature has in their place. */
export interface Repetition {
  readonly mention: RegExp;
  /** The same for the new feature: what it defines itself makes nothing known. */
  readonly own: RegExp;
  /** The names of what the neighbour has for itself, so that nothing is said of it for another. */
  readonly left?: ReadonlySet<string>;
  rename(text: string): string;
}

interface Insertion {
  readonly at: number;
  readonly text: string;
}

/**
 * Repeats what a module says of the neighbour: its imports, the calls that pass it on, and its items of lists.
 *
 * @returns the edited text; the same text where all of it is there already.
 */
export function repeatRegistrations(path: string, source: string, words: Repetition): string {
  const { statements } = parseOnce(source);
  const insertions = statements.flatMap((each) => repeated(source, each, words));
  let text = source;
  for (const { at, text: added } of insertions.toSorted((a, b) => b.at - a.at)) {
    text = text.slice(0, at) + added + text.slice(at);
  }
  return withImports(path, source, text, words);
}

function withImports(path: string, source: string, edited: string, words: Repetition): string {
  let text = edited;
  const statements = importStatementsOf(parseOnce(source));
  const rest = statements
    .toReversed()
    .reduce((left, { from, to }) => left.slice(0, from) + left.slice(to), source);
  for (const { names } of statements) {
    for (const { alias, bound, module, name } of names) {
      if (!words.mention.test(`${module} ${name}`) || words.left?.has(bound)) continue;
      const [by, from, as] = [words.rename(name), words.rename(module), words.rename(bound)];
      if (by === name && from === module) continue;
      const isUsed = (word: string, within: string) =>
        [...within.matchAll(new RegExp(`(?<![\\w.])${word}(?!\\w)`, 'g'))].length;
      // What nothing uses is imported for what that does.
      const forItself = bound === '*' || isUsed(bound, rest) === 0;
      if (!forItself && isUsed(as, text) === 0) continue;
      text = addFromImport(text, {
        path,
        module: from,
        name: by,
        // One name is its own alias where it is there for others.
        ...(alias === undefined ? {} : { alias: as }),
      });
    }
  }
  return text;
}

/** @param isInFunction whether that is what a function does, which is more than making features known. */
function repeated(
  source: string,
  statement: Statement,
  words: Repetition,
  isInFunction = false,
): Insertion[] {
  const { block, decorators, keyword, tokens } = statement;
  const name = definedName(statement);
  if (keyword === 'import' || keyword === 'from') return [];
  if (name !== undefined && (words.mention.test(name) || words.own.test(name))) return [];
  // An endpoint or a fixture does something with rows.
  if (keyword === 'def' && decorators.length > 0) return [];
  const isDeeper = isInFunction || keyword === 'def';
  const inside = (block ?? []).flatMap((each) => repeated(source, each, words, isDeeper));
  const head = source.slice(spanOf(tokens).from, spanOf(tokens).to);
  if (keyword === 'def' || keyword === 'class' || !words.mention.test(head)) return inside;
  if (tokens.some(({ text }) => words.left?.has(text)) && keyword === '') return inside;
  if (block === undefined && isWhole(tokens, words, isInFunction)) {
    const indent = indentAt(source, statement.from);
    const copy = words.rename(head);
    if (copy === head || source.includes(copy)) return inside;
    return [...inside, { at: statement.to, text: `${newlineOf(source)}${indent}${copy}` }];
  }
  if (keyword !== '' && keyword !== 'for') return inside;
  return [...inside, ...itemsIn(source, tokens, words, isInFunction)];
}

/** Whether a statement is about the neighbour alone: a call, or a name for something of it. */
function isWhole(
  tokens: readonly Token[],
  { mention }: Repetition,
  isInFunction: boolean,
): boolean {
  const equals = tokens.findIndex(({ text }) => text === '=');
  const open = tokens.findIndex(isOpening);
  if (equals > 0 && (open < 0 || equals < open)) {
    // In a function, `self.orders = ...` makes orders known; `order = ...` is a row.
    const named = tokens[0]?.text === 'self' ? tokens[2] : isInFunction ? undefined : tokens[0];
    return mention.test(named?.text ?? '');
  }
  return (
    open > 0 &&
    /^(include_router|include|register|add_\w+|wire|provide)$/.test(tokens[open - 1]?.text ?? '')
  );
}

/** Whether an item says for what it is by a name that the new feature would have, too: `title="Books API"`. */
function isNamedAlike([name, separator]: readonly Token[], words: Repetition): boolean {
  return (
    (separator?.text === '=' || separator?.text === ':') &&
    words.rename(name?.text ?? '') === name?.text
  );
}

/** Repeats the items of the innermost lists that name the neighbour beside others. */
function itemsIn(
  source: string,
  tokens: readonly Token[],
  words: Repetition,
  isInFunction: boolean,
): Insertion[] {
  const found: Insertion[] = [];
  let end = 0;
  for (const [at, open] of tokens.entries()) {
    // What is within an item that is repeated is repeated with it.
    if (at < end || !isOpening(open)) continue;
    // What a function calls with a row is no list of features, and nor is what has nothing beside it.
    const isCall = open.text === '(' && /^\w+$/.test(tokens[at - 1]?.text ?? '');
    if (isInFunction && isCall && tokens[at - 1]?.text !== 'in') continue;
    const close = closingOf(tokens, at);
    const items = splitTokens(tokens.slice(at + 1, close), ',');
    const textOf = (item: readonly Token[]) => source.slice(spanOf(item).from, spanOf(item).to);
    const own = items.filter(
      (item) => words.mention.test(textOf(item)) && !isNamedAlike(item, words),
    );
    const last = own.at(-1);
    if (last === undefined || (isInFunction && own.length === items.length)) continue;
    if (own.some((item) => hasListBeside(source, item, words))) continue;
    end = close;
    const copies = own
      .map((item) => words.rename(textOf(item)))
      .filter((copy) => !source.includes(copy));
    if (copies.length === 0) continue;
    const { from, to }: Span = spanOf(last);
    const line = source.slice(lineStart(source, from), from);
    const separator = /^\s*$/.test(line) ? `,${newlineOf(source)}${line}` : ', ';
    found.push({ at: to, text: copies.map((copy) => separator + copy).join('') });
  }
  return found;
}

/** Whether an item has a list or a set of its own in which the neighbour is one among others. */
function hasListBeside(source: string, item: readonly Token[], { mention }: Repetition): boolean {
  return item.some((open, at) => {
    if (open.text !== '[' && open.text !== '{') return false;
    const items = splitTokens(item.slice(at + 1, closingOf(item, at)), ',');
    const own = items.filter((each) =>
      mention.test(source.slice(spanOf(each).from, spanOf(each).to)),
    );
    return own.length > 0 && own.length < items.length;
  });
}
