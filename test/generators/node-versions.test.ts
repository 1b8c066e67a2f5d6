/** The runner costs as little on later versions of Node as on the oldest that it supports. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { RUNNER, temporaryFolder } from '../generated/python-project.js';

const CACHE = join(import.meta.dirname, '..', '..', '.cache', 'node-versions');

/** Each supported line of Node whose V8 treats WebAssembly in its own way. */
const VERSIONS = [20, 22, 24, 26];

/** Prints the CPU time of the process in milliseconds, background threads included. */
const METER = `data:text/javascript,${encodeURIComponent(
  "process.on('exit', () => { const { user, system } = process.cpuUsage(); console.error('cpu=' + (user + system) / 1000); });",
)}`;

/** A single run can be disturbed; the quickest of a few is what a version needs. */
const RUNS = 3;

/** How many times the CPU time of the quickest version another one may take: 1.3, and some noise. */
const MOST = 2;

function nodeOf(version: number): string {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const folder = join(CACHE, `${version}-${platform}-${process.arch}`);
  const bin = join(folder, 'node_modules', 'node', 'bin', platform === 'win' ? 'node.exe' : 'node');
  if (existsSync(bin)) return bin;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true }');
  const binary = `node@npm:node-${platform}-${process.arch}@${version}`;
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--no-save', binary], {
    cwd: folder,
    shell: platform === 'win',
  });
  return bin;
}

describe('a dry run', () => {
  const folder = temporaryFolder();
  const runs = new Map<number, { readonly cpu: number; readonly output: string }>();

  beforeAll(() => {
    for (const version of VERSIONS) {
      const outcomes = Array.from({ length: RUNS }, () => {
        const args = ['onion', 'product', 'name:str=120', 'price:decimal=10.2:gt=0', '--dry-run'];
        const { status, stdout, stderr } = spawnSync(
          nodeOf(version),
          ['--import', METER, RUNNER, ...args],
          { cwd: folder, encoding: 'utf8', input: '' },
        );
        const cpu = Number(/^cpu=(.+)$/m.exec(stderr)?.[1]);
        if (status !== 0 || Number.isNaN(cpu)) throw new Error(`Node ${version}: ${stderr}`);
        return { cpu, output: stdout };
      });
      const cpu = Math.min(...outcomes.map((each) => each.cpu));
      runs.set(version, { cpu, output: outcomes[0]?.output ?? '' });
    }
  }, 300_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  test('takes no version of Node much more CPU time than another', () => {
    const least = Math.min(...[...runs.values()].map(({ cpu }) => cpu));
    const slow = [...runs].filter(([, { cpu }]) => cpu > MOST * least);
    expect(slow.map(([version, { cpu }]) => `Node ${version}: ${cpu} ms, not ${least}`)).toEqual(
      [],
    );
  });

  test('prints the same on every version of Node', () => {
    const outputs = new Set([...runs.values()].map(({ output }) => output));
    expect([...outputs]).toEqual([expect.stringContaining('create')]);
  });
});
