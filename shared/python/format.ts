/** Finishing what a template gave. */
import { EMITTED_FORMAT, type FormatOptions } from './format-options.js';
import { finishWithRuff } from './full-finish.js';
import type { PythonImport } from './imports.js';
import { finishQuickly } from './quick-finish.js';

/** What a file that a template gave is finished with. */
export interface Finishing {
  /** Imports that it may need and does not have. */
  readonly imports?: readonly PythonImport[];
  /** How the project wants its code to look, where it is not one of ours. */
  readonly format?: FormatOptions;
  /** Whether nobody has seen yet what the template gives, so that ruff looks for mistakes. */
  readonly isUntried?: boolean;
}

/**
 * Finishes a Python file that a template gave: takes out the imports it does not use, sorts the rest,
 * and formats it the way `ruff format` does.
 *
 * Most files need but the formatter. All of ruff, which takes far longer to load, is for those where it is not
 * certain what it would do.
 *
 * @param path where the file will be, for messages.
 * @throws Error where the file does not parse or, if all of ruff is asked, has a mistake, like a name that it
 *   does not define: the template is wrong.
 */
export function finishPython(path: string, source: string, finishing: Finishing = {}): string {
  const { format = EMITTED_FORMAT, imports = [], isUntried = false } = finishing;
  const mentioned = imports.filter(({ alias, name }) =>
    new RegExp(`\\b${alias ?? name}\\b`).test(source),
  );
  const quick = isUntried ? undefined : finishQuickly(source, format, mentioned);
  return quick ?? finishWithRuff(path, source, format, mentioned);
}
