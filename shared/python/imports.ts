/** Adding imports to a module. */
import { firstAfter, isSorted } from '../sorted.js';
import { EditedModule, type Place } from './edited-module.js';
import {
  compareNaturally,
  type Insertion,
  insert,
  LINE_LENGTH,
  lineEnd,
  lineStart,
  linesAfter,
  linesBefore,
  newlineOf,
} from './edits.js';
import type { ImportFact, ImportStatement } from './import-statements.js';
import { ItemList } from './item-list.js';
import { importStatementsOf } from './module-facts.js';
import { isPackaged } from './packages.js';
import { type ParsedModule, parseOnce, textOf } from './syntax.js';
import { isString, type Span } from './tokens.js';

/** A name to import. */
export interface PythonImport {
  /** The module to import from: `app.models`; empty if what is imported is a module itself. */
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
export function writeFromImport(one: PythonImport): string {
  return one.module === ''
    ? `import ${writeImported(one)}`
    : `from ${one.module} import ${writeImported(one)}`;
}

/** The name as it stands in the list of an import. */
export function writeImported({ alias, name }: Omit<PythonImport, 'module'>): string {
  return alias === undefined ? name : `${name} as ${alias}`;
}

/** An import of a module that is edited. */
interface EditedImport extends Place {
  readonly module: string;
  readonly names: ImportedName[];
  /** Its list of names, once one is put in. */
  list?: NameList | undefined;
}

/** A name that a module imports, wherever it is written. */
export type ImportedName = Omit<ImportFact, keyof Span>;

interface NameList {
  readonly items: ItemList;
  /** How far the end of the list is from that of the import: its closing bracket, if it has one. */
  readonly behind: number;
}

const READING = 'imports';

/** What is known of the imports at the top level of a module that is edited. */
interface Imports {
  /** In their order. */
  readonly statements: EditedImport[];
  /** Whether the imports of a section are in order, as far as it had to be known. */
  readonly sorted: Map<string, boolean>;
}

function readImports(module: EditedModule): Imports {
  return module.reading(
    READING,
    (parsed) => ({ statements: editedImportsOf(parsed), sorted: new Map() }),
    ({ statements }) => statements,
  );
}

function editedImportsOf(module: ParsedModule): EditedImport[] {
  return importStatementsOf(module).map(({ from, module, names, to }) => ({
    from,
    to,
    module,
    names: names.map(({ from, to, ...name }) => name),
  }));
}

/** Returns the imports at the top level of a module that is edited, in their order. */
export function importsOf(module: EditedModule): readonly EditedImport[] {
  return readImports(module).statements;
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
  const line = writeFromImport(request);
  const module = EditedModule.open(path, source, () => [line]);
  const same = importsOf(module).filter(
    (one) => one.module === from && one.names.every(({ bound }) => bound !== '*'),
  );
  if (same.some(({ names }) => names.some(({ bound }) => bound === (alias ?? request.name))))
    return source;
  if (from === '') return addModuleImport(module, request.name, line);
  // Import sorters keep `x as y` on a line of its own, unless it stands among others already.
  const joinable = same.filter(
    ({ names }) => alias === undefined || names.some((each) => each.bound !== each.name),
  );
  const [first] = joinable;
  if (first !== undefined) return joinImport(module, first, request);
  const { comment } = request;
  const fits = comment !== undefined || line.length <= LINE_LENGTH;
  const added = fits
    ? [line, comment].filter((part) => part !== undefined).join('  ')
    : wrapImport(from, [writeImported(request)], newlineOf(source));
  return addLines(module, from, added);
}

/** An import to add behind one that is like it. */
interface ImportLineRequest {
  /** The file, for messages. */
  readonly path: string;
  /** The import, on one line. */
  readonly line: string;
  /** Whether an import is one to follow. */
  readonly isAlike: (statement: Pick<EditedImport, 'module' | 'names'>) => boolean;
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
  sorted.clear();
  const alike = statements.findLast(isAlike);
  if (alike === undefined) return addSection(module, '', line);
  const rest = source.slice(alike.to, lineEnd(source, alike.to));
  const comment = rest.includes('noqa') ? rest.trimEnd() : '';
  return addImport(module, linesAfter(source, alike.to, [line + comment]), line + comment);
}

/** Puts a name into the list of an import. */
function joinImport(module: EditedModule, statement: EditedImport, added: PythonImport): string {
  const { text } = module;
  statement.list ??= listOf(textOf(module, statement));
  const { behind, items } = statement.list;
  const { alias, module: from, name } = added;
  const written = writeImported(added);
  const item = { key: written, text: written };
  const insertions = items.add(text, item, statement.from, statement.to - behind);
  const joined = insert(text, insertions);
  const wrapped = wrapIfTooLong(text, statement, items, joined);
  if (wrapped === undefined) {
    // Without parentheses, a new name is behind the end of the import.
    const to = statement.to + joined.length - text.length;
    module.insert(insertions);
    statement.to = to;
  } else {
    module.replace(statement, wrapped);
    statement.list = undefined;
  }
  statement.names.push({ module: from, name, bound: alias ?? name, typeOnly: false });
  // `x as y` is sorted by all of it here, and by its name once the list is read again.
  if (alias !== undefined) statement.list = undefined;
  return module.text;
}

/** @param statement an import, as it is written. */
function listOf(statement: string): NameList {
  const [{ listEnd, names }] = importStatementsOf(parseOnce(statement)) as [ImportStatement];
  const items = names.map(({ name, from, to }) => ({ key: name, from, to }));
  return {
    items: new ItemList(statement, items, compareMembers, 0),
    behind: statement.length - listEnd,
  };
}

/**
 * Wraps an import that has become too long for its line.
 *
 * @param text the text before, to which the offsets of the import belong.
 * @param items its names, with the new one.
 * @param joined the text with the new name.
 * @returns the import, wrapped; undefined if it stays as it is.
 */
function wrapIfTooLong(
  text: string,
  { from, module, to }: EditedImport,
  items: ItemList,
  joined: string,
): string | undefined {
  const written = text.slice(from, to);
  if (written.includes('\n')) return undefined;
  const start = lineStart(text, from);
  const isTooLong = lineEnd(joined, from) - start > LINE_LENGTH;
  const isAlone = text.slice(start, lineEnd(text, from)).trim() === written;
  if (!isTooLong || !isAlone) return undefined;
  const members = items.writtenIn(joined, from);
  if (items.isSorted) members.sort(compareMembers);
  return wrapImport(module, members, newlineOf(text));
}

/** The import with a line for each name, as formatters wrap it. */
export function wrapImport(from: string, names: readonly string[], newline: string): string {
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
  if (last === undefined) return addSection(module, from, line);
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

/** Adds the import of a module itself: such imports come first among those of the same package. */
function addModuleImport(module: EditedModule, name: string, line: string): string {
  const { text } = module;
  const named = ({ module: from, names }: EditedImport) => from || (names[0]?.name ?? '');
  const neighbours = importsOf(module).filter((one) => sectionOf(named(one)) === sectionOf(name));
  const last = neighbours.at(-1);
  if (last === undefined) return addSection(module, name, line);
  const next = neighbours.find(
    (one) => one.module !== '' || compareNaturally(named(one), name) > 0,
  );
  const place =
    next === undefined ? linesAfter(text, last.to, [line]) : linesBefore(text, next.from, [line]);
  return addImport(module, place, line);
}

/** Adds an import that has no neighbours: what Python brings comes first, anything else last. */
function addSection(module: EditedModule, from: string, line: string): string {
  const { text } = module;
  const imports = importsOf(module);
  const lastImport = imports.at(-1);
  const alike = imports.filter((one) => isAlike(one.module || (one.names[0]?.name ?? ''), from));
  const next = alike.find((one) => compareNaturally(one.module, from) > 0 && one.module !== '');
  const isOrdered = isSorted(
    alike.flatMap(({ module: name }) => name || []),
    compareNaturally,
  );
  if (next !== undefined && isOrdered) {
    return addImport(module, linesBefore(text, next.from, [line]), line);
  }
  const last = alike.at(-1);
  if (last !== undefined) return addImport(module, linesAfter(text, last.to, [line]), line);
  const firstImport = imports.find((one) => one.module !== '__future__');
  if (firstImport !== undefined && isStandard(from)) {
    return addImport(module, linesBefore(text, firstImport.from, [line, '']), line);
  }
  if (lastImport !== undefined) {
    return addImport(module, linesAfter(text, lastImport.to, ['', line]), line);
  }
  const [docstring] = module.parsed.statements;
  if (docstring?.tokens.every(isString)) {
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
  const from = place.at + place.text.indexOf(line);
  module.insert([place]);
  for (const { to, ...statement } of editedImportsOf(parseOnce(line))) {
    const added = { ...statement, from, to: from + to };
    statements.splice(statements.findLastIndex((one) => one.from < from) + 1, 0, added);
    module.note(READING, added);
  }
  return module.text;
}

/** The modules of Python itself that emitted code imports from, and those that often stand beside them. */
const STANDARD = new Set(
  (
    'abc argparse asyncio base64 collections concurrent contextlib contextvars dataclasses datetime decimal enum ' +
    'functools getpass hashlib http importlib io ipaddress itertools json logging math operator os pathlib pkgutil random re ' +
    'secrets socket string sys threading time types typing uuid'
  ).split(' '),
);

/** Whether a module is one of Python itself; of those, as many are known as are likely. */
export function isStandard(module: string): boolean {
  return STANDARD.has(topOf(module));
}

function topOf(module: string): string {
  const dot = module.indexOf('.');
  return dot < 0 ? module : module.slice(0, dot);
}

/** What an import is sorted among: all of Python itself, its own package, or the relative ones. */
function sectionOf(module: string): string {
  if (module.startsWith('.')) return '.';
  return isStandard(module) ? 'the standard library' : topOf(module);
}

/** Whether both modules are Python's own, or both are from packages that are known as such. */
function isAlike(one: string, other: string): boolean {
  if (one === '__future__') return false;
  return isStandard(other) ? isStandard(one) : isPackaged(one) && isPackaged(other);
}

/** Orders the names of an import the way import sorters do: CONSTANTS, then Classes, then the rest. */
export function compareMembers(a: string, b: string): number {
  return memberKind(a) - memberKind(b) || compareNaturally(a, b);
}

/** The place of a name in that order. */
function memberKind(name: string): number {
  if (name.length > 1 && name === name.toUpperCase()) return 0;
  return /^[A-Z]/.test(name) ? 1 : 2;
}
