import { RefusalError } from '../errors.js';
import { type Finishing, finishPython } from '../python/format.js';
import { timed } from '../timing.js';
import type { Architecture } from './architecture.js';
import { areChanged } from './templates.js';

/**
 * Finishes what a template returned: sorts and formats Python, leaves anything else as it is.
 *
 * @param path where the file will be.
 * @throws RefusalError if a customised template returns invalid Python.
 */
export function finish(
  { templates }: Pick<Architecture, 'templates'>,
  path: string,
  text: string,
  finishing: Omit<Finishing, 'isUntried'> = {},
): string {
  if (!path.endsWith('.py')) return text;
  const isUntried = areChanged(templates);
  try {
    return timed('format', () => finishPython(path, text, { ...finishing, isUntried }));
  } catch (error) {
    throw isUntried ? new RefusalError((error as Error).message) : error;
  }
}
