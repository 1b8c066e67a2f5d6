/** The imports of a module: which of them it needs, and the order that ruff puts them in. */
import { compareNaturally, indentAt, lineEnd, lineStart } from './edits.js';
import { boundName, isImport, readImport } from './import-statements.js';
import {
  compareMembers,
  isStandard,
  type PythonImport,
  wrapImport,
  writeImported,
} from './imports.js';
import { usedNames } from './name-uses.js';
import { isPackaged } from './packages.js';
import type { ParsedModule, Statement } from './syntax.js';
import { isString, type Span, type Token } from './tokens.js';

/** A name that is imported; the module is empty for `import a.b`. */
interface BlockName extends PythonImport {
  /** A comment that keeps it, used or not. */
  readonly waiver?: string;
}

/** Imports that follow each other; its offsets are those of its lines. */
interface ImportBlock extends Span {
  readonly indent: number;
  readonly names: readonly BlockName[];
}

/** What there is to know for putting imports in order. */
interface ImportOrder {
  readonly lineLength: number;
  /** The project's own top-level modules. */
  readonly firstParty: readonly string[];
}

/** Comments that tell ruff to do something else than it would. */
const DIRECTIVE = /^#\s*(flake8|fmt|isort|ruff|yapf)\b/i;

/** The one comment that an import may have. */
const WAIVER = /^# noqa: F401( {2}#.*)?$/;

/**
 * Takes out the imports that a module does not use, and sorts the others, as ruff does.
 *
 * @param added further imports that it may need.
 * @returns the text with its imports in order; undefined where something is out of the ordinary, so that it is
 *   not certain what ruff would do.
 */
export function tidyImports(
  { comments, statements, text }: ParsedModule,
  order: ImportOrder,
  added: readonly PythonImport[],
): string | undefined {
  if (comments.some((comment) => DIRECTIVE.test(comment.text))) return undefined;
  const blocks = blocksAmong(text, statements, comments);
  const first = blocks.find(({ indent }) => indent === 0);
  const there = blocks.flatMap((block) => block.names);
  const further = added.filter((one) => !there.some((each) => isSame(each, one)));
  const names: readonly BlockName[] = [...there, ...further];
  if ((first === undefined && further.length > 0) || !areOrdinary(names)) return undefined;
  const isWithin = ({ from }: Span) =>
    blocks.some((block) => block.from <= from && from < block.to);
  if (statements.some((each) => isWithin(each) && !isImport(each))) return undefined;
  const waived = names.filter(({ waiver }) => waiver !== undefined).length;
  if (comments.filter(isWithin).length > waived) return undefined;
  // A comment above the imports may be one of the first of them.
  if (first !== undefined && comments.some(({ from }) => from < first.from)) return undefined;
  const used = usedNames(withoutImports(statements, isWithin), new Set(names.map(boundName)));
  if (used === undefined) return undefined;
  const isNeeded = (one: BlockName) =>
    one.waiver !== undefined || isFuture(one) || used.has(boundName(one));
  let result = text;
  for (const block of blocks.toReversed()) {
    const all = block === first ? [...block.names, ...further] : block.names;
    const needed = all.filter(isNeeded);
    const written = writeImports(needed, block.indent, order);
    const next = statements.find(({ from }) => from > block.to);
    const isLast = text.slice(block.to).trim() === '';
    // Elsewhere it depends on how ruff takes imports out which lines are left empty.
    const isOnlyPart = text.slice(0, block.from).trim() === '';
    const isClear =
      needed.length > 0 ? isLast || next !== undefined : isLast && block === first && !isOnlyPart;
    if (written === undefined || !isClear) return undefined;
    result = replaceBlock(result, block, written, block === first ? next : undefined);
  }
  return result;
}

/** The imports at the top, and those for type checkers. */
function blocksAmong(
  text: string,
  statements: readonly Statement[],
  comments: readonly Token[],
): ImportBlock[] {
  const [docstring] = statements;
  const top = statements.slice(docstring?.tokens.every(isString) ? 1 : 0);
  const groups = [top, ...statements.filter(isForTypeCheckers).map(({ block = [] }) => block)];
  return groups.flatMap((group) => {
    const end = group.findIndex((each) => !isImport(each));
    const imports = end < 0 ? group : group.slice(0, end);
    const [first, last] = [imports[0], imports.at(-1)];
    if (first === undefined || last === undefined) return [];
    return [
      {
        indent: indentAt(text, first.from).length,
        names: withoutRepeated(imports.map((each) => namesOf(each, text, comments))),
        from: lineStart(text, first.from),
        to: lineEnd(text, last.to),
      },
    ];
  });
}

function isForTypeCheckers({ keyword, tokens }: Statement): boolean {
  return keyword === 'if' && tokens.length === 2 && tokens[1]?.text === 'TYPE_CHECKING';
}

/** Returns the statements without those that are within the blocks. */
function withoutImports(
  statements: readonly Statement[],
  isWithin: (span: Span) => boolean,
): Statement[] {
  return statements
    .filter((each) => !isWithin(each))
    .map((each) =>
      isForTypeCheckers(each)
        ? { ...each, block: each.block?.filter((inner) => !isWithin(inner)) }
        : each,
    );
}

