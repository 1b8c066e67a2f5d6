// Measures how long the runner takes to add one more slice to an existing project, and where the
// time goes: `npm run bench`.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { writeBackend } from './large-backend.js';

const RUNS = 10;
const RUNNER = join(import.meta.dirname, '..', 'dist', 'bin', 'fastapi-feature.js');
// A URL, as Windows' paths look like one.
const REPORTER = pathToFileURL(join(import.meta.dirname, 'report-timings.js')).href;
const SLICE = [
  'onion',
  'product',
  'name:str=120:unique',
  'price:decimal=10.2:gt=0',
  'category:ref=Category',
];

const folder = mkdtempSync(join(tmpdir(), 'fastapi-feature-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true }));

/** Runs Node and returns the milliseconds of the whole process, with what it printed. */
function node(args, cwd = folder) {
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd,
    encoding: 'utf8',
    input: '',
    maxBuffer: 2 ** 26,
  });
  const time = performance.now() - start;
  if (status !== 0) throw new Error(stderr.slice(-2000));
  return { time, stdout };
}

/** Runs the runner and returns what the reporter says about it. */
function timings(args, cwd) {
  const { stdout } = node(['--import', REPORTER, RUNNER, ...args], cwd);
  return JSON.parse(stdout.trim().split('\n').at(-1));
}

const sum = (numbers = []) => numbers.reduce((total, number) => total + number, 0);

function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return (
    (sorted[Math.floor((sorted.length - 1) / 2)] + sorted[Math.ceil((sorted.length - 1) / 2)]) / 2
  );
}

function row(name, numbers, unit = 'ms') {
  const [low, middle, high] = [Math.min(...numbers), median(numbers), Math.max(...numbers)];
  const text = (number) => number.toFixed(number < 10 ? 1 : 0).padStart(8);
  console.log(`${name.padEnd(46)}${text(middle)}${text(low)}${text(high)}  ${unit}`);
}

const template = join(folder, 'template');
node([RUNNER, 'onion', 'category', 'name:str', '--destination', template]);
const freshProject = (number) => {
  const project = join(folder, `project-${number}`);
  cpSync(template, project, { recursive: true });
  return project;
};

const floor = [];
const cold = [];
const reports = [];
node([RUNNER, ...SLICE], freshProject('warm-up'));
for (let run = 0; run < RUNS; run += 1) {
  floor.push(node(['-e', '0']).time);
  cold.push(node([RUNNER, ...SLICE], freshProject(run)).time);
  reports.push(timings(SLICE, freshProject(`timed-${run}`)));
}

console.log(`${RUNS} cold runs of one slice into a project that exists, whole process\n`);
console.log(`${''.padEnd(46)}${'median'.padStart(8)}${'min'.padStart(8)}${'max'.padStart(8)}`);
row('node -e 0', floor);
row('fastapi-feature onion product ...', cold);
row(
  'peak memory',
  reports.map(({ memory }) => memory / 1024),
  'MiB',
);
console.log('\nwhere the time goes');
row(
  '  starting Node and loading',
  reports.map(({ loaded }) => loaded),
);
row(
  '  reading the project',
  reports.map(({ phases }) => sum(phases.read)),
);
row(
  '  planning: rendering templates, finding places',
  reports.map(({ phases }) => sum(phases.plan) - sum(phases.read) - sum(phases.format)),
);
row(
  '  formatting, with loading ruff',
  reports.map(({ phases }) => sum(phases.format)),
);
row(
  '  conflicts and writing, by Yeoman',
  reports.map(({ phases }) => sum(phases.commit)),
);

/** Writes a spec file with many features and returns its path. */
function specOf(count) {
  const features = Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `thing${index}x`,
      { fields: ['name:str=120:unique', 'price:decimal=10.2:gt=0', 'category:ref=Category'] },
    ]),
  );
  const spec = join(folder, `spec-${count}.json`);
  writeFileSync(spec, JSON.stringify({ features }));
  return spec;
}

console.log(
  '\nfurther features in one process (from a spec file, each with three fields and a reference)',
);
for (const count of [100, 1000]) {
  const project = freshProject(`many-${count}`);
  const { phases, memory } = timings(['onion', '--spec', specOf(count)], project);
  const perFeature = phases.plan.map((time) => time + sum(phases.commit) / count);
  // The first ones wait for what is loaded and compiled.
  row(`  each of ${count}`, perFeature.slice(1));
  row('    the first ten', perFeature.slice(0, 10));
  row('    the next ten', perFeature.slice(10, 20));
  row('    the last ten', perFeature.slice(-10));
  row('    peak memory', [memory / 1024], 'MiB');
  rmSync(project, { recursive: true });
}

console.log('\nreading a project of that many Python files, for one more feature');
for (const count of [250, 1000, 4000]) {
  const own = freshProject(`own-${count}`);
  // Sixteen files belong to a feature, and some eighty to the project.
  node([RUNNER, 'onion', '--spec', specOf(Math.round((count - 80) / 16)), '--destination', own]);
  const foreign = join(folder, `foreign-${count}`);
  writeBackend(foreign, count);
  for (const [what, architecture, project] of [
    ['own', 'onion', own],
    ['foreign', 'layered', foreign],
  ]) {
    const read = Array.from({ length: 3 }, () =>
      sum(timings([architecture, 'gadget', 'name:str', '--dry-run'], project).phases.read),
    );
    row(`  ${what}, ${count} files`, read);
    rmSync(project, { recursive: true });
  }
}
