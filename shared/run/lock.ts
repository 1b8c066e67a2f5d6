/**
 * One writer at a time in a project: whoever creates the lock may write, and removes it afterwards.
 *
 * Libraries for this judge by the age of a file whether its process has ended, so one that was stopped for a while would
 * lose its lock. This one names its process instead. It is a symbolic link that leads nowhere, because a link is there
 * with its text or not at all, while a file whose process is killed may stay empty. A file takes its place where there
 * are no links.
 */
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  rmSync,
  symlinkSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { RefusalError } from '../errors.js';
import { withAncestors } from '../project/ancestors.js';
import { textOf, thisProcess } from './lock-holder.js';
import type { Pause } from './lock-queue.js';

/** The name of the lock in the root of a project. */
export const LOCK = '.fastapi-feature.lock';

/**
 * Takes a lock, and waits for its turn. Its folder is created if it is missing.
 *
 * @param path the lock.
 * @returns what gives the lock back.
 * @throws RefusalError naming the holder, if it keeps the lock for too long.
 */
export async function takeLock(path: string, pause: Pause): Promise<() => void> {
  const text = JSON.stringify(thisProcess());
  while (!create(path, text)) {
    const { waitUntilFree } = await import('./lock-queue.js');
    await waitUntilFree(path, pause, takeLock);
  }
  return () => {
    // Somebody may have deleted it by hand, and another run created its own.
    if (textOf(path) === text) rmSync(path, { force: true });
  };
}

/** Creates a lock, unless there is one. */
function create(path: string, text: string): boolean {
  try {
    // Windows changes what a link says.
    if (process.platform === 'win32') return createFile(path, text);
    symlinkSync(text, path);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    if (code !== 'ENOENT') return createFile(path, text);
    createFolders(dirname(path));
    return create(path, text);
  }
}

/** Creates a folder and those above it. In one that takes none, such as /proc, Node's own way to do this never ends. */
function createFolders(folder: string): void {
  for (const each of withAncestors(folder).toReversed()) {
    try {
      if (!existsSync(each)) mkdirSync(each);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // Another run may have been quicker.
      if (code === 'EEXIST') continue;
      if (code !== 'ENOENT') throw error;
      throw new RefusalError(
        `${each} cannot be created (${code}), so nothing was written. Choose another --destination.`,
        { place: '--destination' },
      );
    }
  }
}

function createFile(path: string, text: string): boolean {
  try {
    const file = openSync(path, 'wx');
    try {
      writeSync(file, text);
      return true;
    } catch (error) {
      rmSync(path, { force: true });
      throw Object.assign(error as Error, { path });
    } finally {
      closeSync(file);
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}
