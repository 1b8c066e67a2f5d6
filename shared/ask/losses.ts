/** Whether a person goes on although something is lost. */
import type { Problem } from '../errors.js';
import type { Ask } from './ask.js';

/** What is asked where changing a feature loses something. */
export const CHANGE_ALL_THE_SAME = 'This is lost. Change it all the same?';

/**
 * Says what is lost, and asks.
 *
 * @param message the question.
 * @throws CancelledError if the user cancels.
 */
export async function areLossesWanted(
  losses: readonly Problem[],
  message: string,
  { ask, say }: { readonly ask: Ask; say(text: string): void },
): Promise<boolean> {
  for (const loss of losses) say(loss.message);
  return ask<boolean>({ type: 'confirm', name: 'wanted', message, default: false });
}
