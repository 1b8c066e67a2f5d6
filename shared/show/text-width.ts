/** Text in lines that fit. */

/** Wider than this, nobody reads a line with ease. */
const WIDEST = 100;
const USUAL = 80;

/** How many characters a line on the screen may have. */
export function screenWidth(): number {
  return Math.min(WIDEST, (process.stdout.columns ?? process.stderr.columns ?? USUAL) - 1);
}

/** A sentence in lines of at most so many characters. */
export function wrappedText(text: string, width: number): string[] {
  return wrapped(text.split(' '), ' ', width);
}

/**
 * Words in lines of at most so many characters; a longer word has a line of its own.
 *
 * @param gap what stands between two words.
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
