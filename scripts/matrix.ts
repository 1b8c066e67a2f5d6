/**
 * Changes features in projects whose files people have edited, and runs what has come of it: ruff, mypy, all tests and
 * `alembic check`.
 *
 * `npm run matrix -- [--sample N] [--seed S] [--layout NAME]...`
 *
 * - `--sample`: the number of cells, in all projects: a cell is a change, a way of editing, and a project.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { KeptProcess } from '../test/kept-process.js';
import { ensurePrograms } from './fuzz/emission.js';
import { drawCells, MATRIX_GROUNDS } from './matrix/cells.js';
import { MOST_CELLS, tryCells } from './matrix/project.js';

const { values } = parseArgs({
  options: {
    sample: { type: 'string', default: '80' },
    seed: { type: 'string', default: '1' },
    layout: { type: 'string', multiple: true, default: [] },
  },
});
const grounds = MATRIX_GROUNDS.filter(
  ({ name }) => values.layout.length === 0 || values.layout.includes(name),
);
const each = Math.ceil(Number(values.sample) / grounds.length);
const bin = await ensurePrograms(join(process.cwd(), 'test', 'generated', 'pyproject.toml'));
const runner = new KeptProcess(join(process.cwd(), 'dist', 'bin', 'fastapi-feature.js'));
const run = (folder: string, ...args: string[]) => runner.run(folder, ...args);
const stopped: string[] = [];
const counts = { cells: 0, faults: 0 };
for (const ground of grounds) {
  const cells = drawCells(ground, each, Number(values.seed));
  for (let at = 0; at < cells.length; at += MOST_CELLS) {
    const trial = await tryCells(ground, cells.slice(at, at + MOST_CELLS), { run, bin });
    counts.cells += trial.merged + trial.stopped.length;
    counts.faults += trial.faults.length;
    stopped.push(...trial.stopped);
    for (const fault of trial.faults) console.log(fault);
    if (trial.folder !== undefined) console.log(`Left to be looked at: ${trial.folder}`);
  }
}
runner.end();
const share = (100 * (1 - stopped.length / counts.cells)).toFixed(1);
console.log(
  [
    `${counts.cells} cells, ${share} % of them merged with no person; ${counts.faults} faults. A person is needed, as what goes was changed:`,
    ...stopped,
  ].join('\n'),
);
process.exitCode = counts.faults === 0 ? 0 : 1;
