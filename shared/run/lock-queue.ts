/** Waiting for a lock that somebody has, or had. */
import { rmSync } from 'node:fs';
import { RefusalError } from '../errors.js';
import { type Holder, holderIn, isGone, isNear, textOf } from './lock-holder.js';

/** Waits for a number of milliseconds. It may throw, to stop waiting. */
export type Pause = (milliseconds: number) => Promise<void>;

/** Takes a lock and returns what gives it back. */
type TakeLock = (path: string, pause: Pause) => Promise<() => void>;

/** How long one holder is waited for, in milliseconds. Of twenty runs, each has the lock for a moment. */
const PATIENCE = 10_000;
/** When to say that something is waited for. Most waits are over before. */
const SILENCE = 300;

/**
 * Waits until a lock is gone. If the process that it names has ended, it is removed.
 *
 * @param take takes a lock.
 * @throws RefusalError naming the holder, if it keeps the lock for too long.
 */
export async function waitUntilFree(path: string, pause: Pause, take: TakeLock): Promise<void> {
  let [known, waited, isTold] = [textOf(path), 0, false];
  for (let text = known; text !== undefined; text = textOf(path)) {
    const holder = holderIn(text);
    if (holder !== undefined && isGone(holder)) {
      await removeStale(path, text, pause, take);
      return;
    }
    // Whoever follows is waited for anew.
    if (text !== known) [known, waited] = [text, 0];
    if (waited > PATIENCE) throw stillHeld(path, holder);
    if (!isTold && waited > SILENCE) {
      isTold = true;
      process.stderr.write(`Waiting for ${nameOf(holder)}, which is writing to this project.\n`);
    }
    // Those who wait should not all come back at once.
    const milliseconds = 15 + 30 * Math.random();
    await pause(milliseconds);
    waited += milliseconds;
  }
}

/**
 * Removes a lock whose process has ended. Whoever does so needs a lock for it, and looks again once it has that:
 * otherwise, one who is late would remove the lock of the next run.
 */
async function removeStale(
  path: string,
  text: string,
  pause: Pause,
  take: TakeLock,
): Promise<void> {
  const giveBack = await take(`${path}.takeover`, pause);
  try {
    if (textOf(path) === text) rmSync(path, { force: true });
  } finally {
    giveBack();
  }
}

function nameOf(holder: Holder | undefined): string {
  return holder === undefined ? 'another run' : `process ${holder.pid} on ${holder.host}`;
}

function stillHeld(path: string, holder: Holder | undefined): RefusalError {
  if (holder === undefined) {
    return new RefusalError(
      `${path} says that another run is writing to this project, but not which. If there is none, delete it, then run again.`,
    );
  }
  const advice = isNear(holder)
    ? 'Run again once it has ended; if it was stopped, let it go on or end it.'
    : `Run again once it has ended; if it has, and left ${path} behind, delete it.`;
  return new RefusalError(
    `${nameOf(holder)} is writing to this project, since ${holder.since}, so this run cannot. ${advice}`,
  );
}
