/** Reading Python: a parsed module, and the few questions we ask of it. */
import { type SyntaxNode, type Tree, TreeFragment } from '@lezer/common';
import { parser } from '@lezer/python';

/** A parsed module. */
export interface PythonModule {
  readonly text: string;
  readonly root: SyntaxNode;
  /** How the file ends its lines. */
  readonly newline: '\n' | '\r\n';
}

/** A `from module import name as alias`, at the top level of a module. */
export interface FromImport {
  readonly node: SyntaxNode;
  /** As written, with leading dots for a relative one. */
  readonly module: string;
  /** The names imported; empty for `*`. */
  readonly names: readonly ImportedName[];
}

/** One name of an import. */
export interface ImportedName {
  readonly name: string;
  /** The name it is bound to here. */
  readonly bound: string;
  /** Offsets of `name as alias`. */
  readonly from: number;
  readonly to: number;
}

/** A class at the top level of a module. */
export interface PythonClass {
  readonly name: string;
  /** The bases' source texts. */
  readonly bases: readonly string[];
  /** The source texts of the values assigned in its body, by name. */
  readonly values: ReadonlyMap<string, string>;
}

/** The modules parsed last; a run edits the same few files again and again. */
const recent: { readonly module: PythonModule; readonly tree: Tree }[] = [];
const MOST_RECENT = 8;

/** Parses a module. Text that is not Python parses too: whether it is, is for ruff to say. */
export function parsePython(text: string): PythonModule {
  const known = recent.find(({ module }) => module.text === text);
  if (known !== undefined) return known.module;
  // A byte-order mark is no part of the language; a space in its place keeps the offsets.
  const tree = parser.parse(text.replace(/^\uFEFF/, ' '), reusableFragments(text));
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const module: PythonModule = { text, root: tree.topNode, newline };
  recent.unshift({ module, tree });
  recent.length = Math.min(recent.length, MOST_RECENT);
  return module;
}

/** What the parser can take over from an earlier state of the same file: all but the part that changed. */
function reusableFragments(text: string): readonly TreeFragment[] {
  for (const { module, tree } of recent) {
    const earlier = module.text;
    const shorter = Math.min(earlier.length, text.length);
    let start = 0;
    while (start < shorter && earlier[start] === text[start]) start += 1;
    let end = 0;
    while (end < shorter - start && earlier.at(-1 - end) === text.at(-1 - end)) end += 1;
    if (start + end < text.length / 2) continue;
    const change = {
      fromA: start,
      toA: earlier.length - end,
      fromB: start,
      toB: text.length - end,
    };
    return TreeFragment.applyChanges(TreeFragment.addTree(tree), [change]);
  }
  return [];
}

/** The source text of a node. */
export function textOf(module: PythonModule, node: SyntaxNode): string {
  return module.text.slice(node.from, node.to);
}

/** A node's children, in order. */
export function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) children.push(child);
  return children;
}

/** The statements of a block: of a module, or of the `Body` of something. */
export function statementsOf(block: SyntaxNode): SyntaxNode[] {
  return childrenOf(block).flatMap((node) =>
    // Several on one line, parted by semicolons.
    node.name === 'StatementGroup' ? childrenOf(node) : [node],
  );
}

/** The module itself and the bodies of its functions: where a statement runs unconditionally. */
export function plainBlocks(module: PythonModule): SyntaxNode[] {
  const bodies = statementsOf(module.root)
    .map(undecorated)
    .filter(({ name }) => name === 'FunctionDefinition')
    .flatMap((node) => node.getChild('Body') ?? []);
  return [module.root, ...bodies];
}

/** The `from` imports at the top level, in order. */
export function fromImportsOf(module: PythonModule): FromImport[] {
  return statementsOf(module.root)
    .filter((node) => node.name === 'ImportStatement' && node.firstChild?.name === 'from')
    .map((node) => readFromImport(module, node));
}

function readFromImport(module: PythonModule, node: SyntaxNode): FromImport {
  const children = childrenOf(node);
  const importAt = children.findIndex(({ name }) => name === 'import');
  const path = children.slice(1, importAt);
  const names: ImportedName[] = [];
  const parts = children.slice(importAt + 1);
  for (const [index, part] of parts.entries()) {
    if (part.name !== 'VariableName' || parts[index - 1]?.name === 'as') continue;
    const alias = parts[index + 1]?.name === 'as' ? parts[index + 2] : undefined;
    const name = textOf(module, part);
    names.push({
      name,
      bound: alias === undefined ? name : textOf(module, alias),
      from: part.from,
      to: (alias ?? part).to,
    });
  }
  return { node, module: path.map((part) => textOf(module, part)).join(''), names };
}

/** The classes at the top level, in order. */
export function classesOf(module: PythonModule): PythonClass[] {
  return statementsOf(module.root)
    .map(undecorated)
    .filter((node) => node.name === 'ClassDefinition')
    .map((node) => {
      const body = node.getChild('Body');
      return {
        name: nameIn(module, node),
        bases: childrenOf(node.getChild('ArgList') ?? node)
          .filter(({ name }) => name === 'VariableName' || name === 'MemberExpression')
          .map((base) => textOf(module, base)),
        values: body === null ? new Map() : assignedIn(module, body),
      };
    });
}

/** The source texts of the values assigned at the top level, by name. */
export function assignmentsOf(module: PythonModule): ReadonlyMap<string, string> {
  return assignedIn(module, module.root);
}

function assignedIn(module: PythonModule, block: SyntaxNode): Map<string, string> {
  const values = new Map<string, string>();
  for (const node of statementsOf(block)) {
    const [target] = childrenOf(node);
    const value = node.lastChild;
    if (node.name !== 'AssignStatement' || target?.name !== 'VariableName' || value === null)
      continue;
    values.set(textOf(module, target), textOf(module, value));
  }
  return values;
}

/** Whether a name is bound at the top level: by a class, a function, an assignment or an import. */
export function definesName(text: string, name: string): boolean {
  const module = parsePython(text);
  if (assignmentsOf(module).has(name)) return true;
  return (
    statementsOf(module.root)
      .map(undecorated)
      .some(
        (node) =>
          ['ClassDefinition', 'FunctionDefinition'].includes(node.name) &&
          nameIn(module, node) === name,
      ) || fromImportsOf(module).some(({ names }) => names.some(({ bound }) => bound === name))
  );
}

/** The function or class that decorators stand before; any other node itself. */
export function undecorated(node: SyntaxNode): SyntaxNode {
  return node.name === 'DecoratedStatement' ? (node.lastChild ?? node) : node;
}

/** The text that a string literal stands for; undefined for anything but a plain one. */
export function plainString(literal: string): string | undefined {
  const match = /^(["'])([^"'\\]*)\1$/.exec(literal);
  return match?.[2];
}

function nameIn(module: PythonModule, node: SyntaxNode): string {
  const name = node.getChild('VariableName');
  return name === null ? '' : textOf(module, name);
}
