/** How long the phases of a run take, for whoever listens: `npm run bench`. */
import { channel } from 'node:diagnostics_channel';

/** The phases of a run that are measured separately. */
export type Phase = 'plan' | 'read' | 'format' | 'commit';

/** What a listener is told when a phase ends, in milliseconds since the process began. */
interface Timing {
  readonly phase: Phase;
  readonly start: number;
  readonly duration: number;
}

/**
 * Where phases are announced. Nothing is kept of them: a run of a thousand features has tens of
 * thousands.
 */
const timings = channel('fastapi-feature:timings');

/** Runs some work and announces how long it took. */
export function timed<T>(phase: Phase, work: () => T): T {
  if (!timings.hasSubscribers) return work();
  const start = performance.now();
  try {
    return work();
  } finally {
    const timing: Timing = { phase, start, duration: performance.now() - start };
    timings.publish(timing);
  }
}
