/**
 * The errors that are foreseen. All of them promise that nothing has been written, but for an interruption that comes
 * afterwards and says so. Any other error is a failure nobody foresaw and exits with 1.
 */
import { constants } from 'node:os';

/** A foreseen "no", with its own exit status. `yo` also uses `code` as its exit status. */
export abstract class ForeseenError extends Error {
  /** The exit status of the process, as the contract of the command line defines it. */
  abstract readonly code: number;
}

/** Wrong usage or an invalid spec: exit 2. The message says what was given, what is allowed and what to do. */
export class UsageError extends ForeseenError {
  override readonly name = 'UsageError';
  readonly code = 2;
}

/**
 * A conflict, or a file that cannot be edited safely: exit 3. The message says which file, why, and
 * what to do.
 */
export class RefusalError extends ForeseenError {
  override readonly name = 'RefusalError';
  readonly code = 3;
}

/** The user cancelled: the status that shells give to an interrupted process. */
export class CancelledError extends ForeseenError {
  override readonly name: string = 'CancelledError';
  readonly code: number = 130;

  constructor(message = 'Cancelled; nothing was written.') {
    super(message);
  }
}

/** A signal, mostly from Ctrl-C, arrived when files were about to be written, or had just been. */
export class InterruptedError extends CancelledError {
  override readonly name = 'InterruptedError';
  override readonly code: number;

  constructor(signal: NodeJS.Signals, isWritten: boolean) {
    super(isWritten ? 'Interrupted; everything was written.' : undefined);
    this.code = 128 + constants.signals[signal];
  }
}
