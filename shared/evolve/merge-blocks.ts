/** Blocks of statements that two have changed: each statement is found by what it is, wherever it stands. */
import { indentAt, lineEnd, lineStart, newlineOf } from '../python/edits.js';
import { EMITTED_FORMAT } from '../python/format-options.js';
import { formatPython } from '../python/formatter.js';
import { definedName, type Statement } from '../python/syntax.js';
import { isString, isWord, type Span, spanOf, type Token, tokenize } from '../python/tokens.js';
import { keyOf } from './entities.js';
import { type Canonical, mergeWords, type WordVersions } from './merge-items.js';
import { type Edit, edited } from './text-edits.js';

/** The statements of one version of a block. */
export interface Side {
  readonly text: string;
  readonly statements: readonly Statement[];
}

/** What merging takes and gives besides the blocks. */
export interface Merging {
  /** The new names of what is called otherwise now. */
  readonly renamed: ReadonlyMap<string, string>;
  readonly edits: Edit[];
  /** Where the block starts in the standing text. */
  readonly start: number;
  /**
   * Takes what both have changed differently.
   *
   * @param at where it stands.
   * @param theirs what it would become; empty for what no longer exists.
   * @param edit makes it that.
   */
  conflict(at: Span, theirs: string, edit: Edit): void;
}

/** Merges a block into the one that stands. */
export function mergeBlocks(base: Side, theirs: Side, ours: Side, merging: Merging): void {
  const none = new Map<string, string>();
  const inBase = keyed(base, merging.renamed);
  const inTheirs = paired(inBase, keyed(theirs, none));
  const inOurs = paired(inBase, keyed(ours, merging.renamed));
  for (const [key, statement] of inOurs) {
    const [before, after] = [inBase.get(key), inTheirs.get(key)];
    if (before === undefined && after === undefined) continue;
    if (before !== undefined && after !== undefined) {
      mergeStatement({ base, theirs, ours }, { before, after, statement }, merging);
    } else if (after !== undefined) {
      if (!isSame(textOf(ours, statement), textOf(theirs, after))) {
        merging.conflict(...rewriting(theirs, after, ours, statement));
      }
    } else if (before !== undefined) {
      if (isUntouched(ours, statement, base, before)) merging.edits.push(removal(ours, statement));
      else merging.conflict(statement, '', removal(ours, statement));
    }
  }
  insertNew({ inBase, inTheirs, inOurs }, theirs, ours, merging);
}

/** The statements of a block by what each is; of several alike, each has a number. */
function keyed({ statements }: Side, renamed: ReadonlyMap<string, string>): Map<string, Statement> {
  const counts = new Map<string, number>();
  return new Map(
    statements.map((statement, index) => {
      const key = nameOf(statement, index, renamed);
      const count = counts.get(key) ?? 0;
      counts.set(key, count + 1);
      return [`${key} ${count}`, statement] as const;
    }),
  );
}

/**
 * Finds the statements without a name that have become others: of those between the same neighbours, one of the same kind
 * is the same.
 *
 * @returns the statements of a version, by what they were.
 */
function paired(
  base: ReadonlyMap<string, Statement>,
  side: ReadonlyMap<string, Statement>,
): Map<string, Statement> {
  const gone = gapsIn(base, side);
  const former = new Map<string, string>();
  for (const [gap, keys] of gapsIn(side, base)) {
    for (const [key, kind] of keys) {
      const others = gone.get(gap) ?? [];
      const at = others.findIndex((each) => each[1] === kind);
      const [pair] = at < 0 ? [] : others.splice(at, 1);
      if (pair !== undefined) former.set(key, pair[0]);
    }
  }
  return new Map([...side].map(([key, statement]) => [former.get(key) ?? key, statement]));
}

/** Returns the statements that another version does not have, with their kinds, by the one above that it has. */
function gapsIn(
  side: ReadonlyMap<string, Statement>,
  other: ReadonlyMap<string, Statement>,
): Map<string, [key: string, kind: string][]> {
  const gaps = new Map<string, [string, string][]>();
  let above = '';
  for (const [key, statement] of side) {
    const kind = kindOf(statement);
    if (other.has(key)) above = key;
    else if (kind !== undefined) gaps.set(above, [...(gaps.get(above) ?? []), [key, kind]]);
  }
  return gaps;
}

