/**
 * What a neighbour does about its unique fields: the functions that find a row by one of them, and the statements that refuse what is
 * taken. For the unique fields of a new feature, they are written with those.
 */
import { lineStart, newlineOf } from '../../python/edits.js';
import { definedName, parseOnce, type Statement } from '../../python/syntax.js';
import { isString, isWord, type Span, type Token, tokenize } from '../../python/tokens.js';
import { fieldInName } from './field-words.js';
import type { NewField } from './new-fields.js';
import { TextEdits } from './text-edits.js';

/** Which unique fields are where the neighbour has its own. */
export interface UniqueFields {
  /** The unique fields of the neighbour. */
  readonly old: readonly string[];
  /** Those of them that may be empty. */
  readonly optional: ReadonlySet<string>;
  /** The unique fields of the new feature. */
  readonly fresh: readonly NewField[];
  /** Those of the neighbour by which its rows are found: what the paths of its endpoints have. */
  readonly keys: ReadonlySet<string>;
  /** Whether a name is that of a new field, unique or not. */
  isNew(name: string): boolean;
}

/** A module in which the new unique fields are checked. */
export interface UniqueModule {
  readonly text: string;
  /** The new fields of which a value that is taken is refused here. */
  readonly checked: readonly string[];
  /** The functions that are left out. */
  readonly gone: readonly string[];
}

/** A stretch of code that is about one unique field. */
interface Region extends Span {
  readonly field: string;
  /** Whether it refuses what is taken. */
  readonly isCheck: boolean;
  /** Whether it is a function that gets the row which the field is of. */
  readonly isKey: boolean;
  readonly definition: string | undefined;
}

/** Returns a module of the neighbour with the new unique fields where it has its own. */
export function withUniqueFields(
  source: string,
  unique: UniqueFields,
  isTest: boolean,
): UniqueModule {
  const module = parseOnce(source);
  const edits = new TextEdits(source);
  const checked: string[] = [];
  const gone: string[] = [];
  const visit = (block: readonly Statement[]) => {
    for (let at = 0; at < block.length; at += 1) {
      const statement = block[at] as Statement;
      const found = regionAt(block, at, unique, isTest);
      if (found === undefined) {
        visit(statement.block ?? []);
        continue;
      }
      const { region, size } = found;
      at += size - 1;
      const all = fieldsFor(region.field, unique);
      if (all === undefined) continue;
      // Rows are found by one field, and by one that each of them has.
      const fields = region.isKey ? all.filter(({ optional }) => !optional).slice(0, 1) : all;
      if (region.isKey && fields.length === 0) continue;
      if (region.isCheck) checked.push(...fields.map(({ name }) => name));
      if (fields.length === 0) {
        if (region.definition !== undefined) gone.push(region.definition);
        if (size === block.length) edits.replace(region, 'pass');
        else edits.remove(region);
        continue;
      }
      const texts = fields.map((field) => copyOf(source, region, statement, field, unique, isTest));
      const newline = newlineOf(source);
      const indent = source.slice(lineStart(source, region.from), region.from);
      const apart =
        region.definition === undefined ? newline : newline.repeat(indent === '' ? 3 : 2);
      edits.replace(region, texts.join(apart + indent));
    }
  };
  visit(module.statements);
  return { text: edits.applied(), checked, gone };
}

/**
 * Returns the new fields that take the place of a unique one of the neighbour; undefined where its field stays, or goes with
 * everything else that is about it.
 */
function fieldsFor(field: string, { fresh, isNew, old }: UniqueFields): NewField[] | undefined {
  const same = fresh.filter(({ name }) => name === field);
  const isFirst = old.find((each) => !fresh.some(({ name }) => name === each)) === field;
  const taken = new Set(old);
  const others = isFirst || old.length === 1 ? fresh.filter(({ name }) => !taken.has(name)) : [];
  const all = [...same, ...others];
  return all.length === 0 && !isNew(field) ? undefined : all;
}

