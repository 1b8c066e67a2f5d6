/** Conflicts in words, and whole for programs. */
import type { Problem } from '../errors.js';
import type { Conflict } from './merge.js';

/**
 * Returns what is told of a conflict.
 *
 * @param isOlder whether other templates have written the file, so that it may not be a person who has changed it.
 */
export function problemOf(conflict: Conflict, isOlder = false): Problem {
  const { line, ours, path, theirs } = conflict;
  const place = `${path}:${line}`;
  const wanted = theirs === '' ? 'It would go.' : `It would become:\n${theirs}`;
  const advice = isOlder
    ? '\nThe file was written by another version of the templates: run fastapi-feature upgrade first.'
    : '';
  return {
    message: `${place} was changed by hand exactly where it has to change. It is:\n${ours}\n${wanted}${advice}`,
    place,
    conflict,
  };
}
