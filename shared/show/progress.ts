/** Shows how far a run with many features is. */
import type { OnProgress } from '../plan/request.js';

/** With fewer features, the bar would disappear before anyone sees it. */
const FEWEST = 3;
const WIDTH = 24;

/** Shows a bar on standard error while features are planned, if standard error is a terminal. */
export const showProgress: OnProgress = (done, all, feature) => {
  if (all < FEWEST || process.stderr.isTTY !== true) return;
  const filled = Math.round((done / all) * WIDTH);
  const bar = '█'.repeat(filled) + '░'.repeat(WIDTH - filled);
  // The line is cleared at the end, as the result is reported in words.
  process.stderr.write(
    done === all ? '\r\u001B[K' : `\r\u001B[K${bar} ${done + 1}/${all} ${feature}`,
  );
};