/** Returns the new field that stands for each unique one of the neighbour, where there is one. */
export function standingFor(unique: UniqueFields): ReadonlyMap<string, NewField> {
  return new Map(
    unique.old.flatMap((name) => {
      const [field] = fieldsFor(name, unique) ?? [];
      return field === undefined ? [] : [[name, field] as const];
    }),
  );
}

function regionAt(
  block: readonly Statement[],
  at: number,
  { keys, old }: UniqueFields,
  isTest: boolean,
): { readonly region: Region; readonly size: number } | undefined {
  const statement = block[at] as Statement;
  for (const field of old) {
    const isKey = !isTest && keys.has(field) && takesKey(statement, field, old);
    const isWhole = isTest ? isTestOf(statement, field) : isKey || isAbout(statement, field);
    const size = isWhole ? 1 : isTest ? 0 : checkSize(block, at, field);
    if (size === 0) continue;
    const last = block[at + size - 1] as Statement;
    const definition = definedName(statement);
    const isCheck = definition === undefined || (!isTest && raises(statement));
    return {
      size,
      region: { field, definition, isCheck, isKey, from: statement.from, to: last.to },
    };
  }
  return undefined;
}

/** Whether a test is about a value that is taken. */
function isTestOf(statement: Statement, field: string): boolean {
  const name = definedName(statement) ?? '';
  return (
    statement.keyword === 'def' &&
    name.startsWith('test') &&
    `_${name}_`.includes(`_${field}_`) &&
    /_(duplicate[sd]?|same|taken|unique|existing|exists|already|conflicts?|409)(_|$)/.test(name)
  );
}

/** Whether a function takes what a row is found by, and nothing else of it. */
function takesKey({ keyword, tokens }: Statement, field: string, old: readonly string[]): boolean {
  const takes = (name: string) =>
    tokens.some(({ text }, at) => text === name && /^[:,)]$/.test(tokens[at + 1]?.text ?? ''));
  return keyword === 'def' && takes(field) && old.every((name) => name === field || !takes(name));
}

/** Returns the fields by which the endpoints of a module find rows: what is in their paths. */
export function keysIn(source: string, fields: readonly string[]): string[] {
  const paths = parseOnce(source)
    .statements.flatMap(({ decorators }) => decorators.flat())
    .filter(isString)
    .map(({ text }) => text)
    .join(' ');
  return fields.filter((field) => new RegExp(`\\{${field}(:\\w+)?\\}`).test(paths));
}

/** Whether a function finds rows by a field, or refuses what is taken of it. */
function isAbout(statement: Statement, field: string): boolean {
  if (statement.keyword !== 'def') return false;
  const name = definedName(statement) ?? '';
  const isChecking = `_${name}_`.includes(`_${field}_`) && raises(statement);
  return fieldInName(name) === field || isChecking;
}

/** Returns how many statements from one on refuse a value of a field that is taken; 0 if they do something else. */
function checkSize(block: readonly Statement[], at: number, field: string): number {
  const [first, ...rest] = block.slice(at, at + MOST_STATEMENTS) as [Statement, ...Statement[]];
  const isAsked = looksUp(first, field);
  if (first.keyword === 'if') {
    const isWhole = !['elif', 'else'].includes(rest[0]?.keyword ?? '');
    const isOf = isAsked || first.tokens.some(({ text }) => text === field);
    return isWhole && isOf && raises(first) && asksIn(first, field) ? 1 : 0;
  }
  if (first.block !== undefined || !isAsked) return 0;
  const [name, equals] = first.tokens;
  if (equals?.text !== '=' || name === undefined) {
    // `await self._ensure_free_isbn(data.isbn)` refuses by itself.
    return first.tokens.some(
      ({ text }, i) =>
        `_${text}_`.includes(`_${field}_`) && text !== field && first.tokens[i + 1]?.text === '(',
    )
      ? 1
      : 0;
  }
  let bound = name.text;
  for (const [index, each] of rest.entries()) {
    if (!each.tokens.some(({ text }) => text === bound)) return 0;
    if (each.keyword === 'if')
      return raises(each) && !['elif', 'else'].includes(rest[index + 1]?.keyword ?? '')
        ? index + 2
        : 0;
    const [next, sign] = each.tokens;
    if (each.block !== undefined || sign?.text !== '=' || next === undefined) return 0;
    bound = next.text;
  }
  return 0;
}

