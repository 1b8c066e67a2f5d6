import { printFailure } from '../show/ending.js';

/** The part of Yeoman's log that is needed here. */
interface Log {
  (...words: unknown[]): unknown;
  error(...words: unknown[]): unknown;
}

/**
 * Keeps Yeoman from announcing an error that a task throws. The caller of the generator reports it
 * with its message; a line about the task would only be in front of that.
 */
export function leaveErrorsToCaller(generator: object): void {
  const { log } = generator as { log?: Log };
  // There is no log with --help.
  if (log === undefined) return;
  const silent = Object.assign((...words: unknown[]) => log(...words), log, {
    error: () => silent,
  });
  Object.assign(generator, { log: silent });
}

/** Acts for a generator. With `--json`, an error that ends it is printed for programs, too. */
export async function tellingPrograms<T>(
  { options }: { readonly options: object },
  act: () => Promise<T>,
): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if ((options as { json?: unknown }).json === true && error instanceof Error)
      printFailure(error);
    throw error;
  }
}
