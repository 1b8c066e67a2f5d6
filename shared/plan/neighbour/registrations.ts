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
  /** The relationships that both have, which models at their other end have, too. */
  readonly relationships?: ReadonlySet<string>;
  rename(text: string): string;
}

interface Insertion {
  readonly at: number;
  readonly text: string;
}

/** What is edited of a list that names the neighbour beside others. */
type ListEdit<Edit> = (
  items: readonly (readonly Token[])[],
  own: readonly (readonly Token[])[],
  copies: readonly string[],
) => Edit[];

/**
 * Repeats what a module says of the neighbour: its imports, the calls that pass it on, and its items of lists.
 *
 * @returns the edited text; the same text where all of it is there already.
 */
export function repeatRegistrations(path: string, source: string, words: Repetition): string {
  const { statements } = parseOnce(source);
  const insertions = statements.flatMap((each) => [
    ...repeated(source, each, words),
    ...listsIn<Insertion>(source, each, words, (...list) => copiedBehind(source, ...list)),
  ]);
  let text = source;
  for (const { at, text: added } of insertions.toSorted((a, b) => b.at - a.at)) {
    text = text.slice(0, at) + added + text.slice(at);
  }
  return withImports(path, source, text, words);
}

/** Takes the items and members of the new feature out of the lists and classes that name the neighbour, too. */
export function withoutRepeatedItems(source: string, words: Repetition): string {
  const cuts = parseOnce(source).statements.flatMap((statement) =>
    listsIn<Span>(source, statement, words, (items, _, copies) =>
      items.flatMap((item, at): Span[] => {
        const [before, next] = [items[at - 1], items[at + 1]];
        if (item.length === 0 || !copies.includes(textIn(source, item))) return [];
        const { from, to } = spanOf(item);
        if (before !== undefined) return [{ from: spanOf(before).to, to }];
        return [{ from, to: next?.length ? spanOf(next).from : to }];
      }),
    ),
  );
  return [...cuts, ...repeatedMembers(source, words)]
    .toSorted((a, b) => b.from - a.from)
    .reduce((text, { from, to }) => text.slice(0, from) + text.slice(to), source);
}

/** Returns the lines of the members that classes have for the new feature as for the neighbour: `ORDERS = "Orders"`. */
function repeatedMembers(source: string, { mention, rename }: Repetition): Span[] {
  const classes = parseOnce(source).statements.filter(({ keyword }) => keyword === 'class');
  return classes.flatMap(({ block = [] }) => {
    const members = block.filter(({ tokens }) => /^[:=]$/.test(tokens[1]?.text ?? ''));
    const copies = members
      .filter(({ tokens: [name] }) => mention.test(name?.text ?? ''))
      .map(({ tokens }) => rename(textIn(source, tokens)));
    return members
      .filter(({ tokens }) => copies.includes(textIn(source, tokens)))
      .map(({ from, to }) => ({
        from: lineStart(source, from),
        to: source.indexOf('\n', to) + 1 || source.length,
      }));
  });
}