function namesOf(statement: Statement, text: string, comments: readonly Token[]): BlockName[] {
  const { from, to } = statement;
  const comment = comments.find((each) => from < each.from && !text.slice(to, each.from).trim());
  const isBehind = comment !== undefined && !text.slice(from, comment.from).includes('\n');
  const { module, names } = readImport(statement);
  const isWaived = isBehind && module === '' && WAIVER.test(comment.text);
  const waiver = isWaived ? { waiver: comment.text } : {};
  return names.map(({ bound, from, to, typeOnly, ...name }) => ({ ...name, ...waiver }));
}

/** The names of several statements, without those that an earlier one has imported. */
function withoutRepeated(statements: readonly BlockName[][]): BlockName[] {
  return statements.flatMap((names, index) => {
    const earlier = statements.slice(0, index).flat();
    return names.filter((one) => !earlier.some((each) => isSame(each, one)));
  });
}

function isSame(a: BlockName, b: BlockName): boolean {
  return (['alias', 'module', 'name', 'waiver'] as const).every((key) => a[key] === b[key]);
}

function isFuture({ module }: BlockName): boolean {
  return module === '__future__';
}

/** Whether no two imports bind the same name, and none does it in an unusual way. */
function areOrdinary(names: readonly BlockName[]): boolean {
  // Those of `__future__` have to be the first.
  if (names.findLastIndex(isFuture) >= names.filter(isFuture).length) return false;
  return (
    new Set(names.map(boundName)).size === names.length &&
    names.every(
      ({ alias, module, name }) =>
        name !== '*' &&
        name !== alias &&
        // Under another name, what types are made with would not be recognised.
        (alias === undefined || !/^typing/.test(module)),
    )
  );
}

/** Writes imports in sections and sorted; undefined where it is not certain to which section one belongs. */
function writeImports(
  names: readonly BlockName[],
  indent: number,
  { firstParty, lineLength }: ImportOrder,
): string | undefined {
  const own = new Set(firstParty);
  const sections: [BlockName[], BlockName[], BlockName[], BlockName[], BlockName[]] = [
    [],
    [],
    [],
    [],
    [],
  ];
  for (const one of names) {
    const section = sectionOf(one, own);
    if (section === undefined) return undefined;
    sections[section].push(one);
  }
  const margin = ' '.repeat(indent);
  return sections
    .filter((section) => section.length > 0)
    .map((section) => writeSection(section, lineLength - indent))
    .join('\n\n')
    .replaceAll(/^(?=.)/gm, margin);
}

/** The place of an import's section: future, Python's own, third parties, first party, relative. */
function sectionOf(
  { module, name }: BlockName,
  firstParty: ReadonlySet<string>,
): 0 | 1 | 2 | 3 | 4 | undefined {
  if (module.startsWith('.')) return 4;
  const [top = ''] = (module || name).split('.');
  if (top === '__future__') return 0;
  if (firstParty.has(top)) return 3;
  if (isStandard(top)) return 1;
  return isPackaged(top) ? 2 : undefined;
}

/** `import` before `from`, in order of the modules, then of the names. */
function writeSection(names: readonly BlockName[], lineLength: number): string {
  const plain = names.filter(({ module }) => module === '').sort(compareNames);
  const statements = new Map<string, BlockName[]>();
  for (const one of names.filter(({ module }) => module !== '')) {
    // What gets another name has a statement of its own.
    const key = one.alias === undefined ? one.module : JSON.stringify(one);
    statements.set(key, [...(statements.get(key) ?? []), one]);
  }
  const sorted = [...statements.values()]
    .map((all) => all.sort(compareImported))
    .sort(([a], [b]) => compareModules(a as BlockName, b as BlockName));
  const lines = [
    ...plain.map(({ waiver, ...one }) =>
      [`import ${writeImported(one)}`, waiver].filter((part) => part !== undefined).join('  '),
    ),
    ...sorted.map((all) => writeFrom(all, lineLength)),
  ];
  return lines.join('\n');
}

function writeFrom(all: readonly BlockName[], lineLength: number): string {
  const { module } = all[0] as BlockName;
  const names = all.map(writeImported);
  const line = `from ${module} import ${names.join(', ')}`;
  return line.length <= lineLength ? line : wrapImport(module, names, '\n');
}

function compareImported(a: BlockName, b: BlockName): number {
  return compareMembers(a.name, b.name) || compareNames(a, b);
}

function compareNames(a: BlockName, b: BlockName): number {
  return compareTexts(a.name, b.name) || compareTexts(a.alias ?? '', b.alias ?? '');
}

/** The farther up a relative module is, the earlier it comes. */
function compareModules(a: BlockName, b: BlockName): number {
  const [left = '', right = ''] = [a, b].map(({ module }) => /^\.*/.exec(module)?.[0]);
  return (
    right.length - left.length ||
    compareTexts(a.module.slice(left.length), b.module.slice(right.length)) ||
    compareImported(a, b)
  );
}

function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  return compareNaturally(a, b) || (a < b ? -1 : 1);
}

/** Puts sorted imports in the place of a block, and as many empty lines as belong before what is next. */
function replaceBlock(
  text: string,
  { from, to }: ImportBlock,
  written: string,
  next: Statement | undefined,
): string {
  if (next === undefined) return text.slice(0, from) + written + text.slice(to);
  const rest = text.slice(to).replace(/^( *\n)+/, '');
  // A comment that stands alone parts the imports from a definition.
  const between = rest.slice(0, rest.length - (text.length - next.from));
  const isDefinition = /^(class|def)$/.test(next.keyword);
  const gap = isDefinition && !/\n *\n/.test(between) ? '\n\n\n' : '\n\n';
  return text.slice(0, from) + written + gap + rest;
}
