import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { editDistance, suggest } from '../../shared/suggestion.js';

describe('suggest', () => {
  const types = ['str', 'text', 'int', 'decimal', 'datetime', 'date', 'ref', 'refs'];

  test.each([
    ['decmal', 'decimal'],
    ['Decimal', 'decimal'],
    ['deciaml', 'decimal'],
    ['dat', 'date'],
    ['datetme', 'datetime'],
    ['deci', 'decimal'],
    ['rfes', 'refs'],
  ])('%s most likely means %s', (given, meant) => {
    expect(suggest(given, types)).toBe(meant);
  });

  test.each(['', 'x', 'banana', 'de', 'integer'])('%p is close to nothing', (given) => {
    expect(suggest(given, types)).toBeUndefined();
  });

  test('takes the first of equally close words', () => {
    expect(suggest('gte', ['gt', 'ge'])).toBe('gt');
  });

  test('does not guess between several continuations', () => {
    expect(suggest('opt', ['optional', 'options'])).toBeUndefined();
    expect(suggest('opt', ['optional', 'unique'])).toBe('optional');
  });
});

describe('editDistance', () => {
  test.each([
    ['', '', 0],
    ['', 'abc', 3],
    ['kitten', 'sitting', 3],
    ['abcd', 'abdc', 1],
    ['ca', 'abc', 3],
  ])('%p to %p takes %d steps', (from, to, distance) => {
    expect(editDistance(from, to)).toBe(distance);
  });

  test('is a symmetric distance', () => {
    const word = fc.string({ maxLength: 8 });
    fc.assert(
      fc.property(word, word, (one, other) => {
        const distance = editDistance(one, other);
        expect(distance).toBe(editDistance(other, one));
        expect(distance === 0).toBe(one === other);
        expect(distance).toBeLessThanOrEqual(Math.max(one.length, other.length));
      }),
    );
  });
});