function textIn(source: string, item: readonly Token[]): string {
  const { from, to } = spanOf(item);
  return source.slice(from, to);
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

/**
 * Repeats statements that are about the neighbour alone.
 *
 * @param isInFunction whether that is what a function does, which is more than making features known.
 */
function repeated(
  source: string,
  statement: Statement,
  words: Repetition,
  isInFunction = false,
): Insertion[] {
  const { block = [], keyword, tokens } = statement;
  if (keyword === 'if' && words.relationships?.size) return importsUnder(source, block, words);
  if (isOfRows(statement, words)) return [];
  const isDeeper = isInFunction || keyword === 'def';
  const inside = block.flatMap((each) => repeated(source, each, words, isDeeper));
  const isAlone =
    statement.block === undefined &&
    (isWhole(tokens, words, isInFunction) || hasOtherEnd(tokens, words));
  if (!isAlone || !isOfNeighbour(source, statement, words)) return inside;
  if (isOfTables(tokens) && !hasOtherEnd(tokens, words)) return inside;
  const head = textIn(source, tokens);
  const copy = words.rename(head);
  if (copy === head || source.includes(copy)) return inside;
  const indent = indentAt(source, statement.from);
  return [...inside, { at: statement.to, text: `${newlineOf(source)}${indent}${copy}` }];
}

/** Repeats what is imported under a condition, as it is for type checkers: the model at the other end of a relationship. */
function importsUnder(
  source: string,
  block: readonly Statement[],
  { mention, rename }: Repetition,
): Insertion[] {
  return block.flatMap((each) => {
    const line = textIn(source, each.tokens);
    const copy = rename(line);
    const names = importStatementsOf({ text: source, statements: [each], comments: [] })[0]?.names;
    const isOfNeighbour = names?.length === 1 && mention.test(names[0]?.name ?? '');
    if (!isOfNeighbour || copy === line || source.includes(copy)) return [];
    return [{ at: each.to, text: `${newlineOf(source)}${indentAt(source, each.from)}${copy}` }];
  });
}

/** Edits the lists of a statement, and of those in its block, that name the neighbour beside others. */
function listsIn<Edit>(
  source: string,
  statement: Statement,
  words: Repetition,
  inList: ListEdit<Edit>,
  isInFunction = false,
): Edit[] {
  const { block, keyword, tokens } = statement;
  if (isOfRows(statement, words)) return [];
  const isDeeper = isInFunction || keyword === 'def';
  const inside = (block ?? []).flatMap((each) => listsIn(source, each, words, inList, isDeeper));
  const isList =
    !isOfTables(tokens) &&
    isOfNeighbour(source, statement, words) &&
    !(block === undefined && isWhole(tokens, words, isInFunction)) &&
    (keyword === '' || keyword === 'for');
  return isList ? [...inside, ...itemsIn(source, tokens, words, isInFunction, inList)] : inside;
}

/** Whether a statement makes nothing known: it imports, defines something of either feature, or does something with rows. */
function isOfRows(statement: Statement, { mention, own }: Repetition): boolean {
  const { decorators, keyword } = statement;
  const name = definedName(statement);
  if (keyword === 'import' || keyword === 'from') return true;
  if (name !== undefined && (mention.test(name) || own.test(name))) return true;
  // An endpoint or a fixture does something with rows.
  return keyword === 'def' && decorators.length > 0;
}

/** Whether a statement names the neighbour, and nothing that this one has for itself. */
function isOfNeighbour(
  source: string,
  { keyword, tokens }: Statement,
  { left, mention }: Repetition,
): boolean {
  if (keyword === 'def' || keyword === 'class' || !mention.test(textIn(source, tokens)))
    return false;
  return !(tokens.some(({ text }) => left?.has(text)) && keyword === '');
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

/** Whether a statement declares a column or a relationship of a model. */
function isOfTables(tokens: readonly Token[]): boolean {
  return tokens.some(({ text }) => /^([rR]elationship|ForeignKey|foreign_key)$/.test(text));
}

/** Whether it is a relationship that has its other end in the new feature. */
function hasOtherEnd(tokens: readonly Token[], { relationships }: Repetition): boolean {
  if (!tokens.some(({ text }) => /^[rR]elationship$/.test(text))) return false;
  const at = tokens.findIndex(({ text }) => text === 'back_populates');
  return relationships?.has(tokens[at + 2]?.text.slice(1, -1) ?? '') === true;
}

/** Whether an item says for what it is by a name that the new feature would have, too: `title="Books API"`. */
function isNamedAlike([name, separator]: readonly Token[], words: Repetition): boolean {
  return (
    (separator?.text === '=' || separator?.text === ':') &&
    words.rename(name?.text ?? '') === name?.text
  );
}

/** Edits the innermost lists that name the neighbour beside others. */
function itemsIn<Edit>(
  source: string,
  tokens: readonly Token[],
  words: Repetition,
  isInFunction: boolean,
  inList: ListEdit<Edit>,
): Edit[] {
  const found: Edit[] = [];
  let end = 0;
  for (const [at, open] of tokens.entries()) {
    // What is within an item that is repeated is repeated with it.
    if (at < end || !isOpening(open)) continue;
    // What a function calls with a row is no list of features, and nor is what has nothing beside it.
    const isCall = open.text === '(' && /^\w+$/.test(tokens[at - 1]?.text ?? '');
    if (isInFunction && isCall && tokens[at - 1]?.text !== 'in') continue;
    const close = closingOf(tokens, at);
    const items = splitTokens(tokens.slice(at + 1, close), ',');
    const own = items.filter(
      (item) => words.mention.test(textIn(source, item)) && !isNamedAlike(item, words),
    );
    if (own.length === 0 || (isInFunction && own.length === items.length)) continue;
    if (own.some((item) => hasListBeside(source, item, words))) continue;
    end = close;
    const copies = own.map((item) => words.rename(textIn(source, item)));
    found.push(...inList(items, own, copies));
  }
  return found;
}

/** Repeats the items of the neighbour behind them. */
function copiedBehind(
  source: string,
  _: readonly (readonly Token[])[],
  own: readonly (readonly Token[])[],
  copies: readonly string[],
): Insertion[] {
  const missing = copies.filter((copy) => !source.includes(copy));
  const last = own.at(-1);
  if (missing.length === 0 || last === undefined) return [];
  const { from, to } = spanOf(last);
  const line = source.slice(lineStart(source, from), from);
  const separator = /^\s*$/.test(line) ? `,${newlineOf(source)}${line}` : ', ';
  return [{ at: to, text: missing.map((copy) => separator + copy).join('') }];
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
