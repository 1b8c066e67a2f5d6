/** Asks through Yeoman's adapter, with a way out of every question. */
import { CancelledError } from '../errors.js';
import type { RunOptions } from '../feature/options.js';

/** A question as inquirer takes it. */
export type Question = Readonly<Record<string, unknown>> & {
  readonly name: string;
  /** What can be answered, in a few words; it gives way to what is typed. */
  readonly hint?: string;
  /** Whether each line of several that are pasted is a part of the answer. */
  readonly takesLines?: boolean;
  /** Whether only what is typed once it is shown can answer it: what it asks about has to be seen first. */
  readonly isFresh?: boolean;
};

/**
 * Asks one question and returns its answer.
 *
 * @throws CancelledError if the user presses Escape or Ctrl-C instead.
 */
export type Ask = <T>(question: Question) => Promise<T>;

/** Returns what asks no question again: the same message gets the same answer. */
export function askingOnce(ask: Ask): Ask {
  const answers = new Map<unknown, unknown>();
  return async <T>(question: Question): Promise<T> => {
    if (!answers.has(question.message)) answers.set(question.message, await ask(question));
    return answers.get(question.message) as T;
  };
}

/** Whether there is somebody to answer questions. */
export function isAnswered({ json, yes }: RunOptions): boolean {
  return !yes && !json && process.stdin.isTTY === true;
}

/**
 * Returns a way to ask.
 *
 * @param adapter Yeoman's adapter, which shows the questions.
 * @param prompt asks inquirer's questions and returns the answers by their names.
 */
export function askThrough(
  adapter: object,
  prompt: (questions: readonly Question[]) => Promise<Record<string, unknown>>,
): Ask {
  return <T>(question: Question): Promise<T> =>
    cancellable(adapter, async () => {
      // A copy, because Yeoman changes the questions it is given.
      const answers = await prompt([{ ...question }]);
      return answers[question.name] as T;
    });
}

/** The part of Yeoman's adapter that is needed here. */
interface AbortableAdapter {
  abort?(reason: Error): void;
}

/** The names of the errors that inquirer and Yeoman's adapter raise for an unanswered question. */
const CANCELLED = new Set(['ExitPromptError', 'AbortPromptError', 'AbortError']);

/**
 * Runs an action that may ask questions.
 *
 * @param adapter what it asks through.
 * @throws CancelledError if the user presses Escape or Ctrl-C at a question.
 */
export async function cancellable<T>(adapter: object, act: () => Promise<T>): Promise<T> {
  const cancelOnEscape = (_text: unknown, key?: { readonly name?: string }) => {
    if (key?.name !== 'escape') return;
    (adapter as AbortableAdapter).abort?.(new CancelledError());
  };
  process.stdin.on('keypress', cancelOnEscape);
  try {
    return await act();
  } catch (error) {
    throw CANCELLED.has((error as Error).name) ? new CancelledError() : error;
  } finally {
    process.stdin.off('keypress', cancelOnEscape);
  }
}
