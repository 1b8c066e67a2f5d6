/** Runs that are killed: a project has all files of a run or none, or the next run repairs it. */
import { spawn } from 'node:child_process';
import {
  cpSync,
  existsSync,
  readdirSync,
  rmSync,
  watch,
  writeFileSync as writeFile,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  filesBelow,
  generateOrThrow,
  RUNNER,
  temporaryFolder,
} from '../generated/python-project.js';
import { keepRunner } from '../kept-runner.js';

const { run, runOrThrow } = keepRunner();
const COMMAND = ['onion', 'product', 'name:str', 'price:decimal=10.2', 'category:ref=Category'];
const JOURNAL = '.fastapi-feature-unfinished.json';

describe('a run that is killed', () => {
  const origin = temporaryFolder();
  const folder = join(temporaryFolder(), 'shop');
  let before: Map<string, string>;
  let after: Map<string, string>;
  let whole: number;

  beforeAll(async () => {
    await runOrThrow(origin, 'onion', 'category', 'name:str');
    before = filesBelow(origin);
    reset();
    const start = performance.now();
    generateOrThrow(folder, ...COMMAND);
    whole = performance.now() - start;
    after = filesBelow(folder);
    expect(after.size).toBeGreaterThan(before.size);
  });
  afterAll(() => {
    rmSync(origin, { recursive: true });
    rmSync(join(folder, '..'), { recursive: true });
  });

  function reset(): void {
    rmSync(folder, { recursive: true, force: true });
    cpSync(origin, folder, { recursive: true });
  }

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
    const own = [...now].filter(([path]) => !/\.new$/.test(path) && path !== JOURNAL);
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
    'at random moment %i leaves the old tree or the new one, or the next run repairs it',
    async (_, onceItWrites) => {
      reset();
      await runAndKill(Math.random() * (onceItWrites ? 12 : whole), onceItWrites);
      const state = expectOldOrNew();
      const { status, stderr } = await run(folder, ...COMMAND);
      expect([status, stderr]).toEqual([0, expect.anything()]);
      if (state === 'unfinished') expect(stderr).toMatch(/^An earlier run was killed/);
      expect(filesBelow(folder)).toEqual(after);
    },
    30_000,
  );
});

describe('what a killed run leaves behind', () => {
  test('is not touched by a dry run, which says so', async () => {
    const folder = temporaryFolder();
    await runOrThrow(folder, 'onion', 'category', 'name:str');
    const left = { stage: 'preparing', files: [], folders: [] };
    writeLeft(folder, left);
    const before = filesBelow(folder);
    const { status, stderr } = await run(folder, 'onion', 'tag', 'name', '--dry-run');
    expect([status, stderr]).toEqual([3, expect.stringMatching(/was killed while writing/)]);
    expect(filesBelow(folder)).toEqual(before);
    rmSync(folder, { recursive: true });
  });

  test('is finished if files were already being moved into place', async () => {
    const folder = temporaryFolder();
    await runOrThrow(folder, 'onion', 'category', 'name:str');
    const place = join(folder, 'backend', 'notes.txt');
    const prepared = join(folder, 'backend', '.notes.txt.1.new');
    writeFile(prepared, 'new');
    writeFile(place, 'old');
    writeLeft(folder, { stage: 'replacing', files: [{ place, prepared }], folders: [] });
    const { stderr } = await run(folder, 'onion', 'category', 'name:str');
    expect(stderr).toMatch(/put in place: backend\/notes\.txt/);
    expect(filesBelow(folder).get('backend/notes.txt')).toBe('new');
    expect(readdirSync(folder)).not.toContain(JOURNAL);
    rmSync(folder, { recursive: true });
  });

  test('is finished before a template is copied', async () => {
    const folder = temporaryFolder();
    const place = join(folder, 'notes.txt');
    const prepared = join(folder, '.notes.txt.1.new');
    writeFile(prepared, 'new');
    writeLeft(folder, { stage: 'replacing', files: [{ place, prepared }], folders: [] });
    const { stderr } = await run(folder, 'eject', 'onion', 'main.py');
    expect(stderr).toMatch(/put in place: notes\.txt/);
    expect(filesBelow(folder).get('notes.txt')).toBe('new');
    expect(readdirSync(folder).sort()).toEqual(['.fastapi-feature', 'notes.txt']);
    rmSync(folder, { recursive: true });
  });
});

function writeLeft(folder: string, journal: object): void {
  writeFile(join(folder, JOURNAL), JSON.stringify(journal));
}
