import { ARCHITECTURES } from '../generators/app/architectures.js';
import { NamesTrial, waysToRefer, waysToTry } from '../test/emitted-names.js';

const [only = '', quick] = process.argv.slice(2);
for (const architecture of ARCHITECTURES.filter(({ id }) => id.includes(only))) {
  const trial = new NamesTrial(architecture);
  const identifiers = trial.identifiers();
  const counts = { emitted: 0, refused: 0, failed: 0, clashing: 0 };
  const started = Date.now();
  const refusals = new Map<string, string[]>();
  for (const tried of identifiers.flatMap((name) =>
    quick
      ? [...waysToTry(name).slice(0, 1), ...waysToRefer(name).slice(0, 1)]
      : [...waysToTry(name), ...waysToRefer(name)],
  )) {
    const attempt = trial.attempt(tried);
    const said = `${architecture.id} ${tried.name} ${tried.tokens.join(' ')}`;
    if ('refused' in attempt) {
      counts.refused += 1;
      const reason = attempt.refused.replaceAll(tried.name, 'NAME').slice(0, 150);
      refusals.set(reason, [...(refusals.get(reason) ?? []), tried.name]);
    } else if ('failed' in attempt) {
      counts.failed += 1;
      console.log(
        `FAILED ${said.slice(0, 100)}: ${attempt.failed.split('\n').slice(0, 3).join(' | ')}`,
      );
    } else {
      counts.emitted += 1;
      const found = trial.clashes(tried, attempt.files);
      if (found.length > 0) {
        counts.clashing += 1;
        console.log(`CLASH ${said.slice(0, 100)}: ${found.slice(0, 2).join(' | ')}`);
      }
    }
  }
  for (const [reason, names] of refusals)
    console.log(`REFUSED ${names.length} ${reason}: ${[...new Set(names)].slice(0, 30).join(' ')}`);
  console.log(architecture.id, identifiers.length, counts, `${Date.now() - started} ms`);
}
