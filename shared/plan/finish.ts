import { RefusalError } from '../errors.js';
import { type FormatOptions, finishPython } from '../python/format.js';
import { timed } from '../timing.js';
import type { Architecture } from './architecture.js';
import { areChanged } from './templates.js';

/**
 * Finishes what a template gave: Python is put in order and formatted, anything else is as it should be.
 *
 * @param path where the file will be.
 * @param format how the project wants its code to look, where it is not one of ours.
 * @throws RefusalError where a template that somebody has changed gives Python that is wrong.
 */
export function finish(
  { templates }: Pick<Architecture, 'templates'>,
  path: string,
  text: string,
  format?: FormatOptions,
): string {
  if (!path.endsWith('.py')) return text;
  try {
    return timed('format', () => finishPython(path, text, format));
  } catch (error) {
    throw areChanged(templates) ? new RefusalError((error as Error).message) : error;
  }
}
