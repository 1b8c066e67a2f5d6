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
  const actionNow = () => actionOn(readStanding(path, name), name, text, force);
  let action = actionNow();
  if (dryRun && action !== 'none') return `${name} would be written. Nothing was written.`;
  if (action !== 'none') {
    const folder = dirname(path);
    await inTurn([folder], async () => {
      // Another run may have written it in the meantime.
      action = actionNow();
      if (action === 'none') return [];
      writeAll([folder], [{ path, contents: text }]);
      return [path];
    });
  }
  return action === 'none'
    ? `${name} is as it should be; nothing was written.`
    : writtenLine(action, name);
}

/** @throws RefusalError if what stands differs and nobody forces it. */
function actionOn(
  standing: string | undefined,
  name: string,
  text: string,
  force: boolean,
): 'create' | 'force' | 'none' {
  if (standing === undefined) return 'create';
  if (standing === text) return 'none';
  if (force) return 'force';
  throw new RefusalError(
    `${name} already exists and differs from what would be written. Name another file, or overwrite it with --force.`,
    { place: name },
  );
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
