/** A module that two have changed since it was written: merged statement by statement. */
import type { ConflictOfLines } from '../errors.js';
import { isImport } from '../python/import-statements.js';
import { addFromImport } from '../python/imports.js';
import { parseOnce, parsePython, type Statement } from '../python/syntax.js';
import { isString, isWord, type Span, tokenize } from '../python/tokens.js';
import { entitiesOf, usedIn } from './entities.js';
import { mergeBlocks, type Side } from './merge-blocks.js';
import { type Edit, edited } from './text-edits.js';
import { without } from './without.js';

/** What two have changed differently. */
export type Conflict = ConflictOfLines;

/** What a person has decided about a conflict: what stands stays, or it becomes what it would. */
export type Decision = 'ours' | 'theirs';

/** Returns what was decided; undefined if nobody has been asked. */
export type Decide = (conflict: Conflict) => Decision | undefined;

/** A merged text, and what could not be merged: there, it is as it stands. */
export interface Merged {
  readonly text: string;
  readonly conflicts: readonly Conflict[];
}

/** The texts of a module. */
export interface Versions {
  readonly path: string;
  /** How the module is imported, if that may be: what it would import from itself is left out. */
  readonly module?: string;
  /** As it was written. */
  readonly base: string;
  /** As it would be written now. */
  readonly theirs: string;
  /** As it stands. */
  readonly ours: string;
  /** The new names of what is called otherwise now. */
  readonly renamed?: ReadonlyMap<string, string>;
  /** Nothing is decided without it. */
  readonly decide?: Decide | undefined;
}

/** Merges what has changed between two versions of what we write into what a person has made of the first. */
export function mergeModule(versions: Versions): Merged {
  const { base, decide, ours, path, renamed = new Map(), theirs } = versions;
  if (ours === base) return { text: theirs, conflicts: [] };
  if (base === theirs) return { text: ours, conflicts: [] };
  const edits: Edit[] = [];
  const conflicts: Conflict[] = [];
  const sideOf = (text: string): Side => ({
    text,
    statements: parseOnce(text).statements.filter((each) => !isImport(each)),
  });
  mergeBlocks(sideOf(base), sideOf(theirs), sideOf(ours), {
    renamed,
    edits,
    start: leadingImports(ours)?.to ?? 0,
    conflict: ({ from, to }, theirs, edit) => {
      const line = ours.slice(0, from).split('\n').length;
      const conflict = { path, line, ours: ours.slice(from, to), theirs };
      const decision = decide?.(conflict);
      if (decision === 'theirs') edits.push(edit);
      if (decision === undefined) conflicts.push(conflict);
    },
  });
  return { text: mergeImports(versions, edited(ours, edits)), conflicts };
}

/** Returns where the imports are that a module begins with; undefined if it begins with none. */
function leadingImports(text: string): Span | undefined {
  const { statements } = parseOnce(text);
  const isFirst = (each: Statement) => isImport(each) || each.tokens.every(isString);
  const first = statements.findIndex((each) => !isFirst(each));
  const leading = first < 0 ? statements : statements.slice(0, first);
  const [from, to] = [leading.find(isImport)?.from, leading.findLast(isImport)?.to];
  return from === undefined || to === undefined ? undefined : { from, to };
}

/** Imports what the new version does, and no longer what nothing needs any more. */
function mergeImports({ base, module, path, theirs }: Versions, text: string): string {
  const [before, after] = [importsIn(base), importsIn(theirs)];
  const whole = module === undefined ? withBlockOf(theirs, base, text) : text;
  const needed = wordsOutsideImports(whole);
  const isLost = [...before].some(([key, { bound }]) => !after.has(key) && needed.has(bound));
  let result = isLost ? text : whole;
  for (const [key, one] of after) {
    if (before.has(key) || one.module === module || importsIn(result).has(key)) continue;
    const alias = one.bound === one.name ? {} : { alias: one.bound };
    result = addFromImport(result, { path, module: one.module, name: one.name, ...alias });
  }
  for (const [key, { bound }] of before) {
    if (after.has(key) || wordsOutsideImports(result).has(bound)) continue;
    const entity = entitiesOf(parsePython(result)).find(
      (each) => each.key === key && each.scope === '',
    );
    if (entity !== undefined) result = without(result, [entity]).next().value as string;
  }
  return result;
}

/** Returns a text with the imports of a new version, sorted as they are there, if its own are those that were written. */
function withBlockOf(theirs: string, base: string, text: string): string {
  const [now, was, own] = [theirs, base, text].map(leadingImports);
  if (now === undefined || was === undefined || own === undefined) return text;
  if (text.slice(own.from, own.to) !== base.slice(was.from, was.to)) return text;
  return text.slice(0, own.from) + theirs.slice(now.from, now.to) + text.slice(own.to);
}

function importsIn(text: string) {
  return new Map(
    entitiesOf(parsePython(text)).flatMap(({ imported, key, scope }) =>
      imported === undefined || scope !== '' ? [] : [[key, imported] as const],
    ),
  );
}

function wordsOutsideImports(text: string): Set<string> {
  const imports = parsePython(text).statements.filter(isImport);
  const tokens = tokenize(text)
    .lines.flatMap((line) => line.tokens)
    .filter(({ from }) => !imports.some((each) => each.from <= from && from < each.to));
  const quoted = tokens
    .filter((token) => !isWord(token))
    .flatMap(({ text }) => text.match(/^["'](\w+)["']$/)?.[1] ?? []);
  return new Set([...usedIn(tokens), ...quoted]);
}
