/** Breaks text into lines that fit. */

/** Longer lines are hard to read. */
const WIDEST = 100;
const USUAL = 80;
const USUAL_HEIGHT = 24;

/** Returns how many characters a line on the screen may have. */
export function screenWidth(): number {
  return Math.min(WIDEST, (process.stdout.columns ?? process.stderr.columns ?? USUAL) - 1);
}

/** Returns how many lines the screen has. */
export function screenHeight(): number {
  return process.stdout.rows ?? process.stderr.rows ?? USUAL_HEIGHT;
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

/**
 * Breaks each line of a text at words, and goes on where the line begins: lines with an indent keep it.
 *
 * @param first how many characters the first line has already.
 */
export function wrappedLines(text: string, width: number, first = 0): string {
  return text
    .split('\n')
    .flatMap((line, index) => {
      const indent = /^[\s>]*/.exec(line)?.[0] ?? '';
      const hanging = ' '.repeat(indent.length);
      const taken = index === 0 ? first : 0;
      // What is there already takes the place of a word that is cut off again.
      const words = line.slice(indent.length).split(' ');
      const [start = '', ...rest] = wrapped(
        taken === 0 ? words : ['.'.repeat(taken - 1), ...words],
        ' ',
        Math.max(width - indent.length, 20),
      );
      const begun = taken === 0 ? start : start.slice(taken);
      return [indent + begun, ...rest.map((each) => hanging + each)];
    })
    .join('\n');
}
