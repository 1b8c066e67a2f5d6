/** Values as Python source: writing them, and reading the plainest. */

/** The longest piece of a string that still fits a line of 88 columns at the depths templates use. */
const LONGEST_PIECE = 50;

/**
 * A Python string literal, double-quoted as `ruff format` has it.
 *
 * A text too long for one line becomes adjacent literals in parentheses, which Python joins.
 */
export function pythonString(text: string): string {
  return inPieces([...text].map(escapeCharacter), (piece) => `"${piece}"`);
}

/** A raw Python string literal for a regular expression; one with quotes falls back to {@link pythonString}. */
export function pythonPattern(pattern: string): string {
  if (!pattern.includes('\\')) return pythonString(pattern);
  if (/["\n\r]/.test(pattern) || pattern.endsWith('\\')) return pythonString(pattern);
  // A backslash and what it escapes stay in one piece.
  const units = pattern.match(/\\[\s\S]|[\s\S]/gu) ?? [];
  return inPieces(units, (piece) => `r"${piece}"`);
}

/** A literal as the only argument of a call, whose parentheses join its pieces well enough. */
export function onlyArgument(literal: string): string {
  return literal.replace(/^\((.*)\)$/s, '$1');
}

/** The text that a string literal stands for; undefined for anything but a plain one. */
export function plainString(literal: string): string | undefined {
  return /^(["'])([^"'\\]*)\1$/.exec(literal)?.[2];
}

/** `True` or `False`. */
export function pythonBoolean(value: boolean): string {
  return value ? 'True' : 'False';
}

function inPieces(units: readonly string[], quote: (piece: string) => string): string {
  if (units.length <= LONGEST_PIECE) return quote(units.join(''));
  const pieces: string[] = [];
  for (let start = 0; start < units.length; start += LONGEST_PIECE) {
    pieces.push(quote(units.slice(start, start + LONGEST_PIECE).join('')));
  }
  return `(${pieces.join(' ')})`;
}

function escapeCharacter(character: string): string {
  if (character === '"' || character === '\\') return `\\${character}`;
  const code = character.codePointAt(0) ?? 0;
  if (code >= 0x20 && code !== 0x7f) return character;
  if (character === '\n') return '\\n';
  if (character === '\t') return '\\t';
  return `\\x${code.toString(16).padStart(2, '0')}`;
}
