/** Asks the person at the terminal. */
import type { Ask, Question } from '../ask/ask.js';
import { CancelledError } from '../errors.js';
import { Frame } from './frame.js';
import { Keyboard, type Keys } from './keyboard.js';
import { show } from './questions.js';

/** The person at the terminal, who is asked one question after the other. */
export interface Person {
  readonly ask: Ask;
  /** Lets go of the terminal until the next question. */
  release(): void;
}

/** What a question comes to if the window has got another size meanwhile. */
const RESIZED = Symbol('resized');

/**
 * Returns the person who types into a terminal.
 *
 * @param output where they see the questions.
 */
export function personAt(source: NodeJS.ReadStream, output: NodeJS.WriteStream): Person {
  const keyboard = new Keyboard(source, output);
  return {
    async ask<T>(question: Question): Promise<T> {
      const { isFresh = false, takesLines = false } = question;
      const taking = { isFresh: isFresh === true, takesLines: takesLines === true };
      let keys = keyboard.open(taking);
      try {
        for (;;) {
          const answer = await askOnce(question, keys, output);
          if (answer !== RESIZED) return answer as T;
          keys = keyboard.open(taking, keys.taken);
        }
      } finally {
        keyboard.close();
      }
    },
    release: () => keyboard.release(),
  };
}

/**
 * Shows a question until it is answered, or until the window gets another size.
 *
 * @throws CancelledError if the person presses Escape or Ctrl-C.
 */
async function askOnce(
  question: Question,
  keys: Keys,
  output: NodeJS.WriteStream,
): Promise<unknown> {
  const frame = new Frame(output);
  let isResized = false;
  const shown = show(question, keys, frame);
  const resize = () => {
    isResized = true;
    frame.mute();
    shown.cancel();
  };
  const cancelOnEscape = (_text: unknown, key?: { readonly name?: string }) => {
    if (key?.name === 'escape') shown.cancel();
  };
  output.once('resize', resize);
  keys.on('keypress', cancelOnEscape);
  try {
    return await shown;
  } catch (error) {
    if (isResized) {
      frame.clear();
      return RESIZED;
    }
    throw isCancelled(error) ? new CancelledError() : error;
  } finally {
    output.off('resize', resize);
    keys.off('keypress', cancelOnEscape);
  }
}

/** Whether inquirer says that a question was left, by a key or by a signal. */
function isCancelled(error: unknown): boolean {
  return ['CancelPromptError', 'ExitPromptError'].includes((error as Error).name);
}
