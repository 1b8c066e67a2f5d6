/** Runs that are killed, stopped, interrupted or out of room: a project has all files of a run or none. */
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  watch,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import {
  filesBelow,
  generate,
  generateOrThrow,
  type Outcome,
  RUNNER,
  temporaryFolder,
} from '../generated/python-project.js';
import { keepRunner } from '../kept-runner.js';

const { run, runOrThrow } = keepRunner();
const COMMAND = ['onion', 'product', 'name:str', 'price:decimal=10.2', 'category:ref=Category'];
const JOURNAL = '.fastapi-feature-unfinished.json';
const LOCK = '.fastapi-feature.lock';
const MAIN = 'backend/app/presentation/main.py';

/** A project before the command, and after it. */
const origin = temporaryFolder();
let before: Map<string, string>;
let after: Map<string, string>;
let whole: number;

/** The project of a test. */
let home: string;
let folder: string;

beforeAll(async () => {
  // What lists of the command need stands already: a run adds a feature, and nothing to the foundation.
  await runOrThrow(origin, 'onion', 'category', 'name:str', 'kind:enum=a/b');
  before = filesBelow(origin);
  reset();
  const start = performance.now();
  generateOrThrow(folder, ...COMMAND);
  whole = performance.now() - start;
  after = filesBelow(folder);
  expect(after.size).toBeGreaterThan(before.size);
  rmSync(home, { recursive: true });
});
beforeEach(reset);
afterEach(() => rmSync(home, { recursive: true }));
afterAll(() => rmSync(origin, { recursive: true }));

function reset(): void {
  home = temporaryFolder();
  folder = join(home, 'shop');
  cpSync(origin, folder, { recursive: true });
}

const dataUrl = (source: string) => `data:text/javascript,${encodeURIComponent(source)}`;

/** Does something when the run calls a function of `node:fs` for the nth time, in place of that call. */
function atCall(name: string, nth: number, what: string): string {
  return dataUrl(`
    import fs, { writeSync } from 'node:fs';
    import { syncBuiltinESMExports } from 'node:module';
    const own = fs[${JSON.stringify(name)}];
    let calls = 0;
    const fail = (code, path) => {
      const known = { EDQUOT: 'Unknown system error -122' };
      throw Object.assign(new Error(code), { code: known[code] ?? code, errno: { EDQUOT: -122 }[code], path });
    };
    fs[${JSON.stringify(name)}] = (...args) => {
      calls += 1;
      if (calls === ${nth}) { ${what} }
      return own(...args);
    };
    syncBuiltinESMExports();
  `);
}

function generateWith(preload: string, ...args: readonly string[]): Outcome {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', preload, RUNNER, ...args],
    { cwd: folder, encoding: 'utf8', input: '' },
  );
  return { status, stdout, stderr };
}

/** Kills a run once it has moved some of its files into place. The journal is moved twice before. */
function killWhileWriting(filesInPlace = 3): void {
  generateWith(
    atCall('renameSync', filesInPlace + 3, "process.kill(process.pid, 'SIGKILL');"),
    ...COMMAND,
  );
  expect(readdirSync(folder)).toEqual(expect.arrayContaining([JOURNAL, LOCK]));
}

function journal(): { files: { path: string }[] } {
  return JSON.parse(readFileSync(join(folder, JOURNAL), 'utf8'));
}

/** What runs leave for others to see while they write, or are killed. */
function leftOver(): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => /\.new$|\.takeover$|\.lock$|-unfinished/.test(path));
}

