/** Offers an architecture as a choice: when it fits, and what a feature looks like in it. */
import type { Architecture } from '../plan/architecture.js';
import { pictureOf } from '../show/layout-picture.js';
import { screenWidth, wrappedText } from '../show/text-width.js';

/**
 * Returns an architecture as an entry of a list of choices.
 *
 * @param value what choosing it answers.
 */
export function choiceOf(architecture: Architecture, value: string) {
  const { fits, style, title } = architecture;
  const name = style === value ? style : title;
  const width = screenWidth();
  const sentence = wrappedText(`Choose it when ${fits}.`, width).join('\n');
  return {
    name,
    short: name,
    value,
    description: `${sentence}\n\n${pictureOf(architecture, width)}`,
  };
}
