/** What a module says, as far as somebody who adds a feature beside it has to know. */
import type { SyntaxNode } from '@lezer/common';
import {
  childrenOf,
  type PythonModule,
  parsePython,
  statementsOf,
  textOf,
  undecorated,
} from './syntax.js';

/** A name that a module imports. */
export interface ImportFact {
  /** The module as written, dots of a relative import first; empty for `import a`. */
  readonly module: string;
  /** The name in that module, or the whole module for `import a.b`. */
  readonly name: string;
  /** What it is called here. */
  readonly bound: string;
  /** Whether it is imported for type checkers only. */
  readonly typeOnly: boolean;
}

/** A variable or an attribute with its value, as source texts. */
export interface AssignmentFact {
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
}

/** Everything that is read of a module. */
export interface ModuleFacts {
  readonly imports: readonly ImportFact[];
  readonly classes: readonly ClassFact[];
  readonly functions: readonly FunctionFact[];
  readonly variables: ReadonlyMap<string, AssignmentFact>;
  readonly includes: readonly IncludeFact[];
}

/** Reads a module. What is not Python gives what can be read of it. */
export function readModuleFacts(text: string): ModuleFacts {
  const module = parsePython(text);
  const statements = statementsOf(module.root).map(
    (node) => [undecorated(node), decoratorsOf(module, node)] as const,
  );
  return {
    imports: importsIn(module, module.root, false),
    classes: statements.flatMap(([node, decorators]) =>
      node.name === 'ClassDefinition' ? [readClass(module, node, decorators)] : [],
    ),
    functions: statements.flatMap(([node, decorators]) =>
      node.name === 'FunctionDefinition' ? [readFunction(module, node, decorators)] : [],
    ),
    variables: assignments(module, module.root),
    includes: text.includes('include_router') ? includesIn(module) : [],
  };
}

function importsIn(module: PythonModule, block: SyntaxNode, typeOnly: boolean): ImportFact[] {
  return statementsOf(block).flatMap((node): ImportFact[] => {
    if (node.name === 'ImportStatement') return readImport(module, node, typeOnly);
    if (node.name !== 'IfStatement' && node.name !== 'TryStatement') return [];
    const guarded = node.name === 'IfStatement' && /TYPE_CHECKING/.test(headOf(module, node));
    return node.getChildren('Body').flatMap((body) => importsIn(module, body, typeOnly || guarded));
  });
}

function headOf(module: PythonModule, node: SyntaxNode): string {
  return module.text.slice(node.from, node.getChild('Body')?.from ?? node.to);
}

function readImport(module: PythonModule, node: SyntaxNode, typeOnly: boolean): ImportFact[] {
  const source = textOf(module, node)
    .replaceAll(/#.*/g, ' ')
    .replaceAll(/[()\\\s]+/g, ' ')
    .trim();
  const from = /^from (.+?) import (.+)$/.exec(source);
  const list = from?.[2] ?? source.replace(/^import /, '');
  return list
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean)
    .map((item) => {
      const [name = '', alias] = item.split(' as ').map((part) => part.trim());
      const bound = alias ?? (from ? name : (name.split('.')[0] ?? name));
      return { module: from ? (from[1] ?? '').replaceAll(' ', '') : '', name, bound, typeOnly };
    });
}

function decoratorsOf(module: PythonModule, node: SyntaxNode): string[] {
  return node.getChildren('Decorator').map((each) => textOf(module, each).slice(1).trim());
}

function readClass(
  module: PythonModule,
  node: SyntaxNode,
  decorators: readonly string[],
): ClassFact {
  const { positional, keywords } = readArguments(module, node.getChild('ArgList'));
  const body = node.getChild('Body');
  const methods = new Map<string, FunctionFact>();
  for (const statement of body === null ? [] : statementsOf(body)) {
    const definition = undecorated(statement);
    if (definition.name !== 'FunctionDefinition') continue;
    const method = readFunction(module, definition, decoratorsOf(module, statement));
    methods.set(method.name, method);
  }
  return {
    name: nameOf(module, node),
    decorators,
    bases: positional,
    keywords,
    fields: body === null ? new Map() : assignments(module, body),
    methods,
  };
}

function readFunction(
  module: PythonModule,
  node: SyntaxNode,
  decorators: readonly string[],
): FunctionFact {
  const returns = node.getChild('TypeDef');
  const parameters = node.getChild('ParamList');
  const body = node.getChild('Body');
  return {
    name: nameOf(module, node),
    isAsync: node.firstChild?.name === 'async',
    decorators,
    parameters: parameters === null ? '' : textOf(module, parameters).slice(1, -1).trim(),
    returns: returns === null ? '' : textOf(module, returns).replace(/^->\s*/, ''),
    body: body === null ? '' : textOf(module, body).slice(1),
  };
}

function nameOf(module: PythonModule, node: SyntaxNode): string {
  const name = node.getChild('VariableName');
  return name === null ? '' : textOf(module, name);
}

function assignments(module: PythonModule, block: SyntaxNode): Map<string, AssignmentFact> {
  const found = new Map<string, AssignmentFact>();
  for (const node of statementsOf(block)) {
    const target = node.firstChild;
    if (node.name !== 'AssignStatement' || target?.name !== 'VariableName') continue;
    const type = node.getChild('TypeDef');
    const operator = node.getChild('AssignOp');
    found.set(textOf(module, target), {
      annotation: type === null ? '' : textOf(module, type).replace(/^:\s*/, ''),
      value: operator === null ? '' : module.text.slice(operator.to, node.to).trim(),
    });
  }
  return found;
}

function readArguments(module: PythonModule, args: SyntaxNode | null) {
  const positional: string[] = [];
  const keywords = new Map<string, string>();
  const parts = args === null ? [] : childrenOf(args).slice(1, -1);
  let start = 0;
  for (let index = 0; index <= parts.length; index += 1) {
    if (index < parts.length && parts[index]?.name !== ',') continue;
    const group = parts.slice(start, index).filter(({ name }) => name !== 'Comment');
    start = index + 1;
    const [first, operator] = group;
    const last = group.at(-1);
    if (first === undefined || last === undefined) continue;
    if (operator?.name === 'AssignOp') {
      keywords.set(textOf(module, first), module.text.slice(operator.to, last.to).trim());
    } else {
      positional.push(module.text.slice(first.from, last.to));
    }
  }
  return { positional, keywords };
}

function includesIn(module: PythonModule): IncludeFact[] {
  const includes: IncludeFact[] = [];
  module.root.cursor().iterate((cursor) => {
    if (cursor.name !== 'CallExpression') return;
    const [callee, args] = childrenOf(cursor.node);
    const property = callee?.getChild('PropertyName');
    if (!callee?.firstChild || !args || !property) return;
    if (textOf(module, property) !== 'include_router') return;
    const { positional, keywords } = readArguments(module, args);
    const router = keywords.get('router') ?? positional[0] ?? '';
    const options = new Map([...keywords].filter(([name]) => name !== 'router'));
    includes.push({ receiver: textOf(module, callee.firstChild), router, options });
  });
  return includes;
}