/** Returns what a statement without a name does: the word for it, or what it calls. */
function kindOf(statement: Statement): string | undefined {
  const { keyword, tokens } = statement;
  if (definedName(statement) !== undefined) return undefined;
  if (keyword !== '') return keyword;
  const end = tokens.findIndex(({ text }) => text === '(' || text === '=');
  return tokens[end]?.text === '(' ? keyOf(tokens.slice(0, end)) : undefined;
}

function nameOf(statement: Statement, index: number, renamed: ReadonlyMap<string, string>): string {
  const { keyword, tokens } = statement;
  const canonical = (token: Token): Token => canonicalBy(renamed)([token])[0] ?? token;
  const name = definedName(statement);
  if (name !== undefined) return `${keyword} ${renamed.get(name) ?? name}`;
  if (index === 0 && tokens.length === 1 && tokens.every(isString)) return 'docstring';
  const [first, second] = tokens;
  if (first !== undefined && isWord(first) && /^[:=]$/.test(second?.text ?? '')) {
    return `${canonical(first).text} =`;
  }
  return keyOf(tokens.map(canonical));
}

/** Returns what gives words their new names. */
function canonicalBy(renamed: ReadonlyMap<string, string>): Canonical {
  return (tokens) =>
    tokens.map((token) => ({
      ...token,
      text: token.text.replaceAll(/\w+/g, (word) => renamed.get(word) ?? word),
    }));
}

interface Sides {
  readonly base: Side;
  readonly theirs: Side;
  readonly ours: Side;
}

interface Three {
  readonly before: Statement;
  readonly after: Statement;
  readonly statement: Statement;
}

function mergeStatement(sides: Sides, three: Three, merging: Merging): void {
  const { base, ours, theirs } = sides;
  const { after, before, statement } = three;
  const [was, wanted] = [withRest(base, before), withRest(theirs, after)];
  const isRemarked = commentsIn(was) !== commentsIn(wanted);
  if (isSame(was, wanted) && !isRemarked) return;
  if (isUntouched(ours, statement, base, before)) {
    const { from } = statement;
    const text = indented(wanted, theirs, after, ours, statement);
    merging.edits.push({ from, to: lineEnd(ours.text, statement.to), text });
    return;
  }
  if (isSame(was, wanted) || isSame(textOf(ours, statement), wanted)) return;
  const blocks = [before, after, statement].map(({ block }) => block);
  if (blocks.some((block) => block === undefined)) {
    const edits = mergeWords(wordsOf(sides, three), canonicalBy(merging.renamed));
    if (edits === undefined) merging.conflict(...rewriting(theirs, after, ours, statement));
    else merging.edits.push(asFormatted(ours.text, statement, edits));
    return;
  }
  mergeHeads(sides, three, merging);
  const [inBase, inTheirs, inOurs] = blocks as (readonly Statement[])[];
  mergeBlocks(
    { text: base.text, statements: inBase ?? [] },
    { text: theirs.text, statements: inTheirs ?? [] },
    { text: ours.text, statements: inOurs ?? [] },
    { ...merging, start: lineEnd(ours.text, statement.tokens.at(-1)?.to ?? statement.from) },
  );
}

/** Merges what comes before the colon: each decorator on its own, then the rest. */
function mergeHeads(sides: Sides, three: Three, merging: Merging): void {
  const { after, before, statement } = three;
  const [was, wanted, standing] = [before, after, statement].map(decoratorsOf) as [
    ReadonlyMap<string, readonly Token[]>,
    ReadonlyMap<string, readonly Token[]>,
    ReadonlyMap<string, readonly Token[]>,
  ];
  for (const [name, tokens] of wanted) {
    mergeTokens([was.get(name), tokens, standing.get(name)], sides, statement, merging);
  }
  for (const [name, tokens] of was) {
    if (wanted.has(name) || !standing.has(name)) continue;
    const own = standing.get(name) ?? [];
    const edit = lineOf(sides.ours.text, spanOf(own));
    if (keyOf(own) === keyOf(tokens)) merging.edits.push(edit);
    else merging.conflict(spanOf(own), '', edit);
  }
  mergeTokens([before.tokens, after.tokens, statement.tokens], sides, statement, merging);
}

