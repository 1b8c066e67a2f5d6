/** How a list is read a page at a time. */
import { UsageError } from '../errors.js';
import { meant, suggest } from '../suggestion.js';
import type { OwnAttributes } from './field/names.js';

/**
 * The ways, the usual one first. With `offset`, callers say how many rows they skip. With `cursor`,
 * they give back where the page before ended, which takes as long on any page and loses no row that stays where it is.
 */
export const PAGES = ['offset', 'cursor'] as const;

/** A way to read a list a page at a time. */
export type Pages = (typeof PAGES)[number];

/** Whether callers read the list of a feature from a position on. */
export function hasCursors({
  endpoints,
  pages,
}: {
  readonly endpoints: readonly string[];
  readonly pages: Pages;
}): boolean {
  return pages === 'cursor' && endpoints.includes('list');
}

/**
 * Reads which way was chosen.
 *
 * @param place where it was chosen: `--pages`.
 * @throws UsageError if there is no such way.
 */
export function parsePages(input: string, place: string): Pages {
  const chosen = PAGES.find((each) => each === input);
  if (chosen !== undefined) return chosen;
  const suggestion = suggest(input, PAGES);
  throw new UsageError(
    `${place}: "${input}" is no way to page through a list. ${meant(suggestion)}Allowed: ${PAGES.join(', ')}.`,
    { place, suggestion },
  );
}

/** Returns what classes have besides fields where lists are read from a position on. */
export function attributesWithCursors({ listParameters, methods }: OwnAttributes): OwnAttributes {
  return {
    listParameters: [...listParameters, 'cursor'],
    methods: [...methods, 'after', 'cursor_at', 'position_types', 'to_query'],
  };
}
