#!/usr/bin/env node
/** Where the runner starts. A shell that completes a word waits for each of its answers, so those load nothing else. */
import { answerFor } from '../generators/completion/answer.js';

const argv = process.argv.slice(2);
const [command, shell = '', mark, ...words] = argv;

if (command === 'completion' && mark === '--') {
  process.stdout.write(answerFor(shell, words, new URL('../completion.json', import.meta.url)));
} else {
  // Not awaited: a run may end while somebody is still being asked.
  import('./fastapi-feature.js').then(({ start }) => start(argv));
}
