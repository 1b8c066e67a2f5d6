/** As much of Yeoman's log as is needed here. */
interface Log {
  (...words: unknown[]): unknown;
  error(...words: unknown[]): unknown;
}

/**
 * Keeps Yeoman from announcing an error that a task throws: whoever runs the generator reports it, with
 * its message, and a line on which task it was would only stand before that.
 */
export function leaveErrorsToCaller(generator: object): void {
  const { log } = generator as { log?: Log };
  // With --help there is no log.
  if (log === undefined) return;
  const silent = Object.assign((...words: unknown[]) => log(...words), log, {
    error: () => silent,
  });
  Object.assign(generator, { log: silent });
}
