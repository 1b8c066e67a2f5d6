import { compareNaturally, insert, insertItem, parseForEdit } from './edits.js';
import { plainString } from './literals.js';
import { childrenOf, statementsOf, textOf } from './syntax.js';

/**
 * Puts a name into a module's `__all__`, in the list's own style.
 *
 * @returns the text with the name; the same text where it is listed already, or where there is no `__all__`.
 * @throws RefusalError where the file is not valid Python.
 */
export function addToAll(source: string, { path, name }: { path: string; name: string }): string {
  const module = parseForEdit(path, source, [`"${name}" in __all__`]);
  const lists = statementsOf(module.root)
    .filter(
      (node) =>
        ['AssignStatement', 'UpdateStatement'].includes(node.name) &&
        node.firstChild !== null &&
        textOf(module, node.firstChild) === '__all__',
    )
    .map((node) => node.lastChild)
    .filter((value) => value?.name === 'ArrayExpression' || value?.name === 'TupleExpression');
  const list = lists.at(-1);
  if (!list) return source;
  const items = lists.flatMap((each) =>
    childrenOf(each as typeof list)
      .filter((child) => child.name === 'String')
      .map((child) => ({
        key: plainString(textOf(module, child)) ?? '',
        from: child.from,
        to: child.to,
        within: each,
      })),
  );
  if (items.some(({ key }) => key === name)) return source;
  const own = items.filter(({ within }) => within === list);
  const [first] = own;
  const quote = first === undefined ? '"' : (source[first.from] as string);
  const text = `${quote}${name}${quote}`;
  if (first === undefined) {
    const empty = list.name === 'TupleExpression' ? `${text},` : text;
    return insert(source, [{ at: list.from + 1, text: empty }]);
  }
  return insert(
    source,
    insertItem(source, own, { key: name, text }, compareNaturally, list.to - 1),
  );
}
