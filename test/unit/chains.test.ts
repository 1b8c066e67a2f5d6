/** Features that change again and again, while people write into their files: what they have written is never lost. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { chains, live } from '../../scripts/chains/chain.js';
import { NEW_PROJECTS } from '../../scripts/fuzz/grounds.js';

const FOUNDED = NEW_PROJECTS.filter(({ change }) => change === undefined);

test.each(FOUNDED.map((ground) => [ground.name, ground] as const))(
  'in %s',
  (_, ground) => {
    fc.assert(
      fc.property(chains(4), (steps) => {
        expect(live(ground, steps).faults).toEqual([]);
      }),
      { numRuns: 3, seed: 7, endOnFailure: true },
    );
  },
  120_000,
);
