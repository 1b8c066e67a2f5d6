/** Adding imports to a module. */
import {
  compareNaturally,
  insert,
  insertItem,
  isSorted,
  LINE_LENGTH,
  lineEnd,
  lineStart,
  linesAfter,
  linesBefore,
  newlineOf,
  parseForEdit,
} from './edits.js';
import { type ImportStatement, importStatementsOf } from './module-facts.js';
import { type ParsedModule, statementsOf, textOf } from './syntax.js';

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
  const module = parseForEdit(path, source, [line]);
  const imports = importStatementsOf(module);
  const same = imports.filter(
    (one) => one.module === from && one.names.every(({ bound }) => bound !== '*'),
  );
  if (same.some(({ names }) => names.some(({ bound }) => bound === (alias ?? request.name))))
    return source;
  // Import sorters keep `x as y` on a line of its own, unless it stands among others already.
  const joinable = same.filter(
    ({ names }) => alias === undefined || names.some((each) => each.bound !== each.name),
  );
  const [first] = joinable;
  if (first !== undefined) return joinImport(module, first, name);
  const { comment } = request;
  const fits = comment !== undefined || line.length <= LINE_LENGTH;
  const added = fits
    ? [line, comment].filter((part) => part !== undefined).join('  ')
    : wrapImport(from, [name], newlineOf(source));
  return addLines(module, imports, from, added);
}

/** An import to add behind one that is like it. */
interface ImportLineRequest {
  /** The file, for messages. */
  readonly path: string;
  /** The import, on one line. */
  readonly line: string;
  /** Whether an import is one to follow. */
  readonly isAlike: (statement: ImportStatement) => boolean;
}

/**
 * Adds an import as a line behind the last one that is like it, with the `# noqa` that stands there.
 *
 * @returns the text with the import; the same text where it is there already.
 * @throws RefusalError where the file is not valid Python.
 */
export function addImportLine(source: string, request: ImportLineRequest): string {
  const { isAlike, line, path } = request;
  const module = parseForEdit(path, source, [line]);
  const imports = importStatementsOf(module);
  if (imports.some((one) => textOf(module, one) === line)) return source;
  const alike = imports.findLast(isAlike);
  if (alike === undefined) return addSection(module, imports, line);
  const rest = source.slice(alike.to, lineEnd(source, alike.to));
  const comment = rest.includes('noqa') ? rest.trimEnd() : '';
  return insert(source, [linesAfter(source, alike.to, [line + comment])]);
}

function joinImport(module: ParsedModule, statement: ImportStatement, name: string): string {
  const { text } = module;
  const { from, listEnd, names, to } = statement;
  const items = names.map(({ name: key, from, to }) => ({ key, from, to }));
  const joined = insert(
    text,
    insertItem(text, items, { key: name, text: name }, compareMembers, listEnd),
  );
  const start = lineStart(text, from);
  const written = textOf(module, statement);
  const onOneLine = !written.includes('\n');
  const tooLong = lineEnd(joined, from) - start > LINE_LENGTH;
  const alone = text.slice(start, lineEnd(text, from)).trim() === written;
  if (!onOneLine || !tooLong || !alone) return joined;
  const members = [...names.map((each) => textOf(module, each)), name];
  const keys = items.map(({ key }) => key);
  if (isSorted(keys, compareMembers)) members.sort(compareMembers);
  const wrapped = wrapImport(statement.module, members, newlineOf(text));
  return text.slice(0, from) + wrapped + text.slice(to);
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
function addLines(
  module: ParsedModule,
  imports: readonly ImportStatement[],
  from: string,
  line: string,
): string {
  const { text } = module;
  const section = isStandard(from)
    ? (module: string) => isStandard(module)
    : (module: string) => firstSegment(module) === firstSegment(from);
  const neighbours = imports.filter((one) => section(one.module));
  const last = neighbours.at(-1);
  if (last !== undefined) {
    const modules = neighbours.map((one) => one.module);
    const next = isSorted(modules, compareNaturally)
      ? neighbours.find((one) => compareNaturally(one.module, from) > 0)
      : undefined;
    const place =
      next === undefined ? linesAfter(text, last.to, [line]) : linesBefore(text, next.from, [line]);
    return insert(text, [place]);
  }
  return addSection(module, imports, line);
}

/** Adds an import that has no neighbours. */
function addSection(
  module: ParsedModule,
  imports: readonly ImportStatement[],
  line: string,
): string {
  const { text } = module;
  const lastImport = imports.at(-1);
  if (lastImport !== undefined) return insert(text, [linesAfter(text, lastImport.to, ['', line])]);
  const docstring = statementsOf(module.root).find(({ name }) => name !== 'Comment');
  if (docstring?.name === 'ExpressionStatement' && docstring.firstChild?.name === 'String') {
    return insert(text, [linesAfter(text, docstring.to, ['', line])]);
  }
  const start = text.startsWith('\uFEFF') ? 1 : 0;
  const newline = newlineOf(text);
  const gap = text.slice(start).trim() === '' ? '' : newline;
  return insert(text, [{ at: start, text: line + newline + gap }]);
}

/** The modules of Python itself that emitted code imports from, and those that often stand beside them. */
const STANDARD = new Set(
  (
    'abc asyncio collections contextlib contextvars dataclasses datetime decimal enum functools hashlib io itertools ' +
    'json logging math operator os pathlib random re secrets string sys time types typing uuid'
  ).split(' '),
);

/** Whether a module is one of Python itself; of those, as many are known as are likely. */
export function isStandard(module: string): boolean {
  return STANDARD.has(firstSegment(module));
}

function firstSegment(module: string): string {
  return module.startsWith('.') ? '.' : (module.split('.')[0] ?? '');
}

/** The order of import sorters: CONSTANTS, then Classes, then the rest. */
function compareMembers(a: string, b: string): number {
  return memberKind(a) - memberKind(b) || compareNaturally(a, b);
}

/** The place of a name in that order. */
export function memberKind(name: string): number {
  if (name.length > 1 && name === name.toUpperCase()) return 0;
  return /^[A-Z]/.test(name) ? 1 : 2;
}
