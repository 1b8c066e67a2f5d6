/** What fills a development database, with the rows that tests are made of. */
import type { Capability } from './architecture.js';

/**
 * Returns the capabilities that store what rows refer to, and rows to develop with.
 *
 * @param folder the folder of what all tests share.
 * @param ofTest the folder of the test of the command, if that is another one.
 */
export function seeds(folder: string, ofTest = folder): readonly Capability[] {
  const [references, seed] = [`${folder}/references.py`, `${folder}/seed.py`];
  return [
    {
      id: 'references',
      why: 'Stores what the rows of tests refer to, once for all that one row leads to.',
      evidence: { path: references, symbol: 'with_references' },
      files: [`${references}.ejs`],
    },
    {
      id: 'seed',
      why: 'A command that fills a development database with rows of each feature.',
      evidence: { path: seed, symbol: 'fill' },
      files: [`${seed}.ejs`, `${ofTest}/test_seed.py.ejs`],
    },
  ];
}
