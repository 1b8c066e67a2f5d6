/** Does what a run says comes next, as a user who pastes it would. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { ensureWheels } from '../../scripts/python.js';

/** Whether a step runs until it is stopped. */
const isServer = (step: string) => step.includes('uvicorn ');

/** A running API. */
export interface RunningApi {
  readonly url: string;
  stop(): void;
}

/**
 * Takes the steps one after the other. Packages come from a folder of wheels that is kept.
 *
 * @param cwd the folder in which the first step is taken.
 * @param pyproject the file that names the packages.
 * @param user the user who takes them.
 * @returns the API that the last step starts, once it answers.
 */
export async function takeSteps(
  steps: readonly string[],
  {
    cwd,
    pyproject,
    python,
    user = {},
  }: {
    readonly cwd: string;
    readonly pyproject: string;
    readonly python: string;
    readonly user?: { readonly uid?: number; readonly gid?: number };
  },
): Promise<RunningApi> {
  const { wheels } = ensureWheels(python, pyproject);
  const { DATABASE_URL, TEST_DATABASE_URL, SECRET_KEY, ENVIRONMENT, ...inherited } = process.env;
  const pip = {
    PIP_NO_INDEX: '1',
    PIP_FIND_LINKS: wheels,
    PIP_QUIET: '2',
    // Means that nothing is compiled: pip reads the variable of a negated option as the option's value. Python compiles
    // what it imports, which is little of what is installed.
    PIP_NO_COMPILE: '0',
  };
  const options = { cwd, env: { ...inherited, ...pip }, ...user };
  // All in one shell, because `cd` in one step has to apply to the next.
  const before = steps.filter((step) => !isServer(step)).join('\n');
  execFileSync('sh', ['-e', '-c', before], { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  const port = await freePort();
  const folder = steps.filter((step) => step.startsWith('cd ')).join('\n');
  const start = steps.find(isServer)?.replace('--reload', `--port ${port}`) ?? 'exit 1';
  const server = spawn('sh', ['-e', '-c', `${folder}\nexec ${start}`], {
    ...options,
    stdio: 'ignore',
  });
  return { url: await answering(server, `http://127.0.0.1:${port}`), stop: () => server.kill() };
}

async function answering(server: ChildProcess, url: string): Promise<string> {
  for (let attempt = 0; attempt < 200 && server.exitCode === null; attempt += 1) {
    if (
      await fetch(`${url}/docs`).then(
        ({ ok }) => ok,
        () => false,
      )
    )
      return url;
    await sleep(100);
  }
  server.kill();
  throw new Error('the API does not answer');
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' ? (address?.port ?? 0) : 0));
    });
  });
}
