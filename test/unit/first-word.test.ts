/** A slip of the hand does not become a feature, and a feature is not taken for a slip. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ARCHITECTURES } from '../../generators/app/architectures.js';
import { refuseSlip } from '../../generators/app/first-word.js';
import { ALIASES } from '../../generators/app/sub-generators.js';
import { ADDING_WORDS, COMMANDS } from '../../shared/feature/commands.js';
import { refusal } from './refusal.js';

const named = [
  ...new Set([
    ...COMMANDS.map(({ name }) => name),
    ...ARCHITECTURES.flatMap(({ generator, id }) => [generator, id]),
    ...ALIASES,
  ]),
];
const kept: readonly string[] = [...ADDING_WORDS, ...COMMANDS.map(({ name }) => name)];

/** A slip of the hand in a word: two letters swapped, one left out, doubled, or replaced by its neighbour. */
const slip = fc
  .record({ word: fc.constantFrom(...named), at: fc.nat(), kind: fc.nat(3) })
  .map(({ at, kind, word }) => {
    const place = at % (word.length - 1);
    const [start, one, two] = [word.slice(0, place), word.charAt(place), word.charAt(place + 1)];
    const end = word.slice(place + 2);
    return (
      [
        start + two + one + end,
        start + two + end,
        start + one + one + two + end,
        `${start}q${two}${end}`,
      ][kind] ?? ''
    );
  })
  .filter((word) => !named.includes(word));

describe('the first word', () => {
  test('is refused if it is a slip, unless a field with a type follows', () => {
    fc.assert(
      fc.property(slip, (word) => {
        const message = /Did you mean "[\s\S]*put "app" in front/;
        expect(refusal(() => refuseSlip([word]))).toMatch(message);
        expect(refusal(() => refuseSlip([word.toUpperCase(), 'product']))).toMatch(message);
        expect(() => refuseSlip([word, 'name:str', 'other'])).not.toThrow();
      }),
      { numRuns: 2000 },
    );
  });

  test.each(kept)('is never a feature if it is "%s"', (word) => {
    for (const words of [[word], [word, 'product'], [word.toUpperCase(), 'name:str']]) {
      expect(refusal(() => refuseSlip(words))).toMatch(/No feature can be called/);
    }
  });

  test.each(
    'product order_item report channel project object subject options app_user creation general layer'.split(
      ' ',
    ),
  )('may be the feature "%s", whatever follows', (word) => {
    for (const words of [[word], [word, 'name'], [word, 'name:str']]) {
      expect(() => refuseSlip(words)).not.toThrow();
    }
  });

  test.each(['addd', 'aadd', 'neww'])('%s is a key held for too long', (word) => {
    expect(refusal(() => refuseSlip([word, 'product', 'name:str']))).toMatch(
      /leave "(add|new)" out: fastapi-feature product name:str/,
    );
    expect(() => refuseSlip([word, 'name:str'])).not.toThrow();
  });

  test.each(['ad', 'aid', 'and', 'odd', 'news', 'newt', 'gg', 'ggg'])('%s is none', (word) => {
    expect(() => refuseSlip([word, 'product', 'name:str'])).not.toThrow();
  });
});
