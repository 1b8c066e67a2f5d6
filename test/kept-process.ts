/** The built runner in a process that is kept: it is loaded once, for any number of runs. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

// Scripts that are bundled elsewhere start in the root of the repository, too; some tests leave it later.
const SCRIPT = join(process.cwd(), 'test', 'kept-runner-process.js');

/** How a run ended. */
export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A runner that is loaded once. */
export class KeptProcess {
  #child: ChildProcess | undefined;
  #ended: Promise<never> | undefined;

  /** @param runner the path of the built runner. */
  constructor(private readonly runner: string) {}

  /** Runs in a folder, with nobody to answer. */
  async run(folder: string, ...args: string[]): Promise<Outcome> {
    this.#child ??= this.#start();
    this.#ended ??= once(this.#child, 'exit').then(([status]) => {
      throw new Error(`the kept runner has ended with ${status}`);
    });
    this.#child.send({ folder, args });
    const [outcome] = await Promise.race([once(this.#child, 'message'), this.#ended]);
    return outcome;
  }

  end(): void {
    this.#ended?.catch(() => undefined);
    this.#child?.kill();
  }

  #start(): ChildProcess {
    return fork(SCRIPT, [this.runner], { execArgv: [], stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  }
}
