/** Ctrl-C, and other wishes that a run ends, while it must not simply end. */
import { InterruptedError } from '../errors.js';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Notes the signals that would end the process, from its creation until {@link Interruption.stop}. */
export class Interruption {
  #signal: NodeJS.Signals | undefined;
  #wake: () => void = () => undefined;

  constructor() {
    for (const signal of SIGNALS) process.on(signal, this.#note);
  }

  /**
   * Waits, but no longer than until a signal arrives.
   *
   * @throws InterruptedError if one has arrived.
   */
  readonly pause = async (milliseconds: number): Promise<void> => {
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
      if (this.#signal !== undefined) resolve();
      else setTimeout(resolve, milliseconds);
    });
    this.check(false);
  };

  /**
   * Lets signals in that arrived while nothing else could run.
   *
   * @param isWritten whether everything has been written by now, or nothing.
   * @throws InterruptedError if one has arrived.
   */
  async letIn(isWritten: boolean): Promise<void> {
    // What is called next may come before the system is asked; what is called after that does not.
    for (let turn = 0; turn < 2; turn += 1) await new Promise(setImmediate);
    this.check(isWritten);
  }

  /** Leaves signals to others again. */
  stop(): void {
    for (const signal of SIGNALS) process.off(signal, this.#note);
  }

  private check(isWritten: boolean): void {
    if (this.#signal !== undefined) throw new InterruptedError(this.#signal, isWritten);
  }

  readonly #note = (signal: NodeJS.Signals): void => {
    this.#signal = signal;
    this.#wake();
  };
}
