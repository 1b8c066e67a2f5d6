/** Taking entities out of a text. What was around them before they came is not certain, so there are several ways. */
import { LINE_LENGTH, lineEnd, lineStart, newlineOf } from '../python/edits.js';
import { listOfAll } from '../python/exports.js';
import { readImport } from '../python/import-statements.js';
import { writeFromImport, writeImported } from '../python/imports.js';
import { parsePython } from '../python/syntax.js';
import { type Span, spanOf } from '../python/tokens.js';
import { type Entity, type EntityKey, entitiesOf, isSame } from './entities.js';

/** Something to take out: an entity, or a stretch of text that stands there word for word. */
export type Removable = EntityKey | { readonly text: string };

/** Thrown where something cannot be taken out without what is beside it. */
export class Inseparable extends Error {
  constructor(readonly entity: EntityKey) {
    super(`${entity.key} cannot be taken out`);
  }
}

/**
 * Returns what a text can have been before some things were put in, the likeliest first.
 *
 * @throws Inseparable if something shares its line with something else, or is all that is in its block.
 */
export function* without(text: string, removables: readonly Removable[]): Generator<string> {
  const [first, ...rest] = removables;
  if (first === undefined) {
    yield text;
    return;
  }
  for (const next of waysWithout(text, first)) yield* without(next, rest);
}

function waysWithout(text: string, removable: Removable): string[] {
  if ('text' in removable) {
    const from = text.indexOf(removable.text);
    return from < 0 ? [text] : withoutLines(text, { from, to: from + removable.text.length });
  }
  const entity = entitiesOf(parsePython(text)).find((each) => isSame(each, removable));
  if (entity === undefined) return [text];
  if (entity.kind === 'import') return withoutImport(text, entity);
  return entity.kind === 'item' ? withoutExport(text, entity) : withoutStatement(text, entity);
}

function withoutStatement(text: string, entity: Entity): string[] {
  const { from, to } = entity.statement;
  const isAlone =
    text.slice(lineStart(text, from), from).trim() === '' &&
    /^[ \t]*(#.*)?$/.test(text.slice(to, lineEnd(text, to)));
  if (!isAlone || (entity.siblings === 1 && entity.scope !== '')) throw new Inseparable(entity);
  return withoutLines(text, entity.statement);
}

/** Takes out the lines of a stretch. How many of the empty lines around it came with it is not certain. */
function withoutLines(text: string, { from, to }: Span): string[] {
  const newline = newlineOf(text);
  const start = lineStart(text, from);
  const above = text.slice(0, start).replace(/(?:[ \t]*\r?\n)+$/, newline);
  const below = text.slice(lineEnd(text, to)).replace(/^\r?\n/, '');
  const kept = above.trim() === '' ? text.slice(0, start).trimEnd() : above;
  const rest = below.replace(/^(?:[ \t]*\r?\n)+/, '');
  const [before, after] = [start - kept.length, below.length - rest.length].map(
    (length) => length / newline.length,
  ) as [number, number];
  // What ends a file below it was there before.
  if (rest.trim() === '')
    return [...(below === '' ? [] : [kept + below]), kept, kept.replace(/\r?\n$/, '')];
  const counts = new Set([Math.max(before, after), before, after, before + after]);
  return [...counts].map((count) => kept + newline.repeat(Math.max(0, count)) + rest);
}

function withoutImport(text: string, entity: Entity): string[] {
  const { listEnd, module, names, from, to } = readImport(entity.statement);
  if (names.length === 1) return withoutStatement(text, entity);
  const at = names.findIndex((name) => name.from === entity.from);
  const cut = withoutItem(text, names, at, listEnd);
  const others = names.filter((_, index) => index !== at);
  const written = others.map((one) => writeImported(withoutBound(one))).join(', ');
  const line = writeFromImport({ module, name: written });
  const statement = text.slice(from, to);
  const wasOneLine =
    module !== '' &&
    statement.includes('\n') &&
    !statement.includes('#') &&
    lineStart(text, from) === from &&
    line.length <= LINE_LENGTH;
  return wasOneLine ? [text.slice(0, from) + line + text.slice(to), ...cut] : cut;
}

function withoutBound({ alias, name }: { readonly alias?: string; readonly name: string }) {
  return alias === undefined ? { name } : { name, alias };
}

function withoutExport(text: string, entity: Entity): string[] {
  const [list] = listOfAll(entity.statement);
  if (list === undefined) return [text];
  const isBracketed = /^[[(]/.test(text.slice(list.from));
  const items = list.items.map(spanOf);
  if (items.length === 1) {
    if (!isBracketed) throw new Inseparable(entity);
    return [text.slice(0, list.from + 1) + text.slice(list.to - 1)];
  }
  const at = items.findIndex(({ from }) => from === entity.from);
  return withoutItem(text, items, at, isBracketed ? list.to - 1 : list.to);
}

/**
 * Takes an item out of a list.
 *
 * @param end where the list ends: at its closing bracket, or behind its last item.
 */
function withoutItem(text: string, items: readonly Span[], at: number, end: number): string[] {
  const [previous, item, next] = [items[at - 1], items[at] as Span, items[at + 1]];
  const { from, to } = item;
  const cut = (start: number, stop: number) => text.slice(0, start) + text.slice(stop);
  const comma = /^\s*,/.exec(text.slice(to, end))?.[0].length ?? 0;
  const [start, stop] = [lineStart(text, from), lineEnd(text, to)];
  const hasOwnLine =
    text.slice(start, from).trim() === '' &&
    /^[ \t]*,?[ \t]*(#.*)?$/.test(text.slice(to, stop)) &&
    stop < end;
  if (hasOwnLine) {
    const line = cut(start, stop + newlineOf(text).length);
    if (next !== undefined || comma > 0 || previous === undefined) return [line];
    return [line.slice(0, previous.to) + line.slice(previous.to).replace(/^\s*,/, ''), line];
  }
  if (next !== undefined) return [cut(from, next.from)];
  if (previous === undefined) return [cut(from, to + comma)];
  const behind = previous.to + (/^\s*,/.exec(text.slice(previous.to))?.[0].length ?? 0);
  return comma > 0 ? [cut(behind, to + comma)] : [cut(previous.to, to)];
}
