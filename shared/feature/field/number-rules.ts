/** Numbers in fields: how they are read, compared and limited. */
import type { Constraint } from './dialect.js';
import { type CheckedField, type FieldLimits, FieldProblem } from './settings.js';

/** How numbers of a type are read, compared and named. */
export interface NumberRules {
  readonly noun: string;
  canonical(text: string): string | undefined;
  /** Says why a canonical number does not fit the column; undefined if it does. */
  misfit(canonical: string): string | undefined;
  /**
   * Returns a negative number, zero or a positive number if the first number is less than, equal to
   * or greater than the second.
   */
  compare(canonical: string, other: string): number;
  /** Whether any value is possible within the limits. */
  leavesSome(limits: FieldLimits): boolean;
}

/** What numbers of our foundation go into, as Python would take true for 1, and Pydantic "1". Decimals need no such thing. */
export const JSON_NUMBER = 'JsonNumber';

/** Whether a number respects a limit, by how it compares to it. */
const HOLDS: Readonly<Record<'gt' | 'ge' | 'lt' | 'le', (comparison: number) => boolean>> = {
  gt: (comparison) => comparison > 0,
  ge: (comparison) => comparison >= 0,
  lt: (comparison) => comparison < 0,
  le: (comparison) => comparison <= 0,
};

/**
 * Checks the default of a number.
 *
 * @throws FieldProblem if it is not such a number, does not fit the column, or is outside the
 *   limits.
 */
export function checkNumber(text: string, rules: NumberRules, limits: FieldLimits): string {
  const refusal = (complaint: string, advice: string) =>
    new FieldProblem('default.value', complaint, advice);
  const number = rules.canonical(text);
  if (number === undefined) {
    throw refusal(`the default "${text}" is not ${rules.noun}.`, 'For example: default=10.');
  }
  const misfit = rules.misfit(number);
  if (misfit !== undefined) throw refusal(`the default ${text} does not fit.`, misfit);
  for (const [bound, holds] of Object.entries(HOLDS)) {
    const limit = limits[bound as keyof typeof HOLDS];
    if (limit === undefined || holds(rules.compare(number, limit))) continue;
    throw refusal(
      `the default ${text} is outside ${bound}=${limit}.`,
      'A default must be within the limits of its field.',
    );
  }
  return number;
}

/** Whether any whole number of units is possible within the limits. */
export function leavesUnits(
  { gt, ge, lt, le }: FieldLimits,
  units: (number: string) => bigint,
  smallest: bigint,
  largest: bigint,
): boolean {
  const low = gt !== undefined ? units(gt) + 1n : ge !== undefined ? units(ge) : smallest;
  const high = lt !== undefined ? units(lt) - 1n : le !== undefined ? units(le) : largest;
  return low <= high && low <= largest && high >= smallest;
}

/** Returns the limits of a number as Pydantic checks them. */
export function numericConstraints(
  field: CheckedField,
  literal: (bound: string) => string = (bound) => bound,
): Constraint[] {
  return (['gt', 'ge', 'lt', 'le'] as const).flatMap((name) => {
    const bound = field[name];
    return bound === undefined ? [] : [[name, literal(bound)] as const];
  });
}

/** The lowest possible value in units; undefined if there is no lower limit. */
export function lowest(field: CheckedField, parse: (text: string) => bigint): bigint | undefined {
  if (field.gt !== undefined) return parse(field.gt) + 1n;
  return field.ge === undefined ? undefined : parse(field.ge);
}

/** The highest possible value in units; undefined if there is no upper limit. */
export function highest(field: CheckedField, parse: (text: string) => bigint): bigint | undefined {
  if (field.lt !== undefined) return parse(field.lt) - 1n;
  return field.le === undefined ? undefined : parse(field.le);
}
