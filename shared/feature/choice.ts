/** A choice of some among several: `list+get`, or the names in an array. */
import { UsageError } from '../errors.js';
import { meant, suggest } from '../suggestion.js';

/** What is chosen, and what messages call it. */
export interface ChoiceContext {
  /** Where the choice was made: `--endpoints`. */
  readonly place: string;
  /** What is chosen: `endpoint`. */
  readonly kind: string;
  /** The possible choices, as a sentence. */
  readonly allowed: string;
  /** Other common words for the possible choices. */
  readonly synonyms?: ReadonlyMap<string, string>;
}

/**
 * Reads a choice.
 *
 * @returns what was chosen, in the order of `known`.
 * @throws UsageError if a choice is unknown or given twice.
 */
export function chooseFrom<T extends string>(
  known: readonly T[],
  input: string | readonly string[],
  { place, kind, allowed, synonyms }: ChoiceContext,
): T[] {
  const given = typeof input === 'string' ? input.split('+') : input;
  for (const [index, name] of given.entries()) {
    if (!(known as readonly string[]).includes(name)) {
      const near = synonyms?.get(name.toLowerCase()) ?? suggest(name, known);
      const separated = [...new Set(name.split(/[\s,|/]+/).filter(Boolean))];
      const areKnown = separated.every((each) => (known as readonly string[]).includes(each));
      const joined = separated.length > 1 && areKnown ? separated.join('+') : near;
      throw new UsageError(`${place}: there is no ${kind} "${name}". ${meant(joined)}${allowed}`, {
        place,
        suggestion: joined,
      });
    }
    if (given.indexOf(name) !== index) {
      throw new UsageError(
        `${place}: the ${kind} "${name}" appears twice. Remove one of them. ${allowed}`,
        { place },
      );
    }
  }
  return known.filter((name) => given.includes(name));
}
