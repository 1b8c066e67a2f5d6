/** What rows are identified by. */
import { UsageError } from '../errors.js';
import { meant, suggest } from '../suggestion.js';

/** The types that ids can have, the usual one first. */
export const IDS = ['int', 'bigint', 'uuid'] as const;

/** The type of the ids of a feature. */
export type Id = (typeof IDS)[number];

/**
 * Reads which type the ids of a feature have.
 *
 * @param place where it was said: `--id`.
 * @throws UsageError if ids cannot have it.
 */
export function parseId(input: string, place: string): Id {
  const chosen = IDS.find((each) => each === input);
  if (chosen !== undefined) return chosen;
  const suggestion = suggest(input, IDS);
  throw new UsageError(
    `${place}: "${input}" is no type of ids. ${meant(suggestion)}Allowed: ${IDS.join(', ')}.`,
    { place, suggestion },
  );
}

/** Whether rows are identified by UUIDs because somebody said so. */
export function hasUuids({ id }: { readonly id?: Id }): boolean {
  return id === 'uuid';
}
