/** Runs at the same time in one project: each adds to what the others have left. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { RefusalError } from '../../shared/errors.js';
import { inTurn } from '../../shared/run/in-turn.js';
import { LOCK, takeLock } from '../../shared/run/lock.js';
import { textOf } from '../../shared/run/lock-holder.js';
import { writeOutput } from '../../shared/run/output.js';
import {
  filesBelow,
  generateOrThrow,
  type Outcome,
  RUNNER,
  temporaryFolder,
} from '../generated/python-project.js';

const YEOMAN = join(import.meta.dirname, 'run-yeoman.js');
const BACKENDS = join(import.meta.dirname, '..', 'projects');
const NAMES = ['alpha', 'bravo', 'charlie', 'delta', 'echo'];

let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => rmSync(folder, { recursive: true }));

async function start(script: string, ...args: string[]): Promise<Outcome> {
  const child = spawn(process.execPath, [script, ...args], { cwd: folder });
  const [said, status] = await Promise.all([
    Promise.all([child.stdout, child.stderr].map((stream) => stream.toArray())),
    once(child, 'close').then(([code]) => code as number | null),
  ]);
  const [stdout, stderr] = said.map((chunks) => chunks.join(''));
  return { status, stdout: stdout ?? '', stderr: stderr ?? '' };
}

/** The revisions of the migrations, and those of them that no other one follows. */
function migrations() {
  const found = [...filesBelow(folder)]
    .filter(([path]) => /versions\/[^/]+\.py$/.test(path))
    .map(([, text]) => ({
      revision: /^revision.*= ["'](\w+)["']/m.exec(text)?.[1],
      follows: /^down_revision.*= ["'](\w+)["']/m.exec(text)?.[1],
    }));
  const followed = found.map(({ follows }) => follows);
  return { all: found, heads: found.filter(({ revision }) => !followed.includes(revision)) };
}

function expectAll(ends: readonly Outcome[], earlierMigrations: number): void {
  expect(ends.map(({ status, stderr }) => [status, status === 0 ? '' : stderr])).toEqual(
    ends.map(() => [0, '']),
  );
  const files = filesBelow(folder);
  const remembered = JSON.parse(files.get('.yo-rc.json') ?? '')['generator-fastapi-feature'];
  expect(Object.keys(remembered.features)).toEqual(expect.arrayContaining(NAMES));
  const python = [...files].filter(([path]) => path.endsWith('.py')).map(([, text]) => text);
  const registered = NAMES.filter((name) =>
    python.some((text) => new RegExp(`include_router\\(\\s*${name}`).test(text)),
  );
  expect(registered).toEqual(NAMES);
  expect(migrations().all).toHaveLength(earlierMigrations + NAMES.length);
  expect(migrations().heads).toHaveLength(1);
  const left = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  expect(left.filter((path) => /\.new$|\.takeover$|\.lock$|-unfinished/.test(path))).toEqual([]);
}

describe('several runs at once', () => {
  test('in a project of ours lose nothing', async () => {
    generateOrThrow(folder, 'onion', 'tag', 'name:str');
    const earlier = migrations().all.length;
    expectAll(
      await Promise.all(NAMES.map((name) => start(RUNNER, 'onion', name, 'title:str'))),
      earlier,
    );
  }, 120_000);

  test('in an empty folder lay one foundation', async () => {
    const ends = await Promise.all(NAMES.map((name) => start(RUNNER, 'onion', name, 'title:str')));
    generateOrThrow(folder, 'onion', 'alpha', 'title:str');
    expectAll(ends, migrations().all.length - NAMES.length);
  }, 120_000);

  test('in an existing backend lose nothing', async () => {
    cpSync(join(BACKENDS, 'layers-async'), folder, { recursive: true });
    const earlier = migrations().all.length;
    expectAll(await Promise.all(NAMES.map((name) => start(RUNNER, name, 'title:str'))), earlier);
  }, 120_000);

  test('through Yeoman and without it lose nothing', async () => {
    generateOrThrow(folder, 'onion', 'tag', 'name:str');
    const earlier = migrations().all.length;
    const ends = NAMES.map((name, index) =>
      start(index < 3 ? YEOMAN : RUNNER, 'onion', name, 'title:str'),
    );
    expectAll(await Promise.all(ends), earlier);
  }, 120_000);

  test('with the same template keep the first', async () => {
    const ends = await Promise.all([1, 2, 3].map(() => start(RUNNER, 'eject', 'onion', 'main.py')));
    expect(ends.map(({ status }) => status).sort()).toEqual([0, 3, 3]);
  }, 120_000);

  test('with a lock of one that was killed all get in', async () => {
    generateOrThrow(folder, 'onion', 'tag', 'name:str');
    const earlier = migrations().all.length;
    const killed = spawn(process.execPath, ['-e', LOCK_AND_DIE, join(folder, LOCK)]);
    await once(killed, 'exit');
    expectAll(
      await Promise.all(NAMES.map((name) => start(RUNNER, 'onion', name, 'title:str'))),
      earlier,
    );
  }, 120_000);
});

/** Leaves a lock behind. */
const LOCK_AND_DIE = `
  const holder = { pid: process.pid, host: require('os').hostname(), since: '' };
  if (process.platform === 'linux') holder.space = require('fs').readlinkSync('/proc/self/ns/pid');
  require('fs').symlinkSync(JSON.stringify(holder), process.argv[1]);
  process.kill(process.pid, 'SIGKILL');
`;

test('a file of the user is not overwritten either, if two runs write it', async () => {
  const path = join(folder, 'features.yaml');
  const write = (text: string) =>
    writeOutput(path, 'features.yaml', text, { dryRun: false, force: false });
  const ends = await Promise.allSettled(['alpha', 'bravo'].map(write));
  expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  const winner = ends[0]?.status === 'fulfilled' ? 'alpha' : 'bravo';
  expect(readFileSync(path, 'utf8')).toBe(winner);
});

describe('a lock', () => {
  const noPause = async () => undefined;
  let path: string;
  beforeEach(() => {
    path = join(folder, LOCK);
  });

  test('is held by one at a time, and given back', async () => {
    let [inside, most] = [0, 0];
    const visits = Array.from({ length: 8 }, () =>
      inTurn([folder], async () => {
        inside += 1;
        most = Math.max(most, inside);
        await new Promise((resolve) => setTimeout(resolve, 2));
        inside -= 1;
        return [];
      }),
    );
    await Promise.all(visits);
    expect(most).toBe(1);
    expect(readdirSync(folder)).toEqual([]);
  }, 30_000);

  test('of a process that still runs is waited for, and then named', async () => {
    const giveBack = await takeLock(path, noPause);
    await expect(takeLock(path, noPause)).rejects.toThrow(
      new RegExp(`^process ${process.pid} on ${hostname()} is writing to this project, since `),
    );
    await expect(takeLock(path, noPause)).rejects.toThrow(RefusalError);
    giveBack();
    expect(textOf(path)).toBeUndefined();
  });

  test.each([
    ['another machine', { host: 'elsewhere' }],
    ['another container', { space: 'pid:[1]' }],
  ])('of %s is never taken over, but named', async (_, where) => {
    await (await takeLock(path, noPause))();
    const holder = JSON.stringify({ pid: 2 ** 22 + 1, host: hostname(), since: 'noon', ...where });
    writeFileSync(path, holder);
    await expect(takeLock(path, noPause)).rejects.toThrow(/process 4194305 .* delete it\.$/s);
    expect(textOf(path)).toBe(holder);
  });

  test('of a process that has the number of one that has ended is taken over', async () => {
    const giveBack = await takeLock(path, noPause);
    const own = JSON.parse(textOf(path) ?? '');
    giveBack();
    symlinkSync(JSON.stringify({ ...own, started: 'before the last boot' }), path);
    await takeLock(path, noPause);
    expect(JSON.parse(textOf(path) ?? '')).toMatchObject({ started: own.started });
  });

  test('that names nobody is named', async () => {
    writeFileSync(path, 'x');
    await expect(takeLock(path, noPause)).rejects.toThrow(`${path} says that another run`);
  });

  test('stays if somebody else has put another one there', async () => {
    const giveBack = await takeLock(path, noPause);
    rmSync(path);
    writeFileSync(path, 'another');
    giveBack();
    expect(textOf(path)).toBe('another');
  });

  test('leaves no folder that was not there', async () => {
    const project = join(folder, 'new', 'shop');
    await inTurn([project], async () => []);
    expect(readdirSync(folder)).toEqual([]);
    mkdirSync(join(folder, 'new'));
    await inTurn([project], async () => []);
    expect(readdirSync(folder)).toEqual(['new']);
  });
});
