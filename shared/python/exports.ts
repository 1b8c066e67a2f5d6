import { EditedModule, type Place } from './edited-module.js';
import { compareNaturally, insert } from './edits.js';
import { ItemList } from './item-list.js';
import { plainString } from './literals.js';
import { type ParsedModule, type Statement, textOf } from './syntax.js';
import { depthsOf, isString, spanOf, splitTokens, type Token } from './tokens.js';

/** One of the lists that make up `__all__`. */
interface ExportList extends Place {
  readonly isTuple: boolean;
  readonly names: string[];
  readonly quote: string;
  /** Undefined if it is empty. */
  readonly items: ItemList | undefined;
}

const READING = 'exports';

/**
 * Puts a name into a module's `__all__`, in the list's own style.
 *
 * @returns the text with the name; the same text where it is listed already, or where there is no `__all__`.
 * @throws RefusalError where the file is not valid Python.
 */
export function addToAll(source: string, { path, name }: { path: string; name: string }): string {
  const module = EditedModule.open(path, source, () => [`"${name}" in __all__`]);
  const lists = module.reading(READING, exportsOf, (all) => all);
  const list = lists.at(-1);
  if (!list || lists.some(({ names }) => names.includes(name))) return source;
  const text = list.quote + name + list.quote;
  if (list.items === undefined) {
    const only = list.isTuple ? `${text},` : text;
    return module.rewrite(insert(source, [{ at: list.from + 1, text: only }]));
  }
  const end = list.to - 1;
  const insertions = list.items.add(source, { key: name, text }, list.from, end);
  // Without parentheses, the list ends where its last item does, and the new one is behind it.
  if (insertions.some(({ at }) => at > end)) return module.rewrite(insert(source, insertions));
  module.insert(insertions);
  list.names.push(name);
  return module.text;
}

function exportsOf(module: ParsedModule): ExportList[] {
  return module.statements.flatMap(listOfAll).map((list) => {
    const items = list.items.map((tokens) => {
      const span = spanOf(tokens);
      return { key: plainString(textOf(module, span)) ?? '', ...span };
    });
    return {
      from: list.from,
      to: list.to,
      isTuple: list.isTuple,
      names: items.map(({ key }) => key),
      quote: list.items.flat().find(isString)?.text.at(-1) ?? '"',
      items:
        items.length === 0
          ? undefined
          : new ItemList(module.text, items, compareNaturally, list.from),
    };
  });
}

/** Returns the list that a statement makes `__all__`, or adds to it. One that is worked out is none. */
export function listOfAll({ tokens }: Statement) {
  const depths = depthsOf(tokens);
  const isOperator = ({ text }: Token, index: number) => /^\+?=$/.test(text) && depths[index] === 0;
  const list = tokens.slice(tokens.findLastIndex(isOperator) + 1);
  const [target, next] = tokens;
  if (target?.text !== '__all__' || !/^(:|\+?=)$/.test(next?.text ?? '')) return [];
  const isBracketed = /^[[(]$/.test(list[0]?.text ?? '') && closesLast(list);
  const inside = isBracketed ? list.slice(1, -1) : list;
  const own = depthsOf(inside);
  const has = (wanted: string) => inside.some(({ text }, at) => text === wanted && own[at] === 0);
  const isTuple = list[0]?.text !== '[' || !isBracketed;
  const isNone = isTuple && !has(',') && (!isBracketed || inside.length > 0);
  if (isNone || has('for')) return [];
  return [{ ...spanOf(list), items: splitTokens(inside, ','), isTuple }];
}

/** Whether the bracket that comes first is closed by the last token. */
function closesLast(tokens: readonly Token[]): boolean {
  const depths = depthsOf(tokens);
  const isClosing = ({ text }: Token, at: number) => /^[\])]$/.test(text) && depths[at] === 1;
  return tokens.findIndex(isClosing) === tokens.length - 1;
}
