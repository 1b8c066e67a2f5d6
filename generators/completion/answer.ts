/** The answer to a shell that asks what may stand where the cursor is. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Candidate, Vocabulary } from './candidates.js';
import { complete } from './complete.js';
import { readStanding } from './standing.js';

/**
 * Returns the answer, a line for each candidate. `:files` and `:folders` leave it to the shell. In bash and zsh, a word
 * that is finished ends in the space that follows it; zsh and fish also show what a word is, after a tab.
 *
 * @param shell the shell that asks.
 * @param words the words of the line after the name of the program, up to the cursor. The last may be empty.
 * @param vocabulary the file with what is offered whatever the project.
 */
export function answerFor(shell: string, words: readonly string[], vocabulary: URL): string {
  const known: Vocabulary = JSON.parse(readFileSync(vocabulary, 'utf8'));
  const root = resolve(destinationIn(words) ?? '.');
  const found = complete(words, known, () => readStanding(root, known));
  const lines =
    typeof found === 'string'
      ? [`:${found}`]
      : [...found, ...(shell === 'fish' ? goingOn(found) : [])].map((each) => lineOf(each, shell));
  return lines.map((line) => `${line}\n`).join('');
}

/** Returns the root of the project, if the line names one. */
function destinationIn(words: readonly string[]): string | undefined {
  const at = words.indexOf('--destination');
  if (at !== -1 && at < words.length - 2) return words[at + 1];
  return words
    .slice(0, -1)
    .find((word) => word.startsWith('--destination='))
    ?.replace(/^[^=]*=/, '');
}

/** Fish ends the only word that it is offered with a space. One that may go on is offered with its next sign, too. */
function goingOn([only, ...others]: readonly Candidate[]): readonly Candidate[] {
  if (only === undefined || only.isFinished || others.length > 0) return [];
  if (!/[\p{L}\p{N}_]$/u.test(only.text)) return [];
  const sign = only.text.includes(':') ? ':' : '+';
  return [{ ...only, text: `${only.text}${sign}`, help: 'and more of it' }];
}

function lineOf({ help, isFinished, text }: Candidate, shell: string): string {
  const word = isFinished && shell !== 'fish' ? `${text} ` : text;
  return shell === 'bash' ? word : `${word}\t${help}`;
}
