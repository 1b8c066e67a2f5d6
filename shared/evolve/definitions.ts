/** What texts define. */
import { definedName, parseOnce, parsePython, type Statement } from '../python/syntax.js';

/** Returns the names that a text defines at its top level. */
export function definedIn(text: string): Set<string> {
  return new Set(
    parseOnce(text).statements.flatMap((statement) => {
      const { tokens } = statement;
      const isAssigned = /^[:=]$/.test(tokens[1]?.text ?? '');
      return definedName(statement) ?? (isAssigned ? (tokens[0]?.text ?? []) : []);
    }),
  );
}

/** Returns the statements of a file that define what another text does. */
export function standingDefinitions(text: string, body: string): Statement[] {
  const names = definedIn(body);
  return parsePython(text).statements.filter(({ from, to }) =>
    [...definedIn(text.slice(from, to))].some((name) => names.has(name)),
  );
}

/** Takes the text out of a list that defines something of the same name as another one, and returns it. */
export function takeSame(texts: { readonly text: string }[], other: string): string | undefined {
  const names = definedIn(other);
  const at = texts.findIndex(({ text }) => [...definedIn(text)].some((name) => names.has(name)));
  return at < 0 ? undefined : texts.splice(at, 1)[0]?.text;
}
