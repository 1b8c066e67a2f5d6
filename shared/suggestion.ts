/**
 * Finds the word that was most likely meant, for "did you mean".
 *
 * @param given what was written.
 * @param known every word that would have been right, the likelier ones first.
 * @returns the nearest known word; undefined if none is close enough to be worth suggesting.
 */
export function suggest(given: string, known: Iterable<string>): string | undefined {
  const word = given.toLowerCase();
  const candidates = [...known];
  let nearest: string | undefined;
  let shortest = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const distance = editDistance(word, candidate.toLowerCase());
    const allowed = Math.floor(Math.max(word.length, candidate.length) / 3);
    if (distance <= allowed && distance < shortest) {
      nearest = candidate;
      shortest = distance;
    }
  }
  if (nearest !== undefined || word.length < 3) return nearest;
  const continued = candidates.filter((candidate) => candidate.toLowerCase().startsWith(word));
  return continued.length === 1 ? continued[0] : undefined;
}

/**
 * The optimal string alignment distance: how many insertions, deletions, substitutions and swaps of
 * neighbours turn one word into the other.
 */
export function editDistance(from: string, to: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const same = from[row - 1] === to[column - 1];
      let distance = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
      );
      const swapped = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      if (row > 1 && column > 1 && swapped) {
        distance = Math.min(distance, (beforeLast[column - 2] ?? 0) + 1);
      }
      current.push(distance);
    }
    beforeLast = last;
    last = current;
  }
  return last[to.length] ?? from.length;
}

/** Returns "Did you mean", followed by a space, or nothing if there is nothing to suggest. */
export function meant(candidate: string | undefined): string {
  return candidate === undefined ? '' : `Did you mean "${candidate}"? `;
}
