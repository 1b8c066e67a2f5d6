/** Adding imports to a module. */
import { EditedModule, type Place } from './edited-module.js';
import {
  compareNaturally,
  firstAfter,
  type Insertion,
  ItemList,
  insert,
  isSorted,
  LINE_LENGTH,
  type ListItem,
  lineEnd,
  lineStart,
  linesAfter,
  linesBefore,
  newlineOf,
} from './edits.js';
import { type ImportFact, type ImportStatement, importStatementsOf } from './module-facts.js';
import { type ParsedModule, parsePython, statementsOf, textOf } from './syntax.js';

/** A name to import. */
export interface PythonImport {
  /** The module to import from: `app.models`. */
  readonly module: string;
  readonly name: string;
  /** What it is to be called here, where not by its own name. */
  readonly alias?: string;
}

/** A name to import, and the file to import it in. */
interface ImportRequest extends PythonImport {
  /** The file, for messages. */
  readonly path: string;
  /** A comment for the line, where the import gets one of its own. */
  readonly comment?: string;
}

/** The import as a statement on one line. */
export function writeFromImport({ module, name, alias }: PythonImport): string {
  return `from ${module} import ${name}${alias === undefined ? '' : ` as ${alias}`}`;
}

/** An import of a module that is edited. */
interface EditedImport extends Place {
  readonly module: string;
  readonly names: ListedName[];
  /** Its closing bracket or, where it has none, its end. */
  readonly end: Place;
  /** The style of its list of names, once something is put in. */
  style?: ItemList;
}

/** A name in the list of an import. */
interface ListedName extends ImportFact, ListItem {}

const READING = 'imports';

/** Returns the imports at the top level of a module that is edited, in order. */
export function importsOf(module: EditedModule): readonly EditedImport[] {
  return readImports(module).statements;
}

/** What is known of the imports of a module that is edited. */
interface Imports {
  readonly statements: EditedImport[];
  /** Whether the imports of a package are in order, by its name, as far as somebody asked. */
  readonly sorted: Map<string, boolean>;
}

function readImports(module: EditedModule): Imports {
  return module.reading(
    READING,
    (parsed): Imports => ({ statements: editedImportsOf(parsed, 0), sorted: new Map() }),
    ({ statements }) => statements.flatMap(placesOf),
  );
}

/** @param offset where the module begins in the text that is edited. */
function editedImportsOf(module: ParsedModule, offset: number): EditedImport[] {
  const moved = <T extends Place>(place: T): T => ({
    ...place,
    from: place.from + offset,
    to: place.to + offset,
  });
  return importStatementsOf(module).map(({ listEnd, names, ...statement }) => ({
    ...moved(statement),
    names: names.map((name) => moved({ ...name, key: name.name })),
    end: moved({ from: listEnd, to: listEnd }),
  }));
}

function placesOf(statement: EditedImport): Place[] {
  return [statement, statement.end, ...statement.names];
}

/**
 * Makes sure that a module imports a name: joins an import from the same module, or adds a line among
 * its neighbours.
 *
 * @returns the text with the import; the same text where the name is imported already.
 * @throws RefusalError where the file is not valid Python.
 */
export function addFromImport(source: string, request: ImportRequest): string {
  const { path, module: from, alias } = request;
  const name = alias === undefined ? request.name : `${request.name} as ${alias}`;
  const line = writeFromImport(request);
  const module = EditedModule.open(path, source, () => [line]);
  const same = importsOf(module).filter(
    (one) => one.module === from && one.names.every(({ bound }) => bound !== '*'),
  );
  if (same.some(({ names }) => names.some(({ bound }) => bound === (alias ?? request.name))))
    return source;
  // Import sorters keep `x as y` on a line of its own, unless it stands among others already.
  const joinable = same.filter(
    ({ names }) => alias === undefined || names.some((each) => each.bound !== each.name),
  );
  const [first] = joinable;
  if (first !== undefined) return joinImport(module, first, name, request);
  const { comment } = request;
  const fits = comment !== undefined || line.length <= LINE_LENGTH;
  const added = fits
    ? [line, comment].filter((part) => part !== undefined).join('  ')
    : wrapImport(from, [name], newlineOf(source));
  return addLines(module, from, added);
}

/** An import to add behind one that is like it. */
interface ImportLineRequest {
  /** The file, for messages. */
  readonly path: string;
  /** The import, on one line. */
  readonly line: string;
  /** Whether an import is one to follow. */
  readonly isAlike: (statement: Pick<ImportStatement, 'module' | 'names'>) => boolean;
}

/**
 * Adds an import as a line behind the last one that is like it, with the `# noqa` that stands there.
 *
 * @returns the text with the import; the same text where it is there already.
 * @throws RefusalError where the file is not valid Python.
 */
export function addImportLine(source: string, request: ImportLineRequest): string {
  const { isAlike, line, path } = request;
  const module = EditedModule.open(path, source, () => [line]);
  const { sorted, statements } = readImports(module);
  if (statements.some((one) => textOf(module, one) === line)) return source;
  const alike = statements.findLast(isAlike);
  if (alike === undefined) return addSection(module, line);
  const rest = source.slice(alike.to, lineEnd(source, alike.to));
  const comment = rest.includes('noqa') ? rest.trimEnd() : '';
  sorted.clear();
  return addImport(module, linesAfter(source, alike.to, [line + comment]), line + comment);
}

/**
 * Puts a name into the list of an import.
 *
 * @param name the name as it is written: `x as y`.
 */
