/** The phases of a run that `npm run bench` measures separately. */
export type Phase = 'plan' | 'read' | 'format' | 'commit';

/** The prefix of the phases' entries in Node's performance timeline. */
export const TIMING_PREFIX = 'fastapi-feature:';

/** Runs some work and records its duration in Node's performance timeline. */
export function timed<T>(phase: Phase, work: () => T): T {
  const start = performance.now();
  try {
    return work();
  } finally {
    recordPhase(phase, start);
  }
}

/** Records a phase that began at `start` (milliseconds since the process began) and ends now. */
export function recordPhase(phase: Phase, start: number): void {
  performance.measure(TIMING_PREFIX + phase, { start });
}
