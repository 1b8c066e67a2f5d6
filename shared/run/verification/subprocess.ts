/** Programs of the project that a run starts, such as its Python. */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { InterruptedError } from '../../errors.js';

/** How a program ended. */
export interface Ended {
  readonly isGood: boolean;
  readonly status: number | null;
  /** What it printed on standard output. */
  readonly stdout: string;
  /** Everything that it printed, in order. */
  readonly output: string;
}

/** What a program is started with. */
export interface Started {
  readonly cwd: string;
  /** The variables of the environment that differ from those of this process. */
  readonly env: Readonly<Record<string, string>>;
  /** How long it may take, in seconds. */
  readonly seconds: number;
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Runs a program that is asked nothing, and waits for it.
 *
 * @throws InterruptedError if a signal that would have ended this process arrives meanwhile. The program is ended.
 */
export async function runProgram(
  command: string,
  args: readonly string[],
  { cwd, env, seconds }: Started,
): Promise<Ended> {
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    output += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  let signal: NodeJS.Signals | undefined;
  const interrupt = (arrived: NodeJS.Signals) => {
    signal = arrived;
    child.kill('SIGKILL');
  };
  for (const each of SIGNALS) process.on(each, interrupt);
  const limit = setTimeout(() => {
    output += `\nended, as it took longer than ${seconds} seconds`;
    child.kill('SIGKILL');
  }, seconds * 1000);
  try {
    const status = await new Promise<number | null>((resolve) => {
      child.on('error', (error) => {
        output += error.message;
        resolve(null);
      });
      child.on('close', (code) => resolve(code));
    });
    if (signal !== undefined) throw new InterruptedError(signal, false);
    // A terminal sends Ctrl-C to the program as well, which may be the first to notice.
    if (status === 128 + constants.signals.SIGINT) throw new InterruptedError('SIGINT', false);
    return { isGood: status === 0, status, stdout, output };
  } finally {
    clearTimeout(limit);
    for (const each of SIGNALS) process.off(each, interrupt);
  }
}
