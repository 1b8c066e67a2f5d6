import { expect } from '@jest/globals';
import { UsageError } from '../../shared/errors.js';

/** The message with which something is refused as wrong usage; a failure where it is not. */
export function refusal(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    expect(error).toBeInstanceOf(UsageError);
    return (error as UsageError).message;
  }
  throw new Error('was not refused');
}
