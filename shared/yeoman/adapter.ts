/** Yeoman's adapter, through which the runner asks. Loading it takes longer than most runs. */
import { createLogger, QueuedAdapter } from '@yeoman/adapter';

/**
 * Opens the adapter.
 *
 * @param stdout where questions are shown.
 */
export function openAdapter(stdout: NodeJS.WriteStream): QueuedAdapter {
  // Yeoman's yellow is hard to read on a light background.
  const log = createLogger({ colors: { force: 'cyan', skip: 'magenta' } } as never);
  return new QueuedAdapter({ stdout, log } as never);
}
