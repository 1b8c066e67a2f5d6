// A cold run of ours beside cold runs of others, each a whole process.
import { NODE_VERSIONS, nodeOf } from '../node-versions.js';
import { measureInTurn } from './measure.js';
import { MINIMAL_UNDER_YO, nest, OURS_UNDER_YO, plop, underYo } from './peers.js';
import { goal, heading, median, row } from './report.js';

const OURS = 'ours';

/** The median of figures, each divided by the other's of the same round. */
function ratio(figures, others) {
  return median(figures.map((figure, round) => figure / others[round]));
}

function rows(results) {
  const ours = results.get(OURS);
  for (const [name, { cpu, wall, memory, files }] of results) {
    row(name, median(cpu), median(wall), median(memory), files, ratio(ours.cpu, cpu));
  }
}

function goalOfHygen(results, { name }) {
  goal("CPU time of hygen's (goal)", ratio(results.get(OURS).cpu, results.get(name).cpu), 1.5, 'x');
}

/**
 * Compares one more slice with what others do for one, on this Node, and prints the goals.
 *
 * @param {string} folder where to work
 * @param {{ runner: string, slice: string[], project: string }} ours the runner, its arguments, and
 *   the project that it adds a slice to
 * @param {import('./measure.js').Contender | undefined} other hygen, if it is there
 * @param {number} rounds how often each runs
 */
export function compareWithPeers(folder, { runner, slice, project }, other, rounds) {
  const contenders = [
    { name: OURS, command: [process.execPath, runner, ...slice], project },
    other,
    plop(folder),
    nest(folder),
    ...underYo(folder, slice, project),
    { name: 'node -e 0', command: [process.execPath, '-e', '0'] },
  ].filter((each) => each !== undefined);
  const results = measureInTurn(folder, contenders, rounds);
  heading(
    `one slice, Node ${process.versions.node}`,
    'CPU ms',
    'wall ms',
    'peak MiB',
    'new files',
    'ours / it',
  );
  rows(results);

  const { memory } = results.get(OURS);
  if (other) goalOfHygen(results, other);
  goal('peak memory (goal)', median(memory), 80, 'MiB');
  const throughYo = ratio(results.get(OURS_UNDER_YO).cpu, results.get(MINIMAL_UNDER_YO).cpu);
  goal('through yo, CPU time of the minimal (goal)', throughYo, 1.1, 'x');
}

/**
 * Compares the same with hygen on other versions of Node, as far as they can be downloaded.
 *
 * @param {string} folder where to work
 * @param {{ runner: string, slice: string[], project: string }} ours as above
 * @param {import('./measure.js').Contender | undefined} other hygen, if it is there
 * @param {number} rounds how often each runs
 */
export function compareVersions(folder, { runner, slice, project }, other, rounds) {
  for (const version of NODE_VERSIONS) {
    const node = nodeIfThere(version);
    if (node === undefined) continue;
    const contenders = [
      { name: OURS, command: [node, runner, ...slice], project },
      { name: 'ours, --dry-run', command: [node, runner, ...slice, '--dry-run'], project },
      ...(other ? [{ ...other, command: [node, ...other.command.slice(1)] }] : []),
    ];
    heading(`Node ${version}`, 'CPU ms', 'wall ms', 'peak MiB', 'new files', 'ours / it');
    const results = measureInTurn(folder, contenders, rounds);
    rows(results);
    if (other) goalOfHygen(results, other);
  }
}

function nodeIfThere(version) {
  try {
    return nodeOf(version);
  } catch {
    console.log(`\nNode ${version} is left out: npm cannot install it (no network?)`);
    return undefined;
  }
}
