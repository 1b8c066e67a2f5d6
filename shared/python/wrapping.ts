/** Statements that are put into a person's files: on one line, or wrapped as `ruff format` does it. */
import { LINE_LENGTH } from './edits.js';
import { formatPython } from './formatter.js';

/**
 * Returns the lines of a statement.
 *
 * @param statement the statement on one line, with the quotes that it is to keep.
 * @param indent what its line begins with.
 */
export function wrapped(statement: string, indent: string): string[] {
  if (indent.length + statement.length <= LINE_LENGTH) return [indent + statement];
  const text = formatPython(statement, {
    lineLength: LINE_LENGTH - indent.length,
    quotes: statement.includes("'") ? 'single' : 'double',
    tabs: indent.includes('\t'),
  });
  return (text ?? statement)
    .trimEnd()
    .split('\n')
    .map((line) => indent + line);
}
