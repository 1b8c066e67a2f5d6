/** What programs are told of a failure. */
import { expect, test } from '@jest/globals';
import { CancelledError, RefusalError, UsageError } from '../../shared/errors.js';
import { failureOf } from '../../shared/show/ending.js';

test('a crash has no place', () => {
  expect(failureOf(new TypeError('x is undefined'))).toEqual({
    code: 1,
    message: 'x is undefined',
  });
});

test('a cancelled run has its own code', () => {
  expect(failureOf(new CancelledError())).toMatchObject({ code: 130 });
});

test('the first of several problems stands for all', () => {
  const problems = [
    { message: 'one', place: '--read', suggestion: 'user' },
    { message: 'two', place: '--write' },
  ];
  expect(failureOf(new UsageError(problems))).toEqual({
    code: 2,
    message: new UsageError(problems).message,
    place: '--read',
    suggestion: 'user',
    problems,
  });
  expect(failureOf(new RefusalError('no'))).toEqual({
    code: 3,
    message: 'no',
    problems: [{ message: 'no' }],
  });
});
