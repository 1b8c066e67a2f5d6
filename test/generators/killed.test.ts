/** Features that are changed, removed and upgraded by runs that are killed at any moment: all of it happens or nothing. */
import { execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { filesBelow, RUNNER, temporaryFolder } from '../generated/python-project.js';
import { keepRunner } from '../kept-runner.js';

/** How often each command is killed; `KILLS=20` makes it 20 times. */
const KILLS = Number(process.env.KILLS ?? 4);

const { run, runOrThrow } = keepRunner();
const TEMPLATES = join(import.meta.dirname, '..', '..', 'generators', 'onion', 'templates');
const TEMPLATE = 'feature/backend/app/application/use_cases/[feature].py.ejs';
const MINE = 'backend/app/application/use_cases/category.py';

/** A project that is committed; a template of it has changed since, and somebody has edited a file. */
const origin = temporaryFolder();
const folders = [origin];

beforeAll(async () => {
  const git = (...args: string[]) => execFileSync('git', ['-C', origin, ...args]);
  git('init', '-q');
  await runOrThrow(origin, 'onion', 'category', 'name:str');
  await runOrThrow(origin, 'product', 'name:str', 'price:decimal=10.2', 'notes:text:optional');
  git('add', '-A');
  git('-c', 'user.email=a@b.c', '-c', 'user.name=A', 'commit', '-qm', 'As it is');
  appendFileSync(join(origin, MINE), '\n\ndef mine() -> None:\n    """Mine."""\n');
  const own = join(origin, '.fastapi-feature', 'templates', 'onion', TEMPLATE);
  mkdirSync(dirname(own), { recursive: true });
  const text = readFileSync(join(TEMPLATES, TEMPLATE), 'utf8');
  writeFileSync(own, text.replaceAll(/^([ \t]*""")(?=\w)/gm, '$1Later: '));
});
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

function copyOf(folder: string): string {
  const copy = temporaryFolder();
  folders.push(copy);
  cpSync(folder, copy, { recursive: true });
  return copy;
}

const filesIn = (root: string) =>
  new Map([...filesBelow(root)].filter(([path]) => !/(^|[/\\])\.git[/\\]/.test(path)));

/** Counts the calls by which a run writes, and kills it in place of one of them. */
function preload(nth: number): string {
  const source = `
    import fs, { writeSync } from 'node:fs';
    import { syncBuiltinESMExports } from 'node:module';
    let calls = 0;
    for (const name of ['writeFileSync', 'renameSync', 'rmSync', 'unlinkSync', 'rmdirSync', 'mkdirSync', 'symlinkSync', 'chmodSync', 'openSync', 'fsyncSync']) {
      const own = fs[name];
      fs[name] = (...args) => {
        calls += 1;
        if (calls === ${nth}) process.kill(process.pid, 'SIGKILL');
        return own(...args);
      };
    }
    syncBuiltinESMExports();
    process.on('exit', () => writeSync(2, 'calls: ' + calls + '\\n'));
  `;
  return `data:text/javascript,${encodeURIComponent(source)}`;
}

function runWith(folder: string, nth: number, args: readonly string[]) {
  return spawnSync(process.execPath, ['--import', preload(nth), RUNNER, ...args], {
    cwd: folder,
    encoding: 'utf8',
    input: '',
  });
}

describe.each([
  [
    'change',
    'product',
    'weight:float:optional',
    '--rename',
    'price=cost',
    '--drop',
    'notes',
    '--force',
  ],
  ['remove', 'product', '--force'],
  ['upgrade', '--force'],
])('%s that is killed', (...args) => {
  test(
    'leaves a project that has changed as a whole, or not at all',
    async () => {
      const before = filesIn(origin);
      const whole = copyOf(origin);
      const calls = Number(/calls: (\d+)/.exec(runWith(whole, 0, args).stderr)?.[1]);
      const after = filesIn(whole);
      expect(after).not.toEqual(before);
      expect(calls).toBeGreaterThan(10);
      const outcomes = { before: 0, after: 0 };
      for (let kill = 0; kill < KILLS; kill += 1) {
        const folder = copyOf(origin);
        // Every other one while files are put into place, which is the last that a run does.
        const range = kill % 2 === 0 ? calls : Math.min(calls, 60);
        const nth = calls - Math.floor(((kill + 0.5) * range) / KILLS);
        expect(runWith(folder, nth, args).signal).toBe('SIGKILL');
        // The next run, of whatever, finishes it or undoes it.
        await run(folder, 'remove', 'no_such_feature');
        const left = filesIn(folder);
        const isAfter = [...after.keys()].join() === [...left.keys()].join();
        expect([nth, left]).toEqual([nth, isAfter && left.size === after.size ? after : before]);
        outcomes[isAfter ? 'after' : 'before'] += 1;
      }
      console.log(
        `${args[0]}: killed ${KILLS} times at ${calls} calls: ${JSON.stringify(outcomes)}`,
      );
    },
    60_000 + 10_000 * KILLS,
  );
});