/** The decorators of a definition by their names. */
function decoratorsOf({ decorators }: Statement): ReadonlyMap<string, readonly Token[]> {
  return new Map(
    decorators.map((tokens) => {
      const end = tokens.findIndex(({ text }) => text === '(');
      return [keyOf(end < 0 ? tokens : tokens.slice(0, end)), tokens] as const;
    }),
  );
}

/** Merges words that belong together: those before, those wanted, those that stand. */
function mergeTokens(
  [was, wanted, standing]: readonly (readonly Token[] | undefined)[],
  { base, ours, theirs }: Sides,
  statement: Statement,
  merging: Merging,
): void {
  const key = (tokens: readonly Token[] | undefined) => tokens && keyOf(tokens);
  if (wanted === undefined || key(wanted) === key(was) || key(wanted) === key(standing)) return;
  const span = spanOf(wanted);
  const text = theirs.text.slice(span.from, span.to);
  if (was === undefined && standing === undefined) {
    const at = lineStart(ours.text, statement.from);
    const indent = indentAt(ours.text, statement.from);
    merging.edits.push({ from: at, to: at, text: `${indent}@${text}${newlineOf(ours.text)}` });
  } else if (standing !== undefined && key(standing) === key(was)) {
    merging.edits.push({ ...spanOf(standing), text });
  } else if (standing !== undefined) {
    const words = {
      base: { text: base.text, tokens: was ?? [] },
      theirs: { text: theirs.text, tokens: wanted },
      ours: { text: ours.text, tokens: standing },
    };
    const edits = was && mergeWords(words, canonicalBy(merging.renamed));
    if (edits === undefined) {
      merging.conflict(spanOf(standing), text, { ...spanOf(standing), text });
    } else merging.edits.push(...edits);
  }
}

function wordsOf({ base, ours, theirs }: Sides, { after, before, statement }: Three): WordVersions {
  return {
    base: { text: base.text, tokens: before.tokens },
    theirs: { text: theirs.text, tokens: after.tokens },
    ours: { text: ours.text, tokens: statement.tokens },
  };
}

