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
  parseForEdit,
} from './edits.js';
import {
  childrenOf,
  type FromImport,
  fromImportsOf,
  type PythonModule,
  statementsOf,
} from './syntax.js';

/** A name to import. */
export interface PythonImport {
  /** The module to import from: `app.models`. */
  readonly module: string;
  readonly name: string;
  /** What it is to be called here, where not by its own name. */
  readonly alias?: string;
}

/** A name to import, and the file to import it in. */
export interface ImportRequest extends PythonImport {
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
  const imports = fromImportsOf(module);
  const same = imports.filter((one) => one.module === from && one.names.length > 0);
  if (same.some(({ names }) => names.some(({ bound }) => bound === (alias ?? name)))) return source;
  // Import sorters keep `x as y` on a line of its own, unless it stands among others already.
  const joinable = same.filter(
    ({ names }) => alias === undefined || names.some((each) => each.bound !== each.name),
  );
  const [first] = joinable;
  return first === undefined
    ? addLines(
        module,
        imports,
        from,
        request.comment === undefined
          ? wrapImport(module, from, name)
          : `${line}  ${request.comment}`,
      )
    : joinImport(module, first, name);
}

function joinImport(
  module: PythonModule,
  { node, names, module: from }: FromImport,
  name: string,
): string {
  const { text } = module;
  const items = names.map(({ name: key, from, to }) => ({ key, from, to }));
  const close = childrenOf(node).find((child) => child.name === ')');
  const end = close?.from ?? node.to;
  const joined = insert(
    text,
    insertItem(module, items, { key: name, text: name }, compareMembers, end),
  );
  const start = lineStart(text, node.from);
  const onOneLine = !text.slice(node.from, node.to).includes('\n');
  const tooLong = lineEnd(joined, node.from) - start > LINE_LENGTH;
  const alone =
    text.slice(start, lineEnd(text, node.from)).trim() === text.slice(node.from, node.to);
  if (!onOneLine || !tooLong || !alone) return joined;
  const members = [...names.map(({ from, to }) => text.slice(from, to)), name];
  const wrapped = [
    `from ${from} import (`,
    ...(isSorted(
      items.map(({ key }) => key),
      compareMembers,
    )
      ? members.sort(compareMembers)
      : members
    ).map((member) => `    ${member},`),
    ')',
  ].join(module.newline);
  return text.slice(0, node.from) + wrapped + text.slice(node.to);
}

function wrapImport({ newline }: PythonModule, from: string, name: string): string {
  const line = `from ${from} import ${name}`;
  return line.length <= LINE_LENGTH
    ? line
    : [`from ${from} import (`, `    ${name},`, ')'].join(newline);
}

/** @param line the import, which may be wrapped over several lines. */
function addLines(
  module: PythonModule,
  imports: readonly FromImport[],
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
      next === undefined
        ? linesAfter(module, last.node.to, [line])
        : linesBefore(module, next.node.from, [line]);
    return insert(text, [place]);
  }
  const statements = statementsOf(module.root).filter(({ name }) => name !== 'Comment');
  const lastImport = statements.filter(({ name }) => name === 'ImportStatement').at(-1);
  if (lastImport !== undefined)
    return insert(text, [linesAfter(module, lastImport.to, ['', line])]);
  const [docstring] = statements;
  if (docstring?.name === 'ExpressionStatement' && docstring.firstChild?.name === 'String') {
    return insert(text, [linesAfter(module, docstring.to, ['', line])]);
  }
  const start = text.startsWith('\uFEFF') ? 1 : 0;
  const gap = text.slice(start).trim() === '' ? '' : module.newline;
  return insert(text, [{ at: start, text: line + module.newline + gap }]);
}

/** The modules of Python itself that emitted code imports from, and those that often stand beside them. */
const STANDARD = new Set(
  (
    'abc asyncio collections contextlib contextvars dataclasses datetime decimal enum functools hashlib io itertools ' +
    'json logging math operator os pathlib random re secrets string sys time types typing uuid'
  ).split(' '),
);

function isStandard(module: string): boolean {
  return STANDARD.has(firstSegment(module));
}

function firstSegment(module: string): string {
  return module.startsWith('.') ? '.' : (module.split('.')[0] ?? '');
}

/** The order of import sorters: CONSTANTS, then Classes, then the rest. */
function compareMembers(a: string, b: string): number {
  return memberKind(a) - memberKind(b) || compareNaturally(a, b);
}

function memberKind(name: string): number {
  if (name.length > 1 && name === name.toUpperCase()) return 0;
  return /^[A-Z]/.test(name) ? 1 : 2;
}
