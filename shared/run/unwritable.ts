/** Files that cannot be written, in the words of the system. */
import { constants } from 'node:os';
import { RefusalError } from '../errors.js';

/**
 * What a system says where there is no permission, no room, no such name, or a disk that fails or may not be written
 * to; Windows only does so in the attempt.
 */
const NOT_WRITABLE = [
  'EACCES',
  'EPERM',
  'EROFS',
  'ENOSPC',
  'EDQUOT',
  'EFBIG',
  'EIO',
  'ENAMETOOLONG',
] as const;

/**
 * Returns the refusal that an error stands for, or the error if nobody could foresee it.
 *
 * @param path what was being written. Errors of writing, other than of opening, do not name it.
 */
export function refusalFor(error: NodeJS.ErrnoException, path = error.path): Error {
  const code = NOT_WRITABLE.find((each) => isCalled(error, each));
  if (code === undefined) return error;
  return new RefusalError(
    `${path} cannot be written (${code}), so nothing was. Make the folder writable, or make room, then run again.`,
  );
}

/** Whether an error has a code. Node has no name for some of them. */
function isCalled({ code, errno }: NodeJS.ErrnoException, wanted: keyof typeof constants.errno) {
  return code === wanted || (errno !== undefined && -errno === constants.errno[wanted]);
}
