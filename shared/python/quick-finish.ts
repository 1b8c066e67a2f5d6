/** Finishing an ordinary file: what ruff would do is certain, and the formatter is all that is loaded. */
import type { FormatOptions } from './format-options.js';
import { formatPython } from './formatter.js';
import { waiveLongLines } from './full-finish.js';
import { tidyImports } from './import-block.js';
import type { PythonImport } from './imports.js';
import { waiveOrdinaryLines } from './long-lines.js';
import { parseOnce } from './syntax.js';

/** White space that a template has no use for. */
const UNUSUAL = /[^\n -~\u00A0-\uFFFF]/;

/** Strings within formatted ones that have other quotes than the project's. */
const NESTED_STRINGS = {
  double: /\bf'[^'\n]*\{[^}'\n]*"/i,
  single: /\bf"[^"\n]*\{[^}"\n]*'/i,
};

/**
 * Does what `finishPython` does with no more than the formatter.
 *
 * @param imports further imports that it may need.
 * @returns undefined where something is out of the ordinary, so that it is not certain what ruff would do.
 */
export function finishQuickly(
  source: string,
  format: FormatOptions,
  imports: readonly PythonImport[],
): string | undefined {
  // Which quotes are allowed within others depends on the version of Python, which the formatter does not know.
  if (UNUSUAL.test(source) || NESTED_STRINGS[format.quotes].test(source)) return undefined;
  const tidy = tidyImports(parseOnce(source), format, imports);
  const formatted = tidy === undefined ? undefined : formatPython(tidy, format);
  if (formatted === undefined) return undefined;
  return waiveOrdinaryLines(formatted, format.lineLength) ?? waiveLongLines(formatted, format);
}