/** How many statements a check has: the question, the row in its answer, the refusal. */
const MOST_STATEMENTS = 4;

/** Whether something is raised where a row is found: not where none is. */
function raises({ block = [], tokens }: Statement): boolean {
  const isMissing = tokens.some(({ text }, at) =>
    text === 'not'
      ? tokens[at - 1]?.text !== 'is'
      : text === 'None' && tokens[at - 1]?.text === 'is',
  );
  return !isMissing && block.some((each) => each.tokens[0]?.text === 'raise' || raises(each));
}

/** Returns the fields of which a module refuses what is taken. */
export function checkedFields(source: string, fields: readonly string[]): string[] {
  const found = (block: readonly Statement[], field: string): boolean =>
    block.some((each, at) => checkSize(block, at, field) > 0 || found(each.block ?? [], field));
  const { statements } = parseOnce(source);
  return fields.filter((field) => found(statements, field));
}

function asksIn(statement: Statement, field: string): boolean {
  return looksUp(statement, field) || (statement.block ?? []).some((each) => asksIn(each, field));
}

/** Whether a statement asks for rows with a value of a field: by a function of that name, an argument or a comparison. */
function looksUp({ tokens }: Statement, field: string): boolean {
  return tokens.some((token, at) => {
    const next = tokens[at + 1]?.text;
    if (next === '(' && isWord(token))
      return fieldInName(token.text) === field || hasWord(token, field);
    if (token.text !== field) return false;
    const before = tokens[at - 1]?.text;
    const isArgument = next === '=' && (before === '(' || before === ',');
    const isCompared = before === '.' && /^[A-Z]/.test(tokens[at - 2]?.text ?? '') && next === '==';
    return isArgument ? isLookUp(tokens, at) : isCompared;
  });
}

function hasWord({ text }: Token, field: string): boolean {
  return text !== field && `_${text}_`.includes(`_${field}_`);
}

/** Whether an argument is one of a call that finds rows. */
function isLookUp(tokens: readonly Token[], at: number): boolean {
  const open = tokens.findLastIndex(({ text }, index) => index < at && text === '(');
  return /^(exists|filter|filter_by|where|get|get_one|get_single|find|find_one|first|one_or_none|count)(_|$)/.test(
    tokens[open - 1]?.text ?? '',
  );
}

/** Returns a region with another field in the place of its own. */
function copyOf(
  source: string,
  { definition, field, from, to }: Region,
  statement: Statement,
  { name, optional, type }: NewField,
  unique: UniqueFields,
  isTest: boolean,
): string {
  const text = source.slice(from, to);
  if (name === field) return text;
  if (isTest) return inTest(text, statement, from, field, name);
  const written = inPlace(text, field, name);
  if (definition !== undefined) {
    return written.replace(
      new RegExp(`\\b(${name}\\s*:\\s*)[^,)=]+`),
      (_, head: string) => head + type,
    );
  }
  if (!optional || unique.optional.has(field)) return written;
  const value = askedValue(statement, field);
  if (value === undefined || /\bif\b[^:]*\b(is not None|and)\b/.test(written.split('\n')[0] ?? ''))
    return written;
  const indent = source.slice(lineStart(source, from), from);
  const [first = '', ...rest] = written.split('\n');
  const deeper = rest.map((each) => (each.trim() === '' ? each : `    ${each}`));
  return [
    `if ${inPlace(value, field, name)} is not None:`,
    `${indent}    ${first}`,
    ...deeper,
  ].join('\n');
}