function joinImport(
  module: EditedModule,
  statement: EditedImport,
  name: string,
  { alias, name: key, module: from }: PythonImport,
): string {
  const { text } = module;
  const { names } = statement;
  statement.style ??= new ItemList(text, names, compareMembers);
  const { style } = statement;
  const { insertions, item, index } = style.addition(
    text,
    { key: name, text: name },
    statement.end.from,
  );
  const wrapped = wrapIfTooLong(text, statement, style, name, insert(text, insertions));
  if (wrapped !== undefined) return module.rewrite(wrapped);
  const length = insertions.reduce((sum, { text }) => sum + text.length, 0);
  const to = statement.to + length;
  module.insert(insertions);
  // `x as y` is sorted by all of it, and read by its name alone.
  if (alias !== undefined) return module.rewrite(module.text);
  // Without parentheses, the new name is behind the end of the import.
  statement.to = to;
  const added = { ...item, module: from, name: key, bound: key, typeOnly: false };
  names.splice(index, 0, added);
  module.note(READING, added);
  return module.text;
}

/**
 * Wraps an import that has become too long for its line.
 *
 * @param joined the text with the name in the list of the import.
 * @returns the text with the name in the wrapped import; undefined if it does not have to be wrapped.
 */
function wrapIfTooLong(
  text: string,
  statement: EditedImport,
  { isSorted }: ItemList,
  name: string,
  joined: string,
): string | undefined {
  const { from, module, names, to } = statement;
  const written = text.slice(from, to);
  if (written.includes('\n')) return undefined;
  const start = lineStart(text, from);
  const tooLong = lineEnd(joined, from) - start > LINE_LENGTH;
  const alone = text.slice(start, lineEnd(text, from)).trim() === written;
  if (!tooLong || !alone) return undefined;
  const members = [...names.map((each) => text.slice(each.from, each.to)), name];
  if (isSorted) members.sort(compareMembers);
  return text.slice(0, from) + wrapImport(module, members, newlineOf(text)) + text.slice(to);
}

/** The import with a line for each name, as formatters wrap it. */
function wrapImport(from: string, names: readonly string[], newline: string): string {
  return [`from ${from} import (`, ...names.map((name) => `    ${name},`), ')'].join(newline);
}

/**
 * Adds an import on lines of its own, in order among those from the same package.
 *
 * @param line the import, which may be wrapped over several lines.
 */
function addLines(module: EditedModule, from: string, line: string): string {
  const { text } = module;
  const { sorted, statements } = readImports(module);
  const section = sectionOf(from);
  const neighbours = statements.filter((one) => sectionOf(one.module) === section);
  const last = neighbours.at(-1);
  if (last === undefined) return addSection(module, line);
  const isInOrder =
    sorted.get(section) ??
    isSorted(
      neighbours.map((one) => one.module),
      compareNaturally,
    );
  sorted.set(section, isInOrder);
  const next = isInOrder
    ? neighbours[firstAfter(neighbours, (one) => compareNaturally(one.module, from))]
    : undefined;
  const place =
    next === undefined ? linesAfter(text, last.to, [line]) : linesBefore(text, next.from, [line]);
  return addImport(module, place, line);
}

/** Adds an import that has no neighbours. */
function addSection(module: EditedModule, line: string): string {
  const { text } = module;
  const lastImport = importsOf(module).at(-1);
  if (lastImport !== undefined) {
    return addImport(module, linesAfter(text, lastImport.to, ['', line]), line);
  }
  const docstring = statementsOf(module.parsed.root).find(({ name }) => name !== 'Comment');
  if (docstring?.name === 'ExpressionStatement' && docstring.firstChild?.name === 'String') {
    return addImport(module, linesAfter(text, docstring.to, ['', line]), line);
  }
  const start = text.startsWith('\uFEFF') ? 1 : 0;
  const newline = newlineOf(text);
  const gap = text.slice(start).trim() === '' ? '' : newline;
  return addImport(module, { at: start, text: line + newline + gap }, line);
}

/**
 * Puts an import in, and among those that are known.
 *
 * @param place the lines with the import.
 * @param line the import, with its comment.
 */
function addImport(module: EditedModule, place: Insertion, line: string): string {
  const { statements } = readImports(module);
  const offset = place.at + place.text.indexOf(line);
  module.insert([place]);
  for (const added of editedImportsOf(parsePython(line), offset)) {
    statements.splice(statements.findLastIndex(({ from }) => from < offset) + 1, 0, added);
    module.note(READING, ...placesOf(added));
  }
  return module.text;
}

/** The modules of Python itself that emitted code imports from, and those that often stand beside them. */
const STANDARD = new Set(
  (
    'abc asyncio collections contextlib contextvars dataclasses datetime decimal enum functools hashlib io itertools ' +
    'json logging math operator os pathlib random re secrets string sys time types typing uuid'
  ).split(' '),
);

/** What an import is sorted among: all of Python itself, its own package, or the relative ones. */
function sectionOf(module: string): string {
  if (module.startsWith('.')) return '.';
  const dot = module.indexOf('.');
  const first = dot < 0 ? module : module.slice(0, dot);
  return STANDARD.has(first) ? 'the standard library' : first;
}

/** The order of import sorters: CONSTANTS, then Classes, then the rest. */
function compareMembers(a: string, b: string): number {
  return memberKind(a) - memberKind(b) || compareNaturally(a, b);
}

function memberKind(name: string): number {
  if (name.length > 1 && name === name.toUpperCase()) return 0;
  return /^[A-Z]/.test(name) ? 1 : 2;
}
