/**
 * The errors that are foreseen. All of them promise that nothing has been written, but for an interruption that comes
 * afterwards and says so. Any other error is a failure nobody foresaw and exits with 1.
 */
import { constants } from 'node:os';

/** Something that is wrong. */
export interface Problem {
  /** All of it in words: where it is, what was given, what is allowed and what to do. */
  readonly message: string;
  /** Where it is: `--read`, `field 2`, `features.product.fields.price`. */
  readonly place?: string | undefined;
  /** What was likely meant, as it has to be written. */
  readonly suggestion?: string | undefined;
  /** What a person has changed exactly where it has to change. */
  readonly conflict?: ConflictOfLines | undefined;
}

/** Some lines of a file, and what they would become. */
export interface ConflictOfLines {
  readonly path: string;
  /** The line in the file as it stands, counted from one. */
  readonly line: number;
  readonly ours: string;
  /** Empty if they would go. */
  readonly theirs: string;
}

/** Returns everything that is wrong: as a list, if it is more than one thing. */
function inWords(problems: readonly Problem[]): string {
  const messages = problems.map(({ message }) => message);
  if (messages.length === 1) return messages.join();
  const items = messages.map((message) => `\n- ${message.replaceAll('\n', '\n  ')}`);
  return `${messages.length} things are wrong:${items.join('')}`;
}

/** A foreseen "no", with its own exit status. `yo` also uses `code` as its exit status. */
export abstract class ForeseenError extends Error {
  /** The exit status of the process, as the contract of the command line defines it. */
  abstract readonly code: number;
  /** Everything that is wrong, at least one thing. */
  readonly problems: readonly Problem[];

  /**
   * @param what the message, or everything that is wrong.
   * @param about what programs are told besides the message.
   */
  constructor(what: string | readonly Problem[], about: Omit<Problem, 'message'> = {}) {
    const problems = typeof what === 'string' ? [{ message: what, ...about }] : what;
    super(inWords(problems));
    this.problems = problems;
  }
}

/**
 * Whether an error is foreseen. It may come from another copy of this package, such as one that a generator of somebody
 * else builds on.
 */
export function isForeseen(error: unknown): error is ForeseenError {
  if (error instanceof ForeseenError) return true;
  if (!(error instanceof Error)) return false;
  const { code, problems } = error as Partial<ForeseenError>;
  return typeof code === 'number' && Array.isArray(problems);
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
