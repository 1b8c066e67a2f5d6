/** How far a run with many features is. */
import type { OnProgress } from '../plan/request.js';

/** With fewer features, the bar would be gone before it is seen. */
const FEWEST = 3;
const WIDTH = 24;

/** Shows a bar on standard error while features are planned, where somebody looks at it. */
export const showProgress: OnProgress = (done, all, feature) => {
  if (all < FEWEST || process.stderr.isTTY !== true) return;
  const filled = Math.round((done / all) * WIDTH);
  const bar = '█'.repeat(filled) + '░'.repeat(WIDTH - filled);
  // The line is wiped at the end: what was done is said in other words.
  process.stderr.write(
    done === all ? '\r\u001B[K' : `\r\u001B[K${bar} ${done + 1}/${all} ${feature}`,
  );
};
