/** Types what a page tells its readers to type. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { RUNNER } from './python-project.js';

/** A command of a page, and the number that its remark begins with, if any: the status it ends with. */
export interface WrittenCommand {
  readonly command: string;
  readonly status: number;
}

/** How a command ended. */
export interface TypedCommand extends WrittenCommand {
  /** Its standard output, and where it failed its standard error, too. */
  readonly output: string;
}

/** Returns the commands in the shell blocks of a page, in their order. */
export function commandsIn(markdown: string): WrittenCommand[] {
  const blocks = [...markdown.matchAll(/^```sh\r?\n(.*?)^```/gms)].map(([, block = '']) => block);
  return blocks
    .flatMap((block) => block.split(/\r?\n/))
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [command = '', remark = ''] = line.split(/ +# /);
      return { command: command.trim(), status: Number(/^\d+(?=:)/.exec(remark)?.[0] ?? 0) };
    });
}

/**
 * Types commands one after the other; `cd` in one applies to those that follow.
 *
 * @param bin a folder with further commands.
 * @param settings variables that are set for all of them.
 */
export function typeCommands(
  commands: readonly WrittenCommand[],
  {
    bin = '',
    cwd,
    settings = {},
  }: {
    readonly bin?: string;
    readonly cwd: string;
    readonly settings?: Readonly<Record<string, string>>;
  },
): TypedCommand[] {
  const ours = mkdtempSync(join(tmpdir(), 'bin-'));
  symlinkSync(RUNNER, join(ours, 'fastapi-feature'));
  const { DATABASE_URL, TEST_DATABASE_URL, SECRET_KEY, ENVIRONMENT, ...inherited } = process.env;
  const env = { ...inherited, PATH: [ours, bin, process.env.PATH].join(delimiter), ...settings };
  let folder = cwd;
  try {
    return commands.map(({ command }) => {
      const { status, stderr, stdout } = spawnSync('sh', ['-c', command], {
        cwd: folder,
        encoding: 'utf8',
        env,
        input: '',
        maxBuffer: 64 * 1024 * 1024,
      });
      const [, into] = /^cd (\S+)$/.exec(command) ?? [];
      if (into !== undefined) folder = join(folder, into);
      return { command, status: status ?? -1, output: status === 0 ? stdout : stdout + stderr };
    });
  } finally {
    rmSync(ours, { recursive: true });
  }
}
