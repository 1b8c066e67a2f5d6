/** What fills a development database, with the rows that tests are made of. */
import type { Capability } from './architecture.js';

/** Where an architecture has the tests that all features share. */
interface Places {
  /** The module in which rows share what they refer to. */
  readonly references: string;
  /** The command, and its test. */
  readonly seed: string;
  readonly test: string;
}

/** Returns the capabilities that store what rows refer to, and rows to develop with. */
export function seeds({ references, seed, test }: Places): readonly Capability[] {
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
      files: [`${seed}.ejs`, `${test}.ejs`],
    },
  ];
}
