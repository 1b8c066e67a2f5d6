/** The syntax of Python: parsing a module and walking through its nodes, whatever they mean. */
import { type SyntaxNode, type Tree, TreeFragment } from '@lezer/common';
import { parser } from '@lezer/python';

/** A parsed module. */
export interface ParsedModule {
  readonly text: string;
  readonly root: SyntaxNode;
}

/** A stretch of a module's text. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** The modules parsed last; a run edits the same few files again and again. */
const recent: { readonly module: ParsedModule; readonly tree: Tree }[] = [];
const MOST_RECENT = 8;

/** Parses a module. Text that is not Python parses too: whether it is, is for ruff to say. */
export function parsePython(text: string): ParsedModule {
  const known = recent.find(({ module }) => module.text === text);
  if (known !== undefined) return known.module;
  // A byte-order mark is no part of the language; a space in its place keeps the offsets.
  const tree = parser.parse(text.replace(/^\uFEFF/, ' '), reusableFragments(text));
  const module: ParsedModule = { text, root: tree.topNode };
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
export function textOf(module: Pick<ParsedModule, 'text'>, { from, to }: Span): string {
  return module.text.slice(from, to);
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

/** The function or class that decorators stand before; any other node itself. */
export function undecorated(node: SyntaxNode): SyntaxNode {
  return node.name === 'DecoratedStatement' ? (node.lastChild ?? node) : node;
}

/** The module itself and the bodies of its functions: where a statement runs unconditionally. */
export function plainBlocks(module: ParsedModule): SyntaxNode[] {
  const bodies = statementsOf(module.root)
    .map(undecorated)
    .filter(({ name }) => name === 'FunctionDefinition')
    .flatMap((node) => node.getChild('Body') ?? []);
  return [module.root, ...bodies];
}
