/**
 * The kinds of "no" that are foreseen. All promise that nothing has been written; every other error is a
 * failure nobody foresaw and exits with 1.
 */

/**
 * A "no" with an exit status of its own. `yo` reads `code` as its exit status too.
 */
export abstract class ForeseenError extends Error {
  /** The exit status of the process, as the command-line contract has it. */
  abstract readonly code: number;
}

/** Wrong usage or an invalid spec: exit 2. The message says what was given, what is allowed and what to do. */
export class UsageError extends ForeseenError {
  override readonly name = 'UsageError';
  readonly code = 2;
}

/** A conflict, or a target that cannot be edited safely: exit 3. The message says which file, why, and what to do. */
export class RefusalError extends ForeseenError {
  override readonly name = 'RefusalError';
  readonly code = 3;
}

/** Whoever was asked would rather not: the status that shells give to an interrupted process. */
export class CancelledError extends ForeseenError {
  override readonly name = 'CancelledError';
  readonly code = 130;

  constructor() {
    super('Cancelled; nothing was written.');
  }
}