describe('a run that is killed', () => {
  /** Starts a run and kills it after a delay, counted from the start or from its first write. */
  function runAndKill(delay: number, onceItWrites: boolean): Promise<void> {
    return new Promise((resolve) => {
      const child = spawn(process.execPath, [RUNNER, ...COMMAND], { cwd: folder, stdio: 'ignore' });
      const kill = () => setTimeout(() => child.kill('SIGKILL'), delay);
      const watcher = onceItWrites
        ? watch(folder, { recursive: true }).once('change', kill)
        : undefined;
      if (!onceItWrites) kill();
      child.once('exit', () => {
        watcher?.close();
        resolve();
      });
    });
  }

  function expectOldOrNew(): 'old' | 'new' | 'unfinished' {
    const now = filesBelow(folder);
    const own = [...now].filter(([path]) => !leftOver().includes(path));
    // No file is ever half written.
    for (const [path, text] of own) expect([before.get(path), after.get(path)]).toContain(text);
    if (existsSync(join(folder, JOURNAL))) return 'unfinished';
    const isNew = own.some(([path]) => !before.has(path));
    expect(new Map(own)).toEqual(isNew ? after : before);
    return isNew ? 'new' : 'old';
  }

  // Half of them at any time during the run, half of them while it writes.
  const moments = Array.from({ length: 20 }, (_, index) => [index, index % 2 === 1] as const);

  test.each(moments)(
    'at random moment %i leaves the old tree or the new one, or the next run repairs it; edits stay',
    async (index, onceItWrites) => {
      await runAndKill(Math.random() * (onceItWrites ? 12 : whole), onceItWrites);
      const state = expectOldOrNew();
      const edit = index % 4 < 2 ? '' : '\n# by hand\n';
      if (edit) appendFileSync(join(folder, MAIN), edit);
      const { status, stderr } = await run(folder, ...COMMAND);
      expect([status, stderr]).toEqual([0, expect.anything()]);
      if (state === 'unfinished') expect(stderr).toMatch(/^An earlier run was killed/);
      expect(filesBelow(folder)).toEqual(new Map(after).set(MAIN, after.get(MAIN) + edit));
      expect(leftOver()).toEqual([]);
    },
    30_000,
  );
});

