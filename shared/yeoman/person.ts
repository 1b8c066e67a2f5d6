/** The person who answers the questions of a generator, if that is whoever sits at the terminal of this process. */
import type { Question } from '../ask/ask.js';
import type { Person } from '../terminal/person.js';

/** Yeoman's adapter, as it is if it asks at a terminal. A host or a test may have one that asks otherwise. */
interface TerminalAdapter {
  readonly actualAdapter?: {
    readonly stdin?: NodeJS.ReadStream;
    readonly stdout?: NodeJS.WriteStream;
  };
  /** Does something once everything that was said is shown, and nothing else is asked meanwhile. */
  queue?<T>(act: () => Promise<T>): Promise<T>;
}

/** The person at the terminal, once there was a question. */
let person: Person | undefined;

/**
 * Returns the person whom an adapter asks at the terminal; undefined if it asks otherwise.
 *
 * Yeoman's own prompts throw away what is typed between two questions, and keep only the first line of a paste.
 */
export function personOf(adapter: object): Person | undefined {
  const { actualAdapter } = adapter as TerminalAdapter;
  const { stdin, stdout } = actualAdapter ?? {};
  if (stdin !== process.stdin || stdout === undefined || stdin.isTTY !== true) return undefined;
  return {
    async ask<T>(question: Question): Promise<T> {
      const { personAt } = await import('../terminal/person.js');
      person ??= personAt(stdin, stdout);
      const asked = person;
      const act = () => asked.ask<T>(question);
      const { queue } = adapter as TerminalAdapter;
      return queue === undefined ? act() : (queue.call(adapter, act) as Promise<T>);
    },
    release: releaseKeyboard,
  };
}

/** Lets go of the terminal, for other generators to ask. */
export function releaseKeyboard(): void {
  person?.release();
}
