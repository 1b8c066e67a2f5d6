import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../../shared/errors.js';
import { readOptions } from '../../shared/feature/options.js';
import { generatorsRoot } from '../../shared/plan/own-files.js';
import type { Given } from '../../shared/run/feature-command.js';
import type { CompletionDocument } from '../../shared/show/documents.js';
import { printDocument } from '../../shared/show/ending.js';
import { meant, suggest } from '../../shared/suggestion.js';
import { SHELLS, type Shell } from './shells.js';

/**
 * Prints the script by which a shell completes commands.
 *
 * @throws UsageError for a shell that there is no script for.
 */
export function completion({ raw, words }: Given): void {
  const { json } = readOptions(raw);
  const shell = shellIn(words);
  const script = readFileSync(scriptFor(shell), 'utf8');
  if (json) {
    const message = `This completes fastapi-feature in ${shell}; nothing was written.`;
    printDocument({ code: 0, message, shell, script } satisfies CompletionDocument);
  } else {
    process.stdout.write(script);
  }
}

function scriptFor(shell: Shell): string {
  return join(generatorsRoot(), 'completion', 'shells', `fastapi-feature.${shell}`);
}

function shellIn(words: readonly string[]): Shell {
  const [given = '', extra] = words;
  const shell = SHELLS.find((each) => each === given);
  if (shell !== undefined && extra === undefined) return shell;
  const near = shell === undefined ? suggest(given, SHELLS) : undefined;
  throw new UsageError(
    `completion takes one shell, but was given: ${words.join(' ') || 'nothing'}. ${meant(near)}` +
      `Shells: ${SHELLS.join(', ')}.`,
    { place: 'SHELL', suggestion: near },
  );
}