describe('what a killed run leaves behind', () => {
  test('is told by inspect, and touched neither by that nor by a dry run or --print-spec', async () => {
    killWhileWriting();
    const left = filesBelow(folder);
    const inspected = await run(folder, 'inspect');
    expect(inspected).toMatchObject({ status: 0, stderr: '' });
    expect(inspected.stdout).toMatch(/unfinished run .*was killed.*onion product/);
    const dry = await run(folder, 'onion', 'tag', 'name', '--dry-run');
    expect(dry).toMatchObject({ status: 3, stderr: expect.stringMatching(/was killed while/) });
    const printed = await run(folder, 'onion', 'tag', 'name', '--print-spec');
    expect(printed).toMatchObject({ status: 0, stderr: '' });
    expect(filesBelow(folder)).toEqual(left);
  });

  test('is finished where the folder is by now', async () => {
    killWhileWriting();
    const moved = join(home, 'moved');
    renameSync(folder, moved);
    folder = moved;
    const { status, stderr } = await run(folder, ...COMMAND);
    expect([status, stderr]).toEqual([0, expect.stringMatching(/have been put in place: backend/)]);
    expect(stderr).not.toMatch(/run its command again/);
    expect(filesBelow(folder)).toEqual(after);
  });

  test('is finished before a template is copied', async () => {
    killWhileWriting();
    const { stderr } = await run(folder, 'eject', 'onion', 'main.py');
    expect(stderr).toMatch(/have been put in place: backend/);
    const now = filesBelow(folder);
    for (const path of after.keys()) expect(now.get(path)).toBe(after.get(path));
    expect(leftOver()).toEqual([]);
  });

  test('is not put over an edit, which is told, and the command adds what is missing', async () => {
    killWhileWriting(0);
    appendFileSync(join(folder, MAIN), '\n# by hand\n');
    const other = await run(folder, 'eject', 'onion', 'main.py');
    expect(other.stderr).toMatch(/Edited since then, and left as they are: .*main\.py\./);
    expect(other.stderr).toMatch(/run its command again: \S+ onion product name:str/);
    expect(filesBelow(folder).get(MAIN)).toBe(`${before.get(MAIN)}\n# by hand\n`);
    await runOrThrow(folder, ...COMMAND);
    expect(filesBelow(folder).get(MAIN)).toBe(`${after.get(MAIN)}\n# by hand\n`);
  });

  test('is told if it is gone: what is half there, and what adds the rest', async () => {
    killWhileWriting(2);
    const [first, second, ...others] = journal().files.map(({ path }) => path);
    for (const path of leftOver()) {
      if (path.endsWith('.new')) rmSync(join(folder, path));
    }
    rmSync(join(folder, first as string));
    const { status, stderr } = await run(folder, ...COMMAND);
    expect(status).toBe(0);
    expect(stderr).toContain(`half of it is there: ${[first, ...others].join(', ')}.`);
    expect(stderr).not.toContain(second);
    expect(stderr).toMatch(/run its command again: \S+ onion product/);
    expect(stderr).not.toMatch(/nothing was written|everything is there/);
    expect(filesBelow(folder)).toEqual(after);
  });

  test.each(['', '{', 'null', '[]', '{"stage":"replacing","files":[],"folders":[]}'])(
    'is named if its journal is %j, and nothing is written',
    async (text) => {
      writeFileSync(join(folder, JOURNAL), text);
      const { status, stderr } = await run(folder, ...COMMAND);
      expect([status, stderr]).toEqual([3, expect.stringContaining(join(folder, JOURNAL))]);
      expect(filesBelow(folder)).toEqual(new Map(before).set(JOURNAL, text));
    },
  );

  test('is refused by name if it is no file, instead of waited for', async () => {
    execFileSync('mkfifo', [join(folder, JOURNAL)]);
    const { status, stderr } = await run(folder, ...COMMAND);
    rmSync(join(folder, JOURNAL));
    expect([status, stderr]).toEqual([3, expect.stringMatching(/unfinished\.json.* is no file/)]);
    expect(filesBelow(folder)).toEqual(before);
  });

  test.each(['../outside.py', '/outside.py', 'backend/../../outside.py', 'C:\\outside.py'])(
    'is nothing outside of the project: %s',
    async (path) => {
      killWhileWriting(0);
      const left = journal();
      const [first, ...others] = left.files;
      writeFileSync(
        join(folder, JOURNAL),
        JSON.stringify({ ...left, files: [{ ...first, path }, ...others] }),
      );
      const files = filesBelow(home);
      const { status, stderr } = await run(folder, ...COMMAND);
      expect([status, stderr]).toEqual([3, expect.stringContaining(JOURNAL)]);
      expect(filesBelow(home)).toEqual(files);
    },
  );

  test('is nothing outside of the project, where a folder has become a link', async () => {
    killWhileWriting(0);
    renameSync(join(folder, 'backend'), join(home, 'elsewhere'));
    symlinkSync(join(home, 'elsewhere'), join(folder, 'backend'), 'junction');
    const files = filesBelow(home);
    const { status, stderr } = await run(folder, ...COMMAND);
    expect([status, stderr]).toEqual([3, expect.stringContaining(JOURNAL)]);
    expect(filesBelow(home)).toEqual(files);
  });

  test('is ignored and named in a copy, where the command adds what is missing', async () => {
    killWhileWriting();
    const copy = join(home, 'copy');
    cpSync(folder, copy, { recursive: true });
    folder = copy;
    const left = readFileSync(join(copy, JOURNAL), 'utf8');
    const { status, stderr } = await run(folder, ...COMMAND);
    expect([status, stderr]).toEqual([0, expect.stringMatching(/unfinished\.json.*is ignored/)]);
    expect(stderr).toMatch(/run its command again, which adds them: \S+ onion product/);
    const now = filesBelow(folder);
    for (const path of after.keys()) expect(now.get(path)).toBe(after.get(path));
    expect(now.get(JOURNAL)).toBe(left);
    expect(readdirSync(folder)).not.toContain(LOCK);
  });
});