/** Returns what a check asks about: `data.isbn`, `values["isbn"]`, `isbn`. */
function askedValue({ tokens }: Statement, field: string): string | undefined {
  for (const [at, token] of tokens.entries()) {
    const [before, owner] = [tokens[at - 1]?.text, tokens[at - 2]?.text ?? ''];
    if (token.text === field && before === '.' && /^[a-z]/.test(owner)) return `${owner}.${field}`;
    if (isString(token) && token.text.slice(1, -1) === field && before === '[') {
      return `${owner}[${token.text}]`;
    }
  }
  const isBare = tokens.some(
    ({ text }, at) =>
      text === field && tokens[at - 1]?.text !== '.' && tokens[at + 1]?.text !== '=',
  );
  return isBare ? field : undefined;
}

/** Of a test, its rows come from the fields; its name and what it waits for are about the other one. */
function inTest(
  text: string,
  statement: Statement,
  start: number,
  field: string,
  name: string,
): string {
  const spans = [statement, ...(statement.block ?? [])].flatMap((each) => {
    if (each === statement) {
      const token = each.tokens.find(({ text: word }) => word === definedName(statement));
      return token === undefined ? [] : [token];
    }
    const isSaid = each.tokens.length === 1 || each.tokens[0]?.text === 'assert';
    return isSaid ? each.tokens.filter((token) => isString(token) && /\s/.test(token.text)) : [];
  });
  return spans
    .toSorted((a, b) => b.from - a.from)
    .reduce(
      (result, { from, to }) =>
        result.slice(0, from - start) +
        inPlace(result.slice(from - start, to - start), field, name) +
        result.slice(to - start),
      text,
    );
}

/** The longest word that is written in capitals where the neighbour's is: `SKU` for `ISBN`. */
const LONGEST_ABBREVIATION = 4;

/** Writes one field in the place of another: in names, and in the words of sentences. */
function inPlace(text: string, field: string, name: string): string {
  const { comments, lines } = tokenize(text);
  const strings = lines.flatMap(({ tokens }) =>
    tokens.filter((token) => isString(token) && /\s/.test(token.text)),
  );
  let [result, done] = ['', 0];
  for (const { from, to } of [...comments, ...strings].toSorted((a, b) => a.from - b.from)) {
    result += inCode(text.slice(done, from), field, name);
    // What is in braces is Python.
    result += text
      .slice(from, to)
      .replaceAll(/\{[^{}]*\}|[^{}]+/g, (part) =>
        part.startsWith('{') ? inCode(part, field, name) : inWords(part, field, name),
      );
    done = to;
  }
  return result + inCode(text.slice(done), field, name);
}

function inCode(text: string, field: string, name: string): string {
  const hyphened = (each: string) => each.replaceAll('_', '-');
  return replaced(text, [
    [field, name],
    [hyphened(field), hyphened(name)],
    [field.toUpperCase(), name.toUpperCase()],
  ]);
}

function inWords(text: string, field: string, name: string): string {
  const [old, own] = [field.replaceAll('_', ' '), name.replaceAll('_', ' ')];
  const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
  return replaced(text, [
    [field, own],
    [old, own],
    [capital(old), capital(own)],
    [old.toUpperCase(), own.length > LONGEST_ABBREVIATION ? own : own.toUpperCase()],
  ]);
}

function replaced(text: string, forms: readonly (readonly [string, string])[]): string {
  const by = new Map(forms.toReversed());
  const any = [...by.keys()].toSorted((a, b) => b.length - a.length).join('|');
  return text.replaceAll(
    new RegExp(`(?<![A-Za-z0-9])(${any})(?![A-Za-z0-9])`, 'g'),
    (found) => by.get(found) ?? found,
  );
}
