/** Putting a file where another one may be in use. */
import { renameSync } from 'node:fs';
import { RefusalError } from '../errors.js';

/** What Windows says of a file that another program has open: mostly a virus scanner or an editor, for a moment. */
const IN_USE = ['EACCES', 'EBUSY', 'EPERM'];

/** How long to wait before each further try, in milliseconds: a second and a half in all. */
const PAUSES = [20, 40, 80, 160, 320, 900];

/**
 * Renames a file, and tries again while another program has it open.
 *
 * @param rename what renames, and `wait`, what waits: others in tests.
 * @throws RefusalError with what to do where the other program does not let go of it.
 */
export function renamePatiently(
  from: string,
  to: string,
  { rename = renameSync, wait = pause } = {},
): void {
  let failure: unknown;
  for (const milliseconds of [0, ...PAUSES]) {
    wait(milliseconds);
    try {
      rename(from, to);
      return;
    } catch (error) {
      failure = error;
      if (!IN_USE.includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    }
  }
  throw new RefusalError(
    `${to} cannot be replaced (${(failure as NodeJS.ErrnoException).code}): another program seems to have it open. ` +
      'Close it, then run the same command again.',
  );
}

function pause(milliseconds: number): void {
  if (milliseconds > 0) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
