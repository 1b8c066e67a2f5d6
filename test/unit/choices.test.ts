/** Lists of choices: what typing finds, and how much of a long list is in sight. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { found, pageOf } from '../../shared/terminal/choices.js';

const TYPES = [
  { name: 'decimal  an exact number', value: 'decimal' },
  { name: 'datetime  a point in time', value: 'datetime' },
  { name: 'ref=MODEL  a reference to another feature', value: 'ref' },
  { name: 'refs=MODEL  many references', value: 'refs' },
  { name: 'bool', value: 'bool', description: 'true or false' },
];

test.each<[string, readonly string[]]>([
  ['', ['decimal', 'datetime', 'ref', 'refs', 'bool']],
  ['RE', ['ref', 'refs']],
  // What begins with it is in front of what only has a word that does, or has it anywhere.
  ['d', ['decimal', 'datetime', 'ref', 'refs']],
  ['number', ['decimal']],
  ['false', ['bool']],
  ['cim', ['decimal']],
  ['xyz', []],
])('"%s" finds %j', (text, values) => {
  expect(found(TYPES, text).map(({ value }) => value)).toEqual(values);
});

describe('a list', () => {
  test('that fits is shown whole', () => {
    expect(pageOf(5, 4, 5)).toEqual({ from: 0, to: 5, more: undefined });
  });

  test.each([
    [0, '↓ 9 more'],
    [10, '↑ 6  ↓ 3 more'],
    [17, '↑ 9 more'],
  ])('that does not fit says so: at %i', (active, more) => {
    expect(pageOf(18, active, 10).more).toBe(more);
  });

  test('always has the cursor in sight, and its size', () => {
    const sizes = fc.record({
      length: fc.integer({ min: 1, max: 60 }),
      at: fc.nat(1000),
      size: fc.integer({ min: 3, max: 20 }),
    });
    fc.assert(
      fc.property(sizes, ({ at, length, size }) => {
        const active = at % length;
        const { from, more, to } = pageOf(length, active, size);
        expect(from >= 0 && from <= active && active < to && to <= length).toBe(true);
        expect(to - from + (more === undefined ? 0 : 1)).toBe(Math.min(length, size));
      }),
    );
  });
});
