/** The built runner, where a test needs many runs and none of them in a process of its own. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll } from '@jest/globals';
import { failureOf, type Outcome, RUNNER } from './generated/python-project.js';

/** A runner that is loaded once; it is what `generate` runs, and takes a fraction of the time. */
export interface KeptRunner {
  /** Runs in a folder, with nobody to answer. */
  run(folder: string, ...args: string[]): Promise<Outcome>;
  /** Runs, and fails loudly where the run does. */
  runOrThrow(folder: string, ...args: string[]): Promise<void>;
}

/** A kept runner for the tests around; it ends with them. */
export function keepRunner(): KeptRunner {
  let child: ChildProcess | undefined;
  let ended: Promise<never> | undefined;
  afterAll(() => {
    child?.kill();
  });

  async function run(folder: string, ...args: string[]): Promise<Outcome> {
    child ??= start();
    ended ??= once(child, 'exit').then(([status]) => {
      throw new Error(`the kept runner has ended with ${status}`);
    });
    child.send({ folder, args });
    const [outcome] = await Promise.race([once(child, 'message'), ended]);
    return outcome;
  }

  return {
    run,
    async runOrThrow(folder, ...args) {
      const outcome = await run(folder, ...args);
      if (outcome.status !== 0) throw failureOf(args, outcome);
    },
  };
}

function start(): ChildProcess {
  const script = join(import.meta.dirname, 'kept-runner-process.js');
  return fork(script, [RUNNER], { execArgv: [], stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
}