describe('a run that is stopped while it writes', () => {
  test('is not repaired, but waited for, and goes on', async () => {
    const stop = atCall('renameSync', 6, "process.kill(process.pid, 'SIGSTOP');");
    const child = spawn(process.execPath, ['--import', stop, RUNNER, ...COMMAND], {
      cwd: folder,
      stdio: 'ignore',
    });
    const ended = once(child, 'exit');
    // It is stopped once the first three files are in place.
    await until(() => [...after.keys()].filter(isPlaced).length === 3);
    const left = filesBelow(folder);
    const { status, stderr } = generate(folder, 'onion', 'tag', 'name:str');
    expect(stderr).toMatch(new RegExp(`^Waiting for process ${child.pid} on `));
    expect(stderr).toMatch(new RegExp(`process ${child.pid} on .* is writing to this project`));
    expect(status).toBe(3);
    expect(filesBelow(folder)).toEqual(left);
    child.kill('SIGCONT');
    expect(await ended).toEqual([0, null]);
    expect(filesBelow(folder)).toEqual(after);
  }, 60_000);
});

describe('a signal', () => {
  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ])('%s while files are written is heeded afterwards', (signal, expected) => {
    const { status, stderr } = generateWith(
      atCall('renameSync', 5, `process.kill(process.pid, '${signal}');`),
      ...COMMAND,
    );
    expect(status).toBe(expected);
    expect(stderr).toBe('Interrupted; everything was written.\n');
    expect(filesBelow(folder)).toEqual(after);
  });

  test('before anything is written cancels the run', () => {
    const { status, stderr } = generateWith(
      atCall('symlinkSync', 1, "process.kill(process.pid, 'SIGINT');"),
      ...COMMAND,
    );
    expect([status, stderr]).toEqual([130, 'Cancelled; nothing was written.\n']);
    expect(filesBelow(folder)).toEqual(before);
  });

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)(
    '%s while another run is waited for cancels this one',
    async (signal, expected) => {
      writeFileSync(join(folder, LOCK), '');
      const child = spawn(process.execPath, [RUNNER, ...COMMAND], { cwd: folder });
      let said = '';
      child.stderr.on('data', (text) => {
        said += text;
      });
      await until(() => said.includes('Waiting for another run'));
      child.kill(signal);
      expect(await once(child as ChildProcess, 'close')).toEqual([expected, null]);
      expect(said).toMatch(/\nCancelled; nothing was written\.\n$/);
      expect(filesBelow(folder)).toEqual(new Map(before).set(LOCK, ''));
    },
    30_000,
  );
});

describe('a disk that is full, or fails', () => {
  const writes = ['ENOSPC', 'EDQUOT', 'EFBIG', 'EIO', 'EROFS'].flatMap((code, index) =>
    // The first is the journal; the lock is no file.
    [1, 2, 3 + index, 9 + index].map((nth) => ['writeFileSync', code, nth] as const),
  );
  const moves = [1, 2, 3, 6, 10].map((nth) => ['renameSync', 'EIO', nth] as const);

  test.each([...writes, ...moves])(
    '%s says %s at call %i: the file is named, nothing has changed, and nothing is left',
    (name, code, nth) => {
      const write =
        name === 'writeFileSync' ? 'own(args[0], String(args[1]).slice(0, 5), args[2]);' : '';
      const { status, stderr } = generateWith(
        atCall(name, nth, `${write} fail('${code}');`),
        ...COMMAND,
      );
      expect([status, stderr]).toEqual([3, expect.stringMatching(/shop\/\S+ cannot be written/)]);
      expect(stderr).toContain(`(${code}), so nothing was`);
      expect(filesBelow(folder)).toEqual(before);
      expect(readdirSync(folder, { recursive: true }).sort()).toEqual(
        readdirSync(origin, { recursive: true }).sort(),
      );
    },
  );
});

/** Whether a file is one that the command has changed by now. */
function isPlaced(path: string): boolean {
  const place = join(folder, path);
  return existsSync(place) && readFileSync(place, 'latin1') !== before.get(path);
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 20));
}
