/** The statements that import: which names of which modules they mean. */
import type { Statement } from './syntax.js';
import { type Span, spanOf, splitTokens, type Token } from './tokens.js';

/** A name that a module imports; its offsets are those of `name as bound`. */
export interface ImportFact extends Span {
  /** The module as written, dots of a relative import first; empty for `import a`. */
  readonly module: string;
  /** The name in that module, `*` for all there are, or the whole module for `import a.b`. */
  readonly name: string;
  /** What it is called here. */
  readonly bound: string;
  /** What `as` calls it, be it its own name. */
  readonly alias?: string;
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

/** Whether a statement imports names. */
export function isImport({ keyword }: Statement): boolean {
  return keyword === 'import' || keyword === 'from';
}

/** What an imported name is called in the module that imports it. */
export function boundName({
  alias,
  module,
  name,
}: Pick<ImportFact, 'alias' | 'module' | 'name'>): string {
  return alias ?? (module === '' ? (name.split('.')[0] as string) : name);
}

/**
 * Reads a statement that imports names.
 *
 * @param typeOnly whether it is for type checkers only.
 */
export function readImport({ from, to, tokens }: Statement, typeOnly = false): ImportStatement {
  const importAt = tokens.findIndex(({ text }) => text === 'import');
  const module = joined(tokens.slice(1, importAt));
  const list = tokens.slice(importAt + 1).filter(({ text }) => text !== '(' && text !== ')');
  const names = splitTokens(list, ',').map((parts): ImportFact => {
    const as = parts.findIndex(({ text }) => text === 'as');
    const name = joined(as < 0 ? parts : parts.slice(0, as));
    const { from, to } = spanOf(parts);
    // Without spreading, which takes longer than all else here: each import of each file is read.
    if (as < 0) return { module, name, bound: boundName({ module, name }), typeOnly, from, to };
    const alias = joined(parts.slice(as + 1));
    return { module, name, alias, bound: alias, typeOnly, from, to };
  });
  const last = tokens.at(-1);
  const listEnd = last?.text === ')' ? last.from : to;
  return { from, to, module, names, listEnd };
}

function joined(tokens: readonly Token[]): string {
  return tokens.map(({ text }) => text).join('');
}
