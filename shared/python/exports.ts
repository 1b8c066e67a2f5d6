import { compareNaturally, insert, insertItem, parseForEdit } from './edits.js';
import { plainString } from './literals.js';
import type { Statement } from './syntax.js';
import { isString, type Token } from './tokens.js';

/**
 * Puts a name into a module's `__all__`, in the list's own style.
 *
 * @returns the text with the name; the same text where it is listed already, or where there is no `__all__`.
 * @throws RefusalError where the file is not valid Python.
 */
export function addToAll(source: string, { path, name }: { path: string; name: string }): string {
  const module = parseForEdit(path, source, [`"${name}" in __all__`]);
  const lists = module.statements.flatMap((statement) => listOfAll(statement) ?? []);
  const list = lists.at(-1);
  if (list === undefined) return source;
  const items = lists.flatMap((within) =>
    within.tokens
      .filter(isString)
      .map(({ from, text, to }) => ({ key: plainString(text) ?? '', from, to, within })),
  );
  if (items.some(({ key }) => key === name)) return source;
  const own = items.filter(({ within }) => within === list);
  const [first] = own;
  const quote = first === undefined ? '"' : (source[first.from] as string);
  const text = `${quote}${name}${quote}`;
  if (first === undefined) {
    const empty = list.isTuple ? `${text},` : text;
    return insert(source, [{ at: list.start, text: empty }]);
  }
  return insert(source, insertItem(source, own, { key: name, text }, compareNaturally, list.end));
}

/** The list that `__all__` is, or gets more of. */
interface ListOfAll {
  readonly tokens: readonly Token[];
  readonly isTuple: boolean;
  /** Where its brackets open, and where they close. */
  readonly start: number;
  readonly end: number;
}

function listOfAll({ tokens }: Statement): ListOfAll | undefined {
  if (tokens[0]?.text !== '__all__') return undefined;
  const at = tokens.findIndex(({ text }) => text === '=' || text === '+=');
  const [open, ...rest] = tokens.slice(at + 1);
  const close = rest.pop();
  const isTuple = open?.text === '(' && close?.text === ')';
  const isList = open?.text === '[' && close?.text === ']';
  if (at < 0 || close === undefined || open === undefined || !(isTuple || isList)) return undefined;
  return { tokens: rest, isTuple, start: open.to, end: close.from };
}
