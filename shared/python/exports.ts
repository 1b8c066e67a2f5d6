import { EditedModule, type Place } from './edited-module.js';
import { compareNaturally, ItemList, insert } from './edits.js';
import { plainString } from './literals.js';
import type { ParsedModule, Statement } from './syntax.js';
import { isString, spanOf, type Token } from './tokens.js';

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
    const items = list.tokens
      .filter(isString)
      .map(({ from, text, to }) => ({ key: plainString(text) ?? '', from, to }));
    return {
      from: list.from,
      to: list.to,
      isTuple: list.isTuple,
      names: items.map(({ key }) => key),
      quote: module.text[items[0]?.from ?? -1] ?? '"',
      items:
        items.length === 0
          ? undefined
          : new ItemList(module.text, items, compareNaturally, list.from),
    };
  });
}

/** Returns the list that a statement makes `__all__`, or adds to it, with its brackets. */
function listOfAll({ tokens }: Statement) {
  const list = tokens.slice(tokens.findIndex(({ text }) => /^\+?=$/.test(text)) + 1);
  if (tokens[0]?.text !== '__all__' || list.length === tokens.length) return [];
  const brackets = `${list[0]?.text}${list.at(-1)?.text}`;
  const isTuple = brackets === '()' || list.some(isComma);
  if (brackets !== '[]' && !isTuple) return [];
  return [{ ...spanOf(list), tokens: list, isTuple: brackets !== '[]' }];
}

function isComma({ text }: Token): boolean {
  return text === ',';
}
