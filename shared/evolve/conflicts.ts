/** Conflicts in words, and whole for programs. */
import type { Problem } from '../errors.js';
import type { Conflict } from './merge.js';

/** Returns what is told of a conflict. */
export function problemOf(conflict: Conflict): Problem {
  const { line, ours, path, theirs } = conflict;
  const place = `${path}:${line}`;
  const wanted = theirs === '' ? 'It would go.' : `It would become:\n${theirs}`;
  return {
    message: `${place} was changed by hand exactly where it has to change. It is:\n${ours}\n${wanted}`,
    place,
    conflict,
  };
}
