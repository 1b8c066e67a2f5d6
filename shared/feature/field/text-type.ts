/** What the types whose values are text have in common. */
import { pythonPattern, pythonString } from '../../python/literals.js';
import type { Constraint, Dialect } from './dialect.js';
import { occurs } from './pattern-program.js';
import { type CheckedField, hasControlCharacter, turnsDirection } from './settings.js';

/** PostgreSQL's limit for `varchar`. */
export const LONGEST_TEXT = 10_485_760;

/** The longest text that tests still write as a literal. */
export const LARGEST_MIN = 10_000;

/**
 * The longest text that PostgreSQL can index, whatever its characters: an entry has at most 2704 bytes, a character up
 * to 4, and 64 are for the id of an owner and what PostgreSQL adds itself.
 */
export const LONGEST_INDEXED = (2704 - 64) / 4;

/**
 * Whether the texts of a field must have something in them: `min` decides, and without it whether
 * the field is required.
 */
export function isFilled({ min, optional }: Pick<CheckedField, 'min' | 'optional'>): boolean {
  return min === undefined ? optional !== true : Number(min) > 0;
}

/** Whether a text is on one line, and reads the way it is stored. */
export function isOneLine(text: string): boolean {
  return !hasControlCharacter(text) && !turnsDirection(text);
}

/**
 * Returns the function that tells whether a text fits a field, apart from its length and pattern.
 *
 * @param isLine whether it has to be on one line.
 */
export function fitting(
  field: Pick<CheckedField, 'min' | 'optional'>,
  isLine: boolean,
): (text: string) => boolean {
  const filled = isFilled(field);
  return (text) => !(filled && text.trim() === '') && !(isLine && !isOneLine(text));
}

/** Returns the length and the pattern of a text as constraints of Pydantic. */
export function textConstraints(field: CheckedField, longest: number | undefined): Constraint[] {
  return [
    ...(Number(field.min ?? 0) > 0 ? [['min_length', `${Number(field.min)}`] as const] : []),
    ...(longest === undefined ? [] : [['max_length', `${longest}`] as const]),
    ...(field.pattern === undefined ? [] : [['pattern', pythonPattern(field.pattern)] as const]),
  ];
}

/**
 * Returns texts that must be refused: some that are not on one line, one that is blank, one that
 * cannot be stored, one too long, one too short, one that does not match the pattern.
 *
 * @param isLine whether the texts of the field have to be on one line.
 */
export function invalidTexts(
  field: CheckedField,
  { refusesNull }: Dialect,
  isLine: boolean,
  longest = Number.POSITIVE_INFINITY,
): string[] {
  return [
    ...(isLine ? ['"two\\nlines"', '"turned\\u202eround"'] : []),
    ...(isFilled(field) ? [blank(Math.max(1, Number(field.min ?? 1)))] : []),
    ...(refusesNull ? ['"a\\x00b"'] : []),
    ...(longest < 5000 ? [`"x" * ${longest + 1}`] : []),
    ...(Number(field.min ?? 0) > 0 ? ['""'] : []),
    ...misfits(field, longest),
  ];
}

/** Returns the shortest and the longest text that a field takes, where no pattern says what is in it. */
export function limitTexts({ min, pattern }: CheckedField, longest = Number.POSITIVE_INFINITY) {
  if (pattern !== undefined) return [];
  return [Math.max(1, Number(min ?? 1)), longest]
    .filter((length) => length < 5000)
    .map((length) => `"x" * ${length}`);
}

function blank(length: number): string {
  return length > 9 ? `" " * ${length}` : pythonString(' '.repeat(length));
}

/**
 * Returns a text of a valid length that does not match the pattern; none if there is no obvious
 * one.
 */
function misfits({ min = '0', pattern }: CheckedField, longest: number): string[] {
  if (pattern === undefined) return [];
  const misfit = [pattern, '?', '-', 'a', '0', ' '].find(
    (text) => text.length >= Number(min) && text.length <= longest && !occurs(pattern, text),
  );
  return misfit === undefined ? [] : [pythonString(misfit)];
}
