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
