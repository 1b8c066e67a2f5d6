/** The runner costs as little on later versions of Node as on the oldest that it supports. */
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { NODE_VERSIONS, nodeOf } from '../../scripts/node-versions.js';
import { RUNNER, temporaryFolder } from '../generated/python-project.js';

/** Prints the CPU time of the process in milliseconds, background threads included. */
const METER = `data:text/javascript,${encodeURIComponent(
  "process.on('exit', () => { const { user, system } = process.cpuUsage(); console.error('cpu=' + (user + system) / 1000); });",
)}`;

/** A single run can be disturbed; the quickest of a few is what a version needs. */
const RUNS = 3;

/** How many times the CPU time of the quickest version another one may take: 1.3, and some noise. */
const MOST = 2;

describe('a dry run', () => {
  const folder = temporaryFolder();
  const runs = new Map<number, { readonly cpu: number; readonly output: string }>();

  beforeAll(() => {
    for (const version of NODE_VERSIONS) {
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
