/** Packages that only pass on what their modules define. */
import { importStatementsOf } from '../../python/module-facts.js';
import { parseOnce } from '../../python/syntax.js';

/** Ends a text with a line, unless what it is written like is empty. */
export function endingAlike(source: string, text: string): string {
  return source === '' ? text : `${text}\n`;
}

/** Whether a module is a package's own that only passes on what it imports, and does not list it. */
export function isPassingOn(path: string, source: string): boolean {
  return (
    path.endsWith('/__init__.py') &&
    parseOnce(source).statements.every(
      ({ keyword, tokens }) => keyword === 'from' || (tokens.length === 1 && keyword === ''),
    )
  );
}

/** Takes the names out of imports that the new feature does not define. */
export function withoutGone(
  text: string,
  gone: ReadonlySet<string>,
  words: (text: string) => string,
): string {
  const missing = new Set([...gone].map(words));
  let result = text;
  for (const { from, names, to } of importStatementsOf(parseOnce(text)).toReversed()) {
    const kept = names.filter(({ name }) => !missing.has(name));
    const [first, last] = [names[0], names.at(-1)];
    if (kept.length === names.length || first === undefined || last === undefined) continue;
    const list = kept.map((each) => text.slice(each.from, each.to)).join(', ');
    result =
      kept.length === 0
        ? result.slice(0, from) + result.slice(to).replace(/^\r?\n/, '')
        : result.slice(0, first.from) + list + result.slice(last.to);
  }
  return result;
}
