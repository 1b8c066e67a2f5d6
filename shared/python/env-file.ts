import { newlineOf } from './edits.js';

/**
 * Adds variables to an example of an `.env` file, at its end.
 *
 * @param variables the lines by the variable's name: `{ API_KEY: '# API_KEY=' }`.
 * @returns the edited text; a variable that is mentioned already is left as it is.
 */
export function addVariables(source: string, variables: Readonly<Record<string, string>>): string {
  const missing = Object.entries(variables).filter(
    ([name]) => !new RegExp(`^#? ?${name}=`, 'm').test(source),
  );
  if (missing.length === 0) return source;
  const newline = newlineOf(source);
  const gap = source === '' || source.endsWith('\n') ? '' : newline;
  return source + gap + missing.map(([, line]) => line + newline).join('');
}
