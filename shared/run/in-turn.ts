/** Writing to a project in turn: one run at a time, on what the one before has left. */
import { existsSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { withAncestors } from '../project/ancestors.js';
import { Interruption } from './interruption.js';
import { journalsIn } from './journal.js';
import { LOCK, takeLock } from './lock.js';
import { textOf } from './lock-holder.js';
import { refusalFor } from './unwritable.js';

/**
 * Does something while no other run writes to some projects. What a run that was killed has left there is repaired
 * first, and told on standard error.
 *
 * @param roots the roots of the projects, absolute paths.
 * @param act plans and writes. It returns what it has written.
 * @throws RefusalError if another run writes for too long, or the files of one that was killed cannot be repaired.
 * @throws InterruptedError if a signal arrives that would have ended the process.
 */
export async function inTurn<T>(
  roots: readonly string[],
  act: () => Promise<readonly T[]>,
): Promise<readonly T[]> {
  const interruption = new Interruption();
  const giveBacks: (() => void)[] = [];
  try {
    // Always in the same order, so that no two runs wait for each other.
    for (const root of [...new Set(roots)].sort()) {
      giveBacks.push(await takeFolder(root, interruption));
      await repairIn(root);
    }
    await interruption.letIn(false);
    const written = await act();
    await interruption.letIn(written.length > 0);
    return written;
  } finally {
    for (const giveBack of giveBacks.toReversed()) giveBack();
    interruption.stop();
  }
}

/** Whether a run is writing to a project, or was killed while it wrote. */
export function isInUse(root: string): boolean {
  return textOf(join(root, LOCK)) !== undefined || journalsIn(root).length > 0;
}

/** Takes the lock of a project. Where the folder did not exist and stays empty, it goes with the lock. */
async function takeFolder(root: string, { pause }: Interruption): Promise<() => void> {
  const missing = existsSync(root) ? [] : withAncestors(root).filter((each) => !existsSync(each));
  try {
    const giveBack = await takeLock(join(root, LOCK), pause);
    return () => {
      giveBack();
      removeEmpty(missing);
    };
  } catch (error) {
    removeEmpty(missing);
    throw refusalFor(error as NodeJS.ErrnoException);
  }
}

async function repairIn(root: string): Promise<void> {
  if (journalsIn(root).length === 0) return;
  const { earlierRuns, repair } = await import('./earlier-run.js');
  for (const run of earlierRuns(root)) {
    if (!run.isForeign) process.stderr.write(`${repair(root, run)}\n`);
  }
}

function removeEmpty(folders: readonly string[]): void {
  try {
    for (const folder of folders) rmdirSync(folder);
  } catch {
    // Something is in it.
  }
}