/** Makes edits of a statement; if it was formatted as we format, it still is. */
function asFormatted(text: string, { from, to }: Statement, edits: readonly Edit[]): Edit {
  const before = text.slice(from, to);
  const own = edits.map((each) => ({ ...each, from: each.from - from, to: each.to - from }));
  const after = edited(before, own);
  const indent = indentAt(text, from);
  const options = { ...EMITTED_FORMAT, lineLength: EMITTED_FORMAT.lineLength - indent.length };
  const outdented = (lines: string) => lines.replaceAll(`\n${indent}`, '\n');
  const isOurs =
    !/"""|'''|\r/.test(before) &&
    formatPython(outdented(before), options) === `${outdented(before)}\n`;
  const formatted = isOurs ? formatPython(outdented(after), options)?.trimEnd() : undefined;
  return { from, to, text: formatted?.replaceAll('\n', `\n${indent}`) ?? after };
}

/** Takes out the lines of a stretch. */
function lineOf(text: string, { from, to }: Span): Edit {
  return { from: lineStart(text, from), to: lineEnd(text, to) + newlineOf(text).length, text: '' };
}

/** Puts in what is new, behind what it comes behind in the new version. */
function insertNew(
  {
    inBase,
    inOurs,
    inTheirs,
  }: Readonly<Record<'inBase' | 'inTheirs' | 'inOurs', ReadonlyMap<string, Statement>>>,
  theirs: Side,
  ours: Side,
  merging: Merging,
): void {
  const entries = [...inTheirs];
  for (const [index, [key, statement]] of entries.entries()) {
    if (inOurs.has(key)) continue;
    const before = inBase.get(key);
    // Somebody has taken it out.
    if (before !== undefined) continue;
    const above = entries.slice(0, index).findLast(([each]) => inOurs.has(each));
    const below = entries.slice(index + 1).find(([each]) => inOurs.has(each));
    const anchor = above && inOurs.get(above[0]);
    const next = below && inOurs.get(below[0]);
    const sample = anchor ?? next ?? ours.statements[0];
    const text = indented(textOf(theirs, statement), theirs, statement, ours, sample);
    const newline = newlineOf(ours.text);
    const indent = sample === undefined ? '' : indentAt(ours.text, sample.from);
    const gap = leadOf(theirs, statement, index === 0);
    if (anchor === undefined && next !== undefined) {
      const at = lineStart(ours.text, next.from);
      const rest = leadOf(theirs, inTheirs.get(below?.[0] ?? '') ?? statement, false);
      merging.edits.push({
        from: at,
        to: at,
        text: indent + text + newline + rest.slice(newline.length),
      });
    } else {
      // Imports come behind the docstring, and before anything else.
      const isBehindAll = anchor?.tokens.every(isString) ?? true;
      const behind = Math.max(anchor?.to ?? 0, isBehindAll ? merging.start : 0);
      const at = lineEnd(ours.text, behind);
      merging.edits.push({ from: at, to: at, text: newline + gap + indent + text });
    }
  }
}

/** Returns the comments and empty lines above a statement, as whole lines. */
function leadOf({ text }: Side, { from }: Statement, isFirst: boolean): string {
  if (isFirst) return '';
  const start = lineStart(text, from);
  let at = start;
  while (at > 0) {
    const above = lineStart(text, at - 1);
    if (!/^[ \t]*(#.*)?\r?\n$/.test(text.slice(above, at))) break;
    at = above;
  }
  return text.slice(at, start);
}

/** Takes out a statement with its lines and the empty lines above. A comment above that a person wrote stays. */
function removal({ text }: Side, { from, to }: Statement): Edit {
  const start = lineStart(text, from);
  const above = text.slice(0, start).replace(/(?:[ \t]*\r?\n)+$/, '');
  const hasComment = /^[ \t]*#/.test(above.slice(lineStart(above, above.length)));
  const begin = hasComment ? lineEnd(text, start - 1) : above.length;
  return { from: Math.min(begin, start), to: lineEnd(text, to), text: '' };
}

/** Returns the conflict of a statement that is another one in the new version. */
function rewriting(
  theirs: Side,
  after: Statement,
  ours: Side,
  statement: Statement,
): Parameters<Merging['conflict']> {
  const wanted = textOf(theirs, after);
  const { from, to } = statement;
  const text = indented(wanted, theirs, after, ours, statement);
  return [statement, wanted, { from, to, text }];
}

/** Whether a statement is as it was written, but for its formatting. */
function isUntouched(ours: Side, statement: Statement, base: Side, before: Statement): boolean {
  const own = withRest(ours, statement);
  const [mine, was] = [tokenize(own).comments, tokenize(withRest(base, before)).comments];
  const known = new Set(was.map(({ text }) => text));
  return isSame(own, withRest(base, before)) && mine.every(({ text }) => known.has(text));
}

function commentsIn(text: string): string {
  return tokenize(text)
    .comments.map((each) => each.text)
    .join('\n');
}

/** Returns a statement with the comment behind it. */
function withRest({ text }: Side, { from, to }: Statement): string {
  return text.slice(from, lineEnd(text, to));
}

function isSame(one: string, other: string): boolean {
  const words = (text: string) => keyOf(tokenize(text).lines.flatMap(({ tokens }) => tokens));
  return one === other || words(one) === words(other);
}

function textOf({ text }: Side, { from, to }: Statement): string {
  return text.slice(from, to);
}

/** Returns a statement as it stands where it is put. */
function indented(
  text: string,
  theirs: Side,
  after: Statement,
  ours: Side,
  sample: Statement | undefined,
): string {
  const [from, to] = [
    indentAt(theirs.text, after.from),
    sample === undefined ? '' : indentAt(ours.text, sample.from),
  ];
  const newline = newlineOf(ours.text);
  return text
    .split(/\r?\n/)
    .map((line, index) =>
      index > 0 && line.startsWith(from) ? to + line.slice(from.length) : line,
    )
    .join(newline);
}
