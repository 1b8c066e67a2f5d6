/** Defaults as they were written: checks them and puts them into canonical form. */
import type { Lengths } from './definition.js';
import { occurs } from './pattern-program.js';
import { type FieldLimits, FieldProblem, hasControlCharacter, turnsDirection } from './settings.js';

/** How the values of a type are written. */
export interface DefaultForm {
  readonly noun: string;
  readonly advice: string;
  /** The word for the moment at which a row is created. */
  readonly moment?: string;
  canonical(text: string): string | undefined;
}

/** The longest default that is held against a pattern: the time it takes is that of both together. */
const LONGEST_MATCHED = 1000;

/** Refuses a default. */
export function defaultProblem(
  complaint: string,
  advice: string,
  suggestion?: string | undefined,
): FieldProblem {
  return new FieldProblem('default.value', complaint, advice, suggestion);
}

/** @throws FieldProblem if a text does not have the form. */
export function readForm(text: string, form: DefaultForm): string {
  if (text === form.moment) return text;
  const value = form.canonical(text);
  if (value !== undefined) return value;
  throw defaultProblem(`the default "${text}" is not ${form.noun}.`, form.advice);
}

/**
 * @param mayBeBlank whether its field takes blank text.
 * @throws FieldProblem if a text is blank, has a character that cannot be shown, or does not match
 *   the pattern.
 */
export function checkText(text: string, pattern: string | undefined, mayBeBlank: boolean): string {
  if (text.trim() === '' && !mayBeBlank) {
    throw defaultProblem('the default is blank.', 'Write min=0 too if blank text is fine.');
  }
  if (hasControlCharacter(text)) {
    throw defaultProblem('the default contains a control character or a line break.', 'Remove it.');
  }
  if (turnsDirection(text)) {
    throw defaultProblem(
      'the default contains a character that turns its direction.',
      'Remove it.',
    );
  }
  if (pattern === undefined) return text;
  if (text.length > LONGEST_MATCHED) {
    throw defaultProblem(
      `the default has ${text.length} characters, too many to be held against a pattern.`,
      `With a pattern, it can have ${LONGEST_MATCHED} at most.`,
    );
  }
  if (!occurs(pattern, text)) {
    throw defaultProblem(
      `the default "${text}" does not match the pattern ${pattern}.`,
      'Change one of them.',
    );
  }
  return text;
}

const WITHIN_LIMITS = 'A default must be within the limits of its field.';

/** @throws FieldProblem if a text is too short or too long. */
export function withinLength(
  text: string,
  { usual }: Pick<Lengths, 'usual'>,
  { min = '0', max }: FieldLimits,
): string {
  // Counts code points as Python does, not UTF-16 units.
  const length = [...text].length;
  const longest = Number(max ?? usual);
  if (length < Number(min)) {
    throw defaultProblem(
      `the default has ${length} characters, fewer than min=${min}.`,
      WITHIN_LIMITS,
    );
  }
  if (length > longest) {
    throw defaultProblem(
      `the default has ${length} characters, more than the ${longest} allowed.`,
      WITHIN_LIMITS,
    );
  }
  return text;
}
