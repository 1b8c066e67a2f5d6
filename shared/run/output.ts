/** A file that the user names, outside of what a project consists of. */
import { readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { RefusalError } from '../errors.js';
import { writtenLine } from '../show/written.js';
import { writeAll } from './commit.js';
import { inTurn } from './in-turn.js';

/**
 * Writes a text to a file, by the rules of every file: what differs is not overwritten unless that is forced.
 *
 * @param path the absolute path of the file.
 * @param name what messages call it.
 * @returns what was done, in words.
 * @throws RefusalError if the file differs, or cannot be written.
 */
export async function writeOutput(
  path: string,
  name: string,
  text: string,
  { dryRun, force }: { readonly dryRun: boolean; readonly force: boolean },
): Promise<string> {
  const standing = readStanding(path, name);
  if (standing === text) return `${name} is as it should be; nothing was written.`;
  if (standing !== undefined && !force) {
    throw new RefusalError(
      `${name} already exists and differs from what would be written. Name another file, or overwrite it with --force.`,
      { place: name },
    );
  }
  if (dryRun) return `${name} would be written. Nothing was written.`;
  const folder = dirname(path);
  await inTurn([folder], async () => {
    writeAll([folder], [{ path, contents: text }]);
    return [path];
  });
  return writtenLine(standing === undefined ? 'create' : 'force', name);
}

/** @throws RefusalError if something other than a readable file is there. */
function readStanding(path: string, name: string): string | undefined {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return undefined;
  if (!stat.isFile()) throw new RefusalError(`${name} is not a file. Name another one.`);
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new RefusalError(`${name} cannot be read (${code}), so it is not overwritten.`);
  }
}
