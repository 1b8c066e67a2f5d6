/** The built runner, where a test needs many runs and none of them in a process of its own. */
import { afterAll } from '@jest/globals';
import { failureOf, type Outcome, RUNNER } from './generated/python-project.js';
import { KeptProcess } from './kept-process.js';

/** A runner that is loaded once; it is what `generate` runs, and takes a fraction of the time. */
export interface KeptRunner {
  /** Runs in a folder, with nobody to answer. */
  run(folder: string, ...args: string[]): Promise<Outcome>;
  /** Runs, and fails loudly where the run does. */
  runOrThrow(folder: string, ...args: string[]): Promise<void>;
}

/** A kept runner for the tests around; it ends with them. */
export function keepRunner(): KeptRunner {
  const kept = new KeptProcess(RUNNER);
  afterAll(() => kept.end());

  return {
    run: (folder, ...args) => kept.run(folder, ...args),
    async runOrThrow(folder, ...args) {
      const outcome = await kept.run(folder, ...args);
      if (outcome.status !== 0) throw failureOf(args, outcome);
    },
  };
}
