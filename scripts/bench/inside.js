// What the runner says about itself: where the time of a run goes, and how it grows.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { writeBackend } from './large-backend.js';
import { goal, heading, median, row, spread } from './report.js';

// A URL, as Windows' paths look like one.
const REPORTER = pathToFileURL(join(import.meta.dirname, 'report-timings.js')).href;

/**
 * Runs Node.
 *
 * @param {string[]} args
 * @param {string} cwd
 * @returns {string} what it printed
 * @throws if it fails
 */
export function node(args, cwd) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd,
    encoding: 'utf8',
    input: '',
    maxBuffer: 2 ** 26,
  });
  if (status !== 0) throw new Error(stderr.slice(-2000));
  return stdout;
}

/** Runs the runner and returns what the reporter says about it. */
function timings(runner, args, cwd) {
  return JSON.parse(
    node(['--import', REPORTER, runner, ...args], cwd)
      .trim()
      .split('\n')
      .at(-1),
  );
}

const sum = (numbers = []) => numbers.reduce((total, number) => total + number, 0);

function copyOf(folder, project) {
  const path = mkdtempSync(join(folder, 'inside-'));
  cpSync(project, path, { recursive: true });
  return path;
}

/** Prints what takes the time of one more slice. */
export function whereTimeGoes(folder, { runner, slice, project }, rounds) {
  const reports = Array.from({ length: rounds }, () =>
    timings(runner, slice, copyOf(folder, project)),
  );
  const part = (name, of) => spread(name, reports.map(of));
  heading('where the time goes, wall ms', 'median', 'min', 'max');
  part('starting Node and loading', ({ loaded }) => loaded);
  part('reading the project', ({ phases }) => sum(phases.read));
  part(
    'planning: rendering templates, finding places',
    ({ phases }) => sum(phases.plan) - sum(phases.read) - sum(phases.format),
  );
  part('formatting, with loading ruff', ({ phases }) => sum(phases.format));
  part('conflicts and writing', ({ phases }) => sum(phases.commit));
}

/** Writes a spec file with many features and returns its path. */
function specOf(folder, count) {
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

/** Prints what each of many features takes that are added in one run, from a spec file. */
export function furtherFeatures(folder, { runner, project }, counts) {
  for (const count of counts) {
    const copy = copyOf(folder, project);
    const spec = specOf(folder, count);
    const { phases, memory } = timings(runner, ['onion', '--spec', spec], copy);
    const each = phases.plan.map((time) => time + sum(phases.commit) / count);
    const [next, last] = [each.slice(10, 20), each.slice(-10)];
    heading(`${count} features in one run, wall ms of each`, 'median', 'min', 'max');
    // The first ones wait for what is loaded and compiled.
    spread('the first ten', each.slice(0, 10));
    spread('the next ten', next);
    spread('the last ten', last);
    row('peak memory, MiB', memory / 1024);
    goal('each after the first (goal)', median(each.slice(1)), 20, 'ms');
    goal('the last ten, of the next ten (goal)', median(last) / median(next), 1.1, 'x');
    rmSync(copy, { recursive: true });
  }
}

/** Prints what reading projects of so many Python files takes, of our kind and of others. */
export function largeProjects(folder, { runner, project }, counts) {
  heading('a dry run in a project of so many files, wall ms', 'reading', 'in all');
  for (const count of counts) {
    // Sixteen files belong to a feature, and some eighty to the project.
    const own = copyOf(folder, project);
    const spec = specOf(folder, Math.round((count - 80) / 16));
    node([runner, 'onion', '--spec', spec], own);
    const foreign = join(folder, `foreign-${count}`);
    writeBackend(foreign, count);
    for (const [what, architecture, large] of [
      ['own', 'onion', own],
      ['foreign', 'layered', foreign],
    ]) {
      const reports = Array.from({ length: 3 }, () =>
        timings(runner, [architecture, 'gadget', 'name:str', '--dry-run'], large),
      );
      const read = reports.map(({ phases }) => sum(phases.read));
      row(`${what}, ${count} files`, median(read), median(reports.map(({ total }) => total)));
      rmSync(large, { recursive: true });
    }
  }
}
