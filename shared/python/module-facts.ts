/** What a module says: all that is known of a person's Python, whether to add a feature beside it or to edit it. */
import type { SyntaxNode } from '@lezer/common';
import {
  childrenOf,
  type ParsedModule,
  parsePython,
  plainBlocks,
  type Span,
  statementsOf,
  textOf,
  undecorated,
} from './syntax.js';

/** A name that a module imports; its offsets are those of `name as bound`. */
export interface ImportFact extends Span {
  /** The module as written, dots of a relative import first; empty for `import a`. */
  readonly module: string;
  /** The name in that module, `*` for all there are, or the whole module for `import a.b`. */
  readonly name: string;
  /** What it is called here. */
  readonly bound: string;
  /** Whether it is imported for type checkers only. */
  readonly typeOnly: boolean;
}

/** A statement that imports names. */
export interface ImportStatement extends Span {
  /** The module that all of its names are from; empty for `import a, b`. */
  readonly module: string;
  readonly names: readonly ImportFact[];
  /** Where its list of names ends: at the closing bracket, where it has one. */
  readonly listEnd: number;
}

/** A variable or an attribute with its value, as source texts; the offsets are those of the statement. */
export interface AssignmentFact extends Span {
  readonly annotation: string;
  readonly value: string;
}

/** A class at the top level. */
export interface ClassFact {
  readonly name: string;
  /** The decorators without `@`, as source texts. */
  readonly decorators: readonly string[];
  /** The bases as source texts. */
  readonly bases: readonly string[];
  /** The keywords after the bases: `table` is `True`. */
  readonly keywords: ReadonlyMap<string, string>;
  readonly fields: ReadonlyMap<string, AssignmentFact>;
  readonly methods: ReadonlyMap<string, FunctionFact>;
}

/** A function at the top level, or of a class. */
export interface FunctionFact {
  readonly name: string;
  readonly isAsync: boolean;
  /** Source texts: decorators without `@`, parameters without parentheses, what it returns, its body. */
  readonly decorators: readonly string[];
  readonly parameters: string;
  readonly returns: string;
  readonly body: string;
}

/** A call of `include_router`, wherever in the module. */
export interface IncludeFact {
  readonly receiver: string;
  /** The router as a source text. */
  readonly router: string;
  /** The further keyword arguments, as source texts by name. */
  readonly options: ReadonlyMap<string, string>;
  /** The call as a statement that always runs in its block; undefined inside a condition, a loop or the like. */
  readonly statement: BlockStatement | undefined;
  readonly inLoop: boolean;
}

/** A statement, and where the block starts that it stands in. */
interface BlockStatement extends Span {
  readonly block: number;
}

/** Everything that is read of a module. */
export interface ModuleFacts {
  readonly imports: readonly ImportFact[];
  readonly classes: readonly ClassFact[];
  readonly functions: readonly FunctionFact[];
  readonly variables: ReadonlyMap<string, AssignmentFact>;
  readonly includes: readonly IncludeFact[];
}

/** What a module defines itself. */
export type Definitions = Pick<ModuleFacts, 'classes' | 'functions' | 'variables'>;

/** Reads a module. What is not Python gives what can be read of it. */
export function readModuleFacts(text: string): ModuleFacts {
  return factsOf(parsePython(text));
}

/** Reads a module that is parsed already. */
export function factsOf(module: ParsedModule): ModuleFacts {
  const statements = statementsOf(module.root);
  return {
    imports: importsAmong(module, statements, false),
    classes: classesAmong(module, statements),
    functions: functionsAmong(module, statements),
    variables: assignmentsAmong(module, statements),
    includes: module.text.includes('include_router') ? includesIn(module) : [],
  };
}

/** The imports at the top level, in order. */
export function importStatementsOf(module: ParsedModule): ImportStatement[] {
  return statementsOf(module.root)
    .filter(({ name }) => name === 'ImportStatement')
    .map((node) => readImport(module, node, false));
}

