import { RefusalError } from '../errors.js';
import { type FormatOptions, finishPython } from '../python/format.js';
import { timed } from '../timing.js';
import type { Architecture } from './architecture.js';
import { areChanged } from './templates.js';

/**
 * Finishes what a template returned: sorts and formats Python, leaves anything else as it is.
 *
 * @param path where the file will be.
 * @param format how the project formats its code, if it is an existing backend.
 * @throws RefusalError if a customised template returns invalid Python.
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
