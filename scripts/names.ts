/**
 * Tries every name in emitted code as the name of a feature and of a field: `npm run names`, or
 * `npm run names -- onion` for one architecture. What is accepted has to mean the same as under any
 * other name, and nothing may fail.
 */
import { ARCHITECTURES } from '../generators/app/architectures.js';
import { NamesTrial, waysToRefer, waysToTry } from '../test/emitted-names.js';

const [only = ''] = process.argv.slice(2);

for (const architecture of ARCHITECTURES.filter(({ id }) => id.includes(only))) {
  const trial = new NamesTrial(architecture);
  const names = trial.identifiers();
  const counts = { emitted: 0, refused: 0, wrong: 0 };
  for (const tried of names.flatMap((name) => [...waysToTry(name), ...waysToRefer(name)])) {
    const attempt = trial.attempt(tried);
    if ('refused' in attempt) {
      counts.refused += 1;
      continue;
    }
    const wrong = 'failed' in attempt ? [attempt.failed] : trial.clashes(tried, attempt.files);
    counts[wrong.length > 0 ? 'wrong' : 'emitted'] += 1;
    for (const each of wrong) console.log(`${tried.name} ${tried.tokens.join(' ')}: ${each}`);
  }
  console.log(`${architecture.id}: ${names.length} names`, counts);
  if (counts.wrong > 0) process.exitCode = 1;
}