/** Whether a module has a class, a function or a variable of that name. */
export function definesName(
  { classes, functions, variables }: Definitions,
  wanted: string,
): boolean {
  return (
    variables.has(wanted) ||
    [classes, functions].some((all) => all.some((one) => one.name === wanted))
  );
}

/** Whether a name stands for something in a module that runs: defined there, or imported. */
export function bindsName(
  facts: Definitions & { readonly imports: readonly Pick<ImportFact, 'bound' | 'typeOnly'>[] },
  wanted: string,
): boolean {
  return (
    definesName(facts, wanted) ||
    facts.imports.some(({ bound, typeOnly }) => bound === wanted && !typeOnly)
  );
}

function importsAmong(
  module: ParsedModule,
  statements: readonly SyntaxNode[],
  typeOnly: boolean,
): ImportFact[] {
  return statements.flatMap((node): readonly ImportFact[] => {
    if (node.name === 'ImportStatement') return readImport(module, node, typeOnly).names;
    if (node.name !== 'IfStatement' && node.name !== 'TryStatement') return [];
    const guarded = node.name === 'IfStatement' && /TYPE_CHECKING/.test(headOf(module, node));
    const nested = node.getChildren('Body').flatMap(statementsOf);
    return importsAmong(module, nested, typeOnly || guarded);
  });
}

function headOf(module: ParsedModule, node: SyntaxNode): string {
  return module.text.slice(node.from, node.getChild('Body')?.from ?? node.to);
}

function readImport(module: ParsedModule, node: SyntaxNode, typeOnly: boolean): ImportStatement {
  const children = childrenOf(node);
  const importAt = children.findIndex(({ name }) => name === 'import');
  const path = children.slice(1, importAt).map((part) => textOf(module, part));
  const from = path.join('');
  const list = children.slice(importAt + 1).filter(({ name }) => name !== '(' && name !== ')');
  const names = itemsOf(list).map((parts): ImportFact => {
    const { from: start, to } = spanOf(parts);
    const as = parts.findIndex(({ name }) => name === 'as');
    const name = module.text.slice(start, parts[as - 1]?.to ?? to);
    const alias = as < 0 ? undefined : module.text.slice(parts[as + 1]?.from, to);
    const bound = alias ?? (from === '' ? (name.split('.')[0] as string) : name);
    return { module: from, name, bound, typeOnly, from: start, to };
  });
  const close = children.find(({ name }) => name === ')');
  return { from: node.from, to: node.to, module: from, names, listEnd: close?.from ?? node.to };
}

/** What commas part: the nodes of each item, comments left out. */
function itemsOf(list: readonly SyntaxNode[]): SyntaxNode[][] {
  const items: SyntaxNode[][] = [[]];
  for (const node of list) {
    if (node.name === ',') items.push([]);
    else if (node.name !== 'Comment') items.at(-1)?.push(node);
  }
  return items.filter((item) => item.length > 0);
}

/** From the first of several nodes to the last. */
function spanOf(nodes: readonly SyntaxNode[]): Span {
  return { from: nodes[0]?.from ?? 0, to: nodes.at(-1)?.to ?? 0 };
}

function classesAmong(module: ParsedModule, statements: readonly SyntaxNode[]): ClassFact[] {
  return statements
    .map(undecorated)
    .filter(({ name }) => name === 'ClassDefinition')
    .map((node) => readClass(module, node));
}

function functionsAmong(module: ParsedModule, statements: readonly SyntaxNode[]): FunctionFact[] {
  return statements
    .map(undecorated)
    .filter(({ name }) => name === 'FunctionDefinition')
    .map((node) => readFunction(module, node));
}

/** The decorators above a definition, without `@`. */
function decoratorsOf(module: ParsedModule, definition: SyntaxNode): string[] {
  const { parent } = definition;
  if (parent?.name !== 'DecoratedStatement') return [];
  return parent.getChildren('Decorator').map((each) => textOf(module, each).slice(1).trim());
}

