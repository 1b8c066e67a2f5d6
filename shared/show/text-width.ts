/** Breaks text into lines that fit. */

/** Longer lines are hard to read. */
const WIDEST = 100;
const USUAL = 80;

/** Returns how many characters a line on the screen may have. */
export function screenWidth(): number {
  return Math.min(WIDEST, (process.stdout.columns ?? process.stderr.columns ?? USUAL) - 1);
}

/** Breaks a sentence into lines of at most `width` characters. */
export function wrappedText(text: string, width: number): string[] {
  return wrapped(text.split(' '), ' ', width);
}

/**
 * Joins words into lines of at most `width` characters. A longer word gets its own line.
 *
 * @param gap what separates two words.
 */
export function wrapped(words: readonly string[], gap: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    const fits = last !== undefined && last.length + gap.length + word.length <= width;
    if (fits) lines[lines.length - 1] = last + gap + word;
    else lines.push(word);
  }
  return lines;
}
