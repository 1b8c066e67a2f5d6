/** Asking through Yeoman, with a way out at every question. */
import type Generator from 'yeoman-generator';
import { CancelledError } from '../errors.js';

/** A question as inquirer takes it. */
export type Question = Readonly<Record<string, unknown>> & { readonly name: string };

/**
 * Asks one question and gives its answer.
 *
 * @throws CancelledError where somebody presses Escape or Ctrl-C instead.
 */
export type Ask = <T>(question: Question) => Promise<T>;

/** Asks as the generator does, so that hosts and tests answer as they are used to. */
export function askThrough(generator: Generator): Ask {
  return <T>(question: Question): Promise<T> =>
    cancellable(generator.env.adapter, async () => {
      // Yeoman changes the questions it is given.
      const answers = await generator.prompt<Record<string, unknown>>([{ ...question }] as never);
      return answers[question.name] as T;
    });
}

/** As much of Yeoman's adapter as is needed here. */
interface AbortableAdapter {
  abort?(reason: Error): void;
}

/** What inquirer and Yeoman's adapter call a question that nobody has answered. */
const CANCELLED = new Set(['ExitPromptError', 'AbortPromptError', 'AbortError']);

/**
 * Does something that may ask.
 *
 * @param adapter what it asks through.
 * @throws CancelledError where somebody presses Escape or Ctrl-C while it asks.
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
