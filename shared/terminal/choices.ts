/** A list of choices: which of them are found, and which of those are in sight. */

/** A choice as a question has it. */
export interface Choice {
  readonly name: string;
  readonly value: unknown;
  /** What is shown once it is chosen. */
  readonly short?: string;
  /** What is shown below the list while the cursor is on it. */
  readonly description?: string;
}

/**
 * Returns the choices that a text finds: those that begin with it, then those with a word that does, then those that
 * have it anywhere.
 */
export function found(choices: readonly Choice[], text: string): readonly Choice[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return choices;
  const rank = ({ name, description = '' }: Choice) => {
    const shown = name.toLowerCase();
    if (shown.startsWith(wanted)) return 0;
    const words = `${shown} ${description.toLowerCase()}`.split(/[^\p{L}\p{N}]+/u);
    if (words.some((word) => word.startsWith(wanted))) return 1;
    return shown.includes(wanted) ? 2 : 3;
  };
  const ranked = choices.map((choice) => ({ choice, at: rank(choice) }));
  return ranked
    .filter(({ at }) => at < 3)
    .sort((a, b) => a.at - b.at)
    .map(({ choice }) => choice);
}

/** A part of a list. */
export interface Page {
  readonly from: number;
  readonly to: number;
  /** How many there are above and below it, in words; undefined if all are in sight. */
  readonly more: string | undefined;
}

/**
 * Returns the part of a list that is in sight.
 *
 * @param active the place of the cursor, which is kept in the middle.
 * @param size how many lines there are, with the one that says what there is besides.
 */
export function pageOf(length: number, active: number, size: number): Page {
  if (length <= size) return { from: 0, to: length, more: undefined };
  const rows = size - 1;
  const from = Math.min(Math.max(active - Math.floor(rows / 2), 0), length - rows);
  const parts = [
    [from, '↑'],
    [length - from - rows, '↓'],
  ] as const;
  const more = parts.filter(([count]) => count > 0).map(([count, arrow]) => `${arrow} ${count}`);
  return { from, to: from + rows, more: `${more.join('  ')} more` };
}
