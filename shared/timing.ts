/** The phases of a run that `npm run bench` tells apart. */
export type Phase = 'plan' | 'read' | 'format' | 'commit';

/** What the entries of a run's phases are called in Node's performance timeline, before the phase. */
export const TIMING_PREFIX = 'fastapi-feature:';

/** Does some work and leaves its duration in Node's performance timeline. */
export function timed<T>(phase: Phase, work: () => T): T {
  const start = performance.now();
  try {
    return work();
  } finally {
    recordPhase(phase, start);
  }
}

/** Leaves a phase that began at `start` (milliseconds since the process began) and ends now. */
export function recordPhase(phase: Phase, start: number): void {
  performance.measure(TIMING_PREFIX + phase, { start });
}
