/** What is told of fields in words, in the words of those that stand: `description="Title of the book"`. */

/** Words which say nothing of a field by themselves. */
const SMALL = /^(the|a|an|of|its|s|for|this)$/i;

/**
 * Returns what is told of a new field the way it is told of those of the neighbour.
 *
 * @param texts what is told of these, as literals of Python, by field.
 * @param label the words of the new field: `unit price`.
 * @param bare a name in snake_case without the words of the neighbour.
 * @param rename writes the words of the new feature in place of those of the neighbour.
 * @returns its text without quotes: the words of the field alone, where the neighbour's texts say more of each field.
 */
export function toldOf(
  texts: ReadonlyMap<string, string>,
  label: string,
  bare: (name: string) => string,
  rename: (text: string) => string,
): string {
  const plain = [...texts].map(
    ([field, text]) => [field, text.replaceAll(/^\w?["']+|["']+$/g, '')] as const,
  );
  const capital = label.charAt(0).toUpperCase() + label.slice(1);
  for (const [field, text] of plain) {
    const words = field.replaceAll('_', ' ');
    const at = text.toLowerCase().indexOf(words.toLowerCase());
    if (at < 0) continue;
    const [before, after] = [text.slice(0, at), text.slice(at + words.length)];
    const rest = bare((`${before} ${after}`.match(/[A-Za-z]+/g) ?? []).join('_').toLowerCase());
    if (!rest.split('_').every((word) => word === '' || SMALL.test(word))) continue;
    const own = text.charAt(at) === text.charAt(at).toLowerCase() ? label : capital;
    const inWords = (part: string) => rename(part).replaceAll('_', ' ');
    return inWords(before) + own + inWords(after);
  }
  const isEnded = plain.length > 0 && plain.every(([, text]) => text.endsWith('.'));
  return capital + (isEnded ? '.' : '');
}
