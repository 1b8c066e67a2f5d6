/** Asks through Yeoman, with a way out of every question. */
import type Generator from 'yeoman-generator';
import { CancelledError } from '../errors.js';

/** A question as inquirer takes it. */
export type Question = Readonly<Record<string, unknown>> & { readonly name: string };

/**
 * Asks one question and returns its answer.
 *
 * @throws CancelledError if the user presses Escape or Ctrl-C instead.
 */
export type Ask = <T>(question: Question) => Promise<T>;

/** Asks the way the generator does, so that hosts and tests can answer as they always do. */
export function askThrough(generator: Generator): Ask {
  return <T>(question: Question): Promise<T> =>
    cancellable(generator.env.adapter, async () => {
      // A copy, because Yeoman changes the questions it is given.
      const answers = await generator.prompt<Record<string, unknown>>([{ ...question }] as never);
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
