import { RefusalError } from '../errors.js';
import { type FormatOptions, finishPython } from '../python/format.js';
import { addFromImport, type PythonImport } from '../python/imports.js';
import { timed } from '../timing.js';
import type { Architecture } from './architecture.js';
import { areChanged } from './templates.js';

/** What a file that a template gave is finished with. */
export interface Finishing {
  /** What field types need that no template imports. */
  readonly imports?: readonly PythonImport[];
  /** How the project wants its code to look, where it is not one of ours. */
  readonly format?: FormatOptions;
}

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
  { format, imports = [] }: Finishing = {},
): string {
  if (!path.endsWith('.py')) return text;
  try {
    return timed('format', () => finishPython(path, withImports(path, text, imports), format));
  } catch (error) {
    throw areChanged(templates) ? new RefusalError((error as Error).message) : error;
  }
}

function withImports(path: string, text: string, imports: readonly PythonImport[]): string {
  return imports
    .filter(({ alias, name }) => new RegExp(`\\b${alias ?? name}\\b`).test(text))
    .reduce((edited, one) => addFromImport(edited, { path, ...one }), text);
}
