/** Folders in which nothing is left. */
import { readdirSync, rmdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What Python keeps of modules that are gone. */
const CACHE = '__pycache__';

/**
 * Removes the folders that are empty now that some files are gone, and those above them.
 *
 * @param deleted absolute paths.
 */
export function removeEmptyFolders(deleted: readonly string[]): void {
  for (const path of deleted) {
    for (let folder = dirname(path); isEmpty(folder); folder = dirname(folder)) {
      try {
        rmSync(join(folder, CACHE), { recursive: true, force: true });
        rmdirSync(folder);
      } catch {
        // Somebody has put something there, or is in it. An empty folder does no harm.
        break;
      }
    }
  }
}

function isEmpty(folder: string): boolean {
  try {
    return readdirSync(folder).every((name) => name === CACHE);
  } catch {
    return false;
  }
}
