import type { Candidate, Term } from './candidates.js';

/**
 * Returns those terms that begin with what is typed.
 *
 * @param isFinished whether the word ends with them.
 */
export function startingWith(
  typed: string,
  terms: readonly Term[],
  isFinished: boolean,
): Candidate[] {
  return terms
    .filter(({ name }) => name.startsWith(typed))
    .map(({ help, name }) => ({ text: name, help, isFinished }));
}
