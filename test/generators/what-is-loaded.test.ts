/** A run loads what it uses and no more: nearly all of a short run's time is loading. */
import { spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, readFileSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { generateOrThrow, RUNNER, temporaryFolder } from '../generated/python-project.js';

const dataUrl = (source: string) => `data:text/javascript,${encodeURIComponent(source)}`;

const HOOKS = dataUrl(`
  import { writeSync } from 'node:fs';
  export function load(url, context, next) {
    writeSync(2, 'loaded ' + url + '\\n');
    return next(url, context);
  }
`);

/** Reports every module that is loaded on standard error, whatever its kind. */
const REPORTER = dataUrl(`
  import { writeSync } from 'node:fs';
  import module from 'node:module';
  module.register(${JSON.stringify(HOOKS)});
  process.on('exit', () => {
    for (const path of Object.keys(module._cache)) writeSync(2, 'loaded ' + path + '\\n');
  });
`);

/** Prints the CPU time of the process in milliseconds. */
const METER = dataUrl(
  "process.on('exit', () => { const { user, system } = process.cpuUsage(); console.error('cpu=' + (user + system) / 1000); });",
);

/** A text that only the code of a package has, in the bundle too. */
const MARKS: Readonly<Record<string, RegExp>> = {
  'yeoman-environment': /yeoman:environment/,
  inquirer: /User force closed the prompt/,
};

function filesLoadedBy(folder: string, args: readonly string[]): string[] {
  const { status, stderr } = spawnSync(process.execPath, ['--import', REPORTER, RUNNER, ...args], {
    cwd: folder,
    encoding: 'utf8',
    input: '',
  });
  if (status !== 0) throw new Error(stderr);
  const paths = [...stderr.matchAll(/^loaded (file:.*|\/.*|[A-Z]:.*)$/gm)].map(([, url = '']) =>
    url.startsWith('file:') ? fileURLToPath(url) : url,
  );
  // Node may say of a CommonJS module both that it loads it and that it has it.
  return [...new Set(paths)];
}

function packagesLoadedBy(folder: string, args: readonly string[]): string[] {
  const sources = filesLoadedBy(folder, args).map(
    (path) => `${path}\n${readFileSync(path, 'utf8')}`,
  );
  return Object.keys(MARKS).filter((name) => sources.some((source) => MARKS[name]?.test(source)));
}

describe('in a project that stands', () => {
  const folder = temporaryFolder();
  beforeAll(() => generateOrThrow(folder, 'onion', 'category', 'name:str'));
  afterAll(() => rmSync(folder, { recursive: true }));

  const FEATURE = [
    'onion',
    'product',
    'name:str=120',
    'price:decimal=10.2',
    'category:ref=Category',
  ];

  test('a feature that nobody is asked about needs nothing of Yeoman', () => {
    expect(packagesLoadedBy(folder, FEATURE)).toEqual([]);
  });

  test('a feature in a project of ours needs nothing of existing backends', () => {
    const existing = (args: readonly string[]) =>
      filesLoadedBy(folder, args).filter((path) => basename(path).startsWith('existing-backends-'));
    expect(existing(FEATURE)).toEqual([]);
    expect(existing(['inspect'])).toHaveLength(1);
  });

  test('what every run needs is in few files, each of which has to be found, read and linked', () => {
    const ours = filesLoadedBy(folder, FEATURE).filter((path) => path.startsWith(dirname(RUNNER)));
    expect(ours.length).toBeGreaterThan(1);
    expect(ours.length).toBeLessThanOrEqual(10);
  });

  test('a conflict is for Yeoman', () => {
    appendFileSync(join(folder, 'backend/app/domain/entities/product.py'), '# mine\n');
    const again = [...FEATURE, '--force'];
    expect(packagesLoadedBy(folder, again)).toContain('yeoman-environment');
  });
});

describe('a shell that completes a word', () => {
  const folder = temporaryFolder();
  beforeAll(() => {
    cpSync(join(import.meta.dirname, '..', 'projects'), folder, { recursive: true });
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const WORDS = ['completion', 'bash', '--', 'layered', 'item', 'owner:ref=U'];

  /**
   * The CPU time of the quickest of some runs, in milliseconds, background threads included: of two processes that take
   * turns, since both are slower on a busy machine.
   */
  function quickest(...commands: readonly (readonly string[])[]): number[] {
    const rounds = Array.from({ length: 12 }, () =>
      commands.map((args) => {
        const { stderr } = spawnSync(process.execPath, ['--import', METER, ...args], {
          cwd: folder,
          encoding: 'utf8',
        });
        return Number(/^cpu=(.+)$/m.exec(stderr)?.[1]);
      }),
    );
    return commands.map((_, index) =>
      Math.min(...rounds.map((times) => times[index] ?? Number.NaN)),
    );
  }

  test('is answered out of one file and the words that the build has written', () => {
    const ours = filesLoadedBy(folder, WORDS).filter((path) => path.startsWith(dirname(RUNNER)));
    expect(ours.length).toBeGreaterThan(0);
    expect(ours.length).toBeLessThanOrEqual(2);
  });

  test('waits for 100 ms at most, or for Node and as much again where Node itself is slow', () => {
    const [node = Number.NaN, answer] = quickest(['--eval', '0'], [RUNNER, ...WORDS]);
    expect(answer).toBeLessThan(Math.max(100, 2 * node));
  });
});
