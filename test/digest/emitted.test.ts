/** What is emitted changes only when it is meant to: `npm run digest` shows what differs. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { digestOf, emittedCases } from './emitted.js';

const DIGEST = JSON.parse(readFileSync(join(import.meta.dirname, 'digest.json'), 'utf8'));

// A fixed time, because a backend may name its migrations after the time.
beforeAll(() => {
  jest.useFakeTimers({ now: new Date(2026, 0, 31, 12, 30) });
});
afterAll(() => {
  jest.useRealTimers();
});

test.each(emittedCases())(
  '$name is emitted as the digest has it',
  ({ emit, name }) => {
    expect({ [name]: digestOf(emit()) }).toEqual({ [name]: DIGEST[name] });
  },
  300_000,
);

test('the digest has exactly these projects', () => {
  expect(Object.keys(DIGEST)).toEqual(emittedCases().map(({ name }) => name));
});