function nameOf(module: ParsedModule, definition: SyntaxNode): string {
  const name = definition.getChild('VariableName');
  return name === null ? '' : textOf(module, name);
}

function readClass(module: ParsedModule, node: SyntaxNode): ClassFact {
  const { positional, keywords } = readArguments(module, node.getChild('ArgList'));
  const statements = node.getChildren('Body').flatMap(statementsOf);
  return {
    name: nameOf(module, node),
    decorators: decoratorsOf(module, node),
    bases: positional,
    keywords,
    fields: assignmentsAmong(module, statements),
    methods: new Map(functionsAmong(module, statements).map((method) => [method.name, method])),
  };
}

function readFunction(module: ParsedModule, node: SyntaxNode): FunctionFact {
  const returns = node.getChild('TypeDef');
  const parameters = node.getChild('ParamList');
  const body = node.getChild('Body');
  return {
    name: nameOf(module, node),
    isAsync: node.firstChild?.name === 'async',
    decorators: decoratorsOf(module, node),
    parameters: parameters === null ? '' : textOf(module, parameters).slice(1, -1).trim(),
    returns: returns === null ? '' : textOf(module, returns).replace(/^->\s*/, ''),
    body: body === null ? '' : textOf(module, body).slice(1),
  };
}

function assignmentsAmong(
  module: ParsedModule,
  statements: readonly SyntaxNode[],
): Map<string, AssignmentFact> {
  const found = new Map<string, AssignmentFact>();
  for (const node of statements) {
    const target = node.firstChild;
    if (node.name !== 'AssignStatement' || target?.name !== 'VariableName') continue;
    const type = node.getChild('TypeDef');
    const operator = node.getChild('AssignOp');
    found.set(textOf(module, target), {
      annotation: type === null ? '' : textOf(module, type).replace(/^:\s*/, ''),
      value: operator === null ? '' : module.text.slice(operator.to, node.to).trim(),
      from: node.from,
      to: node.to,
    });
  }
  return found;
}

function readArguments(module: ParsedModule, list: SyntaxNode | null) {
  const positional: string[] = [];
  const keywords = new Map<string, string>();
  for (const item of list === null ? [] : itemsOf(childrenOf(list).slice(1, -1))) {
    const { from, to } = spanOf(item);
    const [first, operator] = item;
    if (first !== undefined && operator?.name === 'AssignOp') {
      keywords.set(textOf(module, first), module.text.slice(operator.to, to).trim());
    } else {
      positional.push(module.text.slice(from, to));
    }
  }
  return { positional, keywords };
}

function includesIn(module: ParsedModule): IncludeFact[] {
  const includes: IncludeFact[] = [];
  const plain = new Set(plainBlocks(module).map(({ from, name }) => `${name} ${from}`));
  module.root.cursor().iterate((cursor) => {
    if (cursor.name !== 'CallExpression') return;
    const [callee, args] = childrenOf(cursor.node);
    const property = callee?.getChild('PropertyName');
    if (!callee?.firstChild || !args || !property) return;
    if (textOf(module, property) !== 'include_router') return;
    const { positional, keywords } = readArguments(module, args);
    const router = keywords.get('router') ?? positional[0];
    if (router === undefined) return;
    const options = new Map([...keywords].filter(([name]) => name !== 'router'));
    const statement = cursor.node.parent;
    const block = statement?.parent;
    const isPlain =
      statement?.name === 'ExpressionStatement' &&
      block &&
      plain.has(`${block.name} ${block.from}`);
    includes.push({
      receiver: textOf(module, callee.firstChild),
      router,
      options,
      statement: isPlain
        ? { from: statement.from, to: statement.to, block: block.from }
        : undefined,
      inLoop: isInLoop(cursor.node),
    });
  });
  return includes;
}

function isInLoop(node: SyntaxNode): boolean {
  for (let parent = node.parent; parent !== null; parent = parent.parent) {
    if (/^(ForStatement|WhileStatement|ComprehensionExpression)$/.test(parent.name)) return true;
  }
  return false;
}
