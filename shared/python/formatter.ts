/** Ruff's formatter alone, in this process: a small part of ruff, loaded when it is first needed. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import v8 from 'node:v8';
import { format as formatWith, initSync } from '@wasm-fmt/ruff_fmt/web';
import type { FormatOptions } from './format-options.js';
import { compileQuickly } from './ruff.js';

const require = createRequire(import.meta.url);
let isLoaded = false;

/**
 * Formats Python the way `ruff format` does.
 *
 * @returns undefined where this is not Python, as far as this version of ruff knows the language.
 */
export function formatPython(
  text: string,
  { lineLength, quotes, tabs }: Omit<FormatOptions, 'firstParty'>,
): string | undefined {
  load();
  try {
    return formatWith(text, undefined, {
      indent_style: tabs ? 'tab' : 'space',
      line_width: lineLength,
      magic_trailing_comma: 'ignore',
      quote_style: quotes,
    });
  } catch {
    return undefined;
  }
}

function load(): void {
  if (isLoaded) return;
  compileQuickly();
  // All of it would take as long to validate as the functions that a run calls take to compile.
  v8.setFlagsFromString('--wasm-lazy-validation');
  initSync(readFileSync(require.resolve('@wasm-fmt/ruff_fmt/wasm')));
  v8.setFlagsFromString('--no-wasm-lazy-validation');
  isLoaded = true;
}
