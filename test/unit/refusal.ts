import { expect } from '@jest/globals';
import { UsageError } from '../../shared/errors.js';

/** Returns the message of a usage error, and fails if there is none. */
export function refusal(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    expect(error).toBeInstanceOf(UsageError);
    return (error as UsageError).message;
  }
  throw new Error('was not refused');
}
