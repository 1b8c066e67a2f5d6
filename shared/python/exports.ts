import { EditedModule, type Place } from './edited-module.js';
import { compareNaturally, ItemList, type ListItem } from './edits.js';
import { plainString } from './literals.js';
import { childrenOf, type ParsedModule, statementsOf, textOf } from './syntax.js';

/** One of the lists that make up `__all__`. */
interface ExportList {
  readonly span: Place;
  readonly isTuple: boolean;
  readonly items: ListItem[];
  /** Its style, once something is put in. */
  style?: ItemList;
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
  const lists = module.reading(READING, exportsOf, (all) =>
    all.flatMap(({ span, items }) => [span, ...items]),
  );
  const list = lists.at(-1);
  if (!list || lists.some(({ items }) => items.some(({ key }) => key === name))) return source;
  const [first] = list.items;
  const quote = first === undefined ? '"' : (source[first.from] as string);
  const text = `${quote}${name}${quote}`;
  if (first === undefined) {
    const at = list.span.from + 1;
    const only = list.isTuple ? `${text},` : text;
    return module.rewrite(source.slice(0, at) + only + source.slice(at));
  }
  list.style ??= new ItemList(source, list.items, compareNaturally);
  const { insertions, item, index } = list.style.addition(
    source,
    { key: name, text },
    list.span.to - 1,
  );
  module.insert(insertions);
  // Without parentheses, the list ends where its last item does, and a new one is behind it.
  if (item.from >= list.span.to) return module.rewrite(module.text);
  list.items.splice(index, 0, item);
  module.note(READING, item);
  return module.text;
}

function exportsOf(module: ParsedModule): ExportList[] {
  return statementsOf(module.root)
    .filter(
      (node) =>
        ['AssignStatement', 'UpdateStatement'].includes(node.name) &&
        node.firstChild !== null &&
        textOf(module, node.firstChild) === '__all__',
    )
    .flatMap((node) => node.lastChild ?? [])
    .filter(({ name }) => name === 'ArrayExpression' || name === 'TupleExpression')
    .map((list) => ({
      span: { from: list.from, to: list.to },
      isTuple: list.name === 'TupleExpression',
      items: childrenOf(list)
        .filter((child) => child.name === 'String')
        .map((child) => ({
          key: plainString(textOf(module, child)) ?? '',
          from: child.from,
          to: child.to,
        })),
    }));
}
