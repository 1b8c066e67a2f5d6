/**
 * Lets random features change again and again while people write into their files, and looks whether any of their lines
 * is lost.
 *
 * `npm run chains -- [--count N] [--steps N] [--seed S] [--layout NAME]... [--deep N]`
 *
 * - `--count`: the number of features, in all layouts.
 * - `--steps`: how often each changes.
 * - `--deep`: of each Nth, the tests are run, in the end; 0 for none.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { chains, live } from './chains/chain.js';
import { ensurePrograms, writeTexts } from './fuzz/emission.js';
import { NEW_PROJECTS } from './fuzz/grounds.js';

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '200' },
    steps: { type: 'string', default: '5' },
    seed: { type: 'string', default: '1' },
    layout: { type: 'string', multiple: true, default: [] },
    deep: { type: 'string', default: '10' },
  },
});
const [count, steps, seed, deep] = [values.count, values.steps, values.seed, values.deep].map(
  Number,
);
const grounds = NEW_PROJECTS.filter(
  ({ change, name }) =>
    change === undefined && (values.layout.length === 0 || values.layout.includes(name)),
);
const bin =
  deep === 0
    ? undefined
    : await ensurePrograms(join(process.cwd(), 'test', 'generated', 'pyproject.toml'));
const drawn = fc.sample(chains(steps ?? 5), { numRuns: count ?? 200, seed: seed ?? 1 });
const counts = { changed: 0, decided: 0, refused: 0, tested: 0, faults: 0 };
for (const [index, chain] of drawn.entries()) {
  const ground = grounds[index % grounds.length];
  if (ground === undefined) continue;
  const { changed, decided, faults, files, refused } = live(ground, chain);
  counts.changed += changed;
  counts.decided += decided;
  counts.refused += refused;
  const isDeep = bin !== undefined && deep !== undefined && index % deep === 0;
  const failed = isDeep ? testsIn(bin, files) : [];
  if (isDeep) counts.tested += 1;
  for (const fault of [...faults, ...failed]) {
    counts.faults += 1;
    console.log(`${ground.name}, feature ${index} of seed ${seed}: ${fault}`);
  }
}
console.log(
  `${drawn.length} features, ${counts.changed} changes, ${counts.decided} of them decided by a person, ${counts.refused} refused; ` +
    `the tests of ${counts.tested} were run; ${counts.faults} faults.`,
);
process.exitCode = counts.faults === 0 ? 0 : 1;

/** Returns what the tests of a project say, if they fail. */
function testsIn(bin: string, files: ReadonlyMap<string, string>): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'chain-'));
  try {
    writeTexts(folder, [...files]);
    const root = existsSync(join(folder, 'backend')) ? join(folder, 'backend') : folder;
    execFileSync(join(bin, 'python'), ['-m', 'pytest', '-q', '-x', '-p', 'no:cacheprovider'], {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1', PATH: `${bin}:${process.env.PATH}` },
    });
    rmSync(folder, { recursive: true });
    return [];
  } catch (error) {
    const { stdout = '' } = error as { stdout?: string };
    return [`its tests fail (${folder}):\n${stdout.slice(-2500)}`];
  }
}
