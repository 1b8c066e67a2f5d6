/** A module as the smallest things that can be put in or taken out: imported names, exported names, statements. */
import { listOfAll } from '../python/exports.js';
import { type ImportFact, isImport, readImport } from '../python/import-statements.js';
import type { ParsedModule, Statement } from '../python/syntax.js';
import {
  depthsOf,
  isClosing,
  isWord,
  type Span,
  spanOf,
  splitTokens,
  type Token,
} from '../python/tokens.js';

/** What an entity is found by, however it is formatted and wherever in its block it stands. */
export interface EntityKey {
  /** The heads of the blocks that it stands in. */
  readonly scope: string;
  /** Its words. */
  readonly key: string;
}

/** The smallest thing that can be put in or taken out. Its span is that of its own words. */
export interface Entity extends EntityKey, Span {
  readonly kind: 'import' | 'item' | 'statement';
  /** The statement that it is, or is part of. */
  readonly statement: Statement;
  /** How many statements there are in its block. */
  readonly siblings: number;
  /** The name that an import binds. */
  readonly imported?: ImportFact;
  /** The names that it uses; attributes are none. */
  readonly uses: ReadonlySet<string>;
}

/** Returns the entities of a module, in their order. */
export function entitiesOf({ statements }: ParsedModule): Entity[] {
  return entitiesIn(statements, '');
}

function entitiesIn(statements: readonly Statement[], scope: string): Entity[] {
  return statements.flatMap((statement): Entity[] => {
    const owner = { statement, scope, siblings: statements.length };
    if (isImport(statement)) return importedNames(statement).map((one) => ({ ...owner, ...one }));
    const { block, from, to, tokens } = statement;
    if (block !== undefined) return entitiesIn(block, `${scope}${keyOf(tokens)}: `);
    const [list] = listOfAll(statement);
    if (list !== undefined) {
      return list.items.map((item) => ({
        ...owner,
        ...spanOf(item),
        kind: 'item',
        key: `__all__: ${keyOf(item)}`,
        uses: new Set(item.map(({ text }) => text.slice(1, -1))),
      }));
    }
    return [{ ...owner, from, to, kind: 'statement', key: keyOf(tokens), uses: usedIn(tokens) }];
  });
}

function importedNames(statement: Statement) {
  return readImport(statement).names.map((imported) => ({
    kind: 'import' as const,
    imported,
    from: imported.from,
    to: imported.to,
    key: `from ${imported.module} import ${imported.name} as ${imported.bound}`,
    uses: new Set<string>(),
  }));
}

/**
 * Returns words, without what depends on how they are formatted: commas before brackets, quotes, parentheses for lines
 * that would be too long.
 */
export function keyOf(tokens: readonly Token[]): string {
  const loose = looseParentheses(tokens);
  return tokens
    .filter(({ text }, at) => text !== ',' || !/^[)\]}]$/.test(tokens[at + 1]?.text ?? ''))
    .filter((token) => !loose.has(token))
    .map(({ text }) => text.replace(/^'([^'"\\]*)'$/, '"$1"'))
    .join(' ');
}

/** What a formatter may put parentheses behind, around all that follows. */
const BEFORE_PARENTHESES = /^(?:=|assert|elif|if|in|return|while|with|yield)$/;

/** Returns the parentheses that say nothing. */
function looseParentheses(tokens: readonly Token[]): ReadonlySet<Token> {
  const loose = new Set<Token>();
  for (const [at, open] of tokens.entries()) {
    const before = tokens[at - 1]?.text ?? '';
    if (open.text !== '(' || !BEFORE_PARENTHESES.test(before)) continue;
    const depths = depthsOf(tokens.slice(at));
    const length = depths.findIndex(
      (depth, index) => index > 0 && depth === 1 && isClosing(tokens[at + index] ?? open),
    );
    const close = tokens[at + length];
    const inside = tokens.slice(at + 1, at + length);
    const isTuple = before !== 'with' && splitTokens(inside, ',').length !== 1;
    const isSingle = inside.at(-1)?.text === ',' && before !== 'with';
    if (close === undefined || inside.length === 0 || isTuple || isSingle) continue;
    if (/^(?:|,|:)$/.test(tokens[at + length + 1]?.text ?? '')) loose.add(open).add(close);
  }
  return loose;
}

/** Returns the names that tokens use; attributes are none. */
export function usedIn(tokens: readonly Token[]): Set<string> {
  const words = tokens.filter((token, at) => isWord(token) && tokens[at - 1]?.text !== '.');
  return new Set(words.map(({ text }) => text));
}

/** Whether two keys are those of the same entity. */
export function isSame(one: EntityKey, other: EntityKey): boolean {
  return one.key === other.key && one.scope === other.scope;
}
