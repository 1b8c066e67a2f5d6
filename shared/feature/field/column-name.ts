/** The names that columns of existing databases have. */
import { reservedColumnReason } from '../reserved-words.js';
import { FieldProblem } from './settings.js';
import type { FieldContext } from './spec.js';

/** Databases allow 63 bytes. */
const LONGEST_IDENTIFIER = 63;

/**
 * Checks the name of a field's column.
 *
 * @param given what `column` says, if anything.
 * @param key the key of the field in the API, which is the name otherwise.
 * @returns the name; undefined if it is the key.
 * @throws FieldProblem for a name that no column can have, or that another column has.
 */
export function checkColumn(
  given: string | undefined,
  key: string,
  { extraReserved = {} }: FieldContext,
): string | undefined {
  const column = given ?? key;
  const reason =
    reservedColumnReason(column) ??
    (Object.hasOwn(extraReserved, column) ? extraReserved[column] : undefined);
  if (given === undefined) {
    if (reason === undefined) return undefined;
    throw new FieldProblem(
      'name',
      `"${key}" cannot be the name of a column: ${reason}.`,
      'Choose a more specific name, or give the column another one with column=NAME.',
    );
  }
  const fault = identifierFault(given) ?? reason;
  if (fault !== undefined) {
    throw new FieldProblem(
      'column.value',
      `"${given}" cannot be the name of a column: ${fault}.`,
      IDENTIFIERS,
    );
  }
  return given === key ? undefined : given;
}

/** What names in a database consist of, to follow the fault of one. */
export const IDENTIFIERS =
  'A name has letters, digits, underscores, hyphens and spaces, and begins with a letter or an underscore.';

/** Whether a name is too long for anything in a database: PostgreSQL counts bytes, and refuses more of them. */
export function isTooLong(name: string): boolean {
  return Buffer.byteLength(name) > LONGEST_IDENTIFIER;
}

/** Says that the name of a constraint is too long and what to do about it, to follow who needs the constraint. */
export function longConstraint(name: string): string {
  return (
    `needs a constraint called "${name}", which has ${Buffer.byteLength(name)} bytes; databases allow at most ` +
    `${LONGEST_IDENTIFIER}. Choose shorter names, or give the table another name with --table.`
  );
}

/** Says why nothing in a database can have a name, to follow a colon; undefined if something can. */
export function identifierFault(name: string): string | undefined {
  const odd = name.match(/[^\p{L}\p{M}\p{N}_ -]/u)?.[0];
  if (odd !== undefined) return `it contains the character "${odd}"`;
  if (!/^[\p{L}_]/u.test(name)) return 'it does not start with a letter or an underscore';
  if (name.endsWith(' ')) return 'it ends with a space';
  if (!isTooLong(name)) return undefined;
  return `it has ${Buffer.byteLength(name)} bytes, but databases allow at most ${LONGEST_IDENTIFIER}`;
}
