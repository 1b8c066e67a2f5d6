/** What those who repair nothing say about runs that are writing, or were killed while they wrote. */
import { join } from 'node:path';
import { RefusalError } from '../errors.js';
import { earlierRuns, foreignText, openFiles } from './earlier-run.js';
import { LOCK } from './lock.js';
import { holderIn, isGone, textOf } from './lock-holder.js';

/**
 * Names, on standard error, the journals that are not of this project.
 *
 * @throws RefusalError as {@link earlierRuns} does.
 */
export function tellOfForeign(root: string): void {
  for (const run of earlierRuns(root)) {
    if (run.isForeign) process.stderr.write(`${foreignText(root, run)}\n`);
  }
}

/** @throws RefusalError if another run is writing, or was killed while it wrote. */
export function refuseUnfinished(root: string): void {
  const text = ownText(root);
  if (text !== undefined) throw new RefusalError(text);
}

/** Returns what there is to say about journals in a project, whatever they are; undefined if there is none. */
export function describeUnfinished(root: string): string | undefined {
  try {
    const foreign = earlierRuns(root).filter(({ isForeign }) => isForeign);
    const texts = [ownText(root), ...foreign.map((run) => foreignText(root, run))];
    return texts.filter((text) => text !== undefined).join('\n') || undefined;
  } catch (error) {
    if (error instanceof RefusalError) return error.message;
    throw error;
  }
}

function ownText(root: string): string | undefined {
  const run = earlierRuns(root).find(({ isForeign }) => !isForeign);
  if (run === undefined) return undefined;
  const holder = holderIn(textOf(join(root, LOCK)) ?? '');
  if (holder !== undefined && !isGone(holder)) {
    return `process ${holder.pid} on ${holder.host} is writing to ${root}. Run again once it has ended.`;
  }
  const open = openFiles(root, run.journal);
  return (
    `an earlier run was killed while writing to ${root}: ${run.journal.command}\n` +
    (open.length === 0 ? '' : `Not in place yet: ${open.join(', ')}.\n`) +
    'The next run that writes repairs that first (without --dry-run).'
  );
}
