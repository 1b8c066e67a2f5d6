/**
 * Puts random features into new projects of every architecture and into existing backends, and has
 * Python and its tools check what comes out.
 *
 * `npm run fuzz -- [--count N] [--seed S] [--layout NAME]... [--backend DIR]... [--deep N] [--runs N]
 * [--keep DIR]`
 *
 * - `--count`: the number of features in all.
 * - `--layout`: only these architectures or backends of the tests; `new`: all architectures.
 * - `--backend`: a backend in any folder besides; it is not changed. `.venv` in it is used.
 * - `--plan-only`: nothing is checked by Python.
 * - `--deep`: each Nth batch is also checked by mypy and by its own tests; 0 for none.
 * - `--runs`: each Nth batch also goes through the built runner; 0 for none.
 * - `--keep`: where the projects with faults are kept.
 */

import { parseArgs } from 'node:util';
import { isMainThread } from 'node:worker_threads';
import { Fuzz } from './fuzz/fuzz.js';
import { backendIn, type Ground, NEW_PROJECTS, TEST_BACKENDS } from './fuzz/grounds.js';
import { answerTasks } from './fuzz/watched.js';

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    layout: { type: 'string', multiple: true, default: [] },
    backend: { type: 'string', multiple: true, default: [] },
    deep: { type: 'string', default: '10' },
    runs: { type: 'string', default: '5' },
    keep: { type: 'string' },
    'plan-only': { type: 'boolean', default: false },
  },
});

function groundsWanted(): Ground[] {
  const known = [...NEW_PROJECTS, ...TEST_BACKENDS];
  const wanted = values.layout.flatMap((name) => {
    const found = known.filter((each) => each.name === name);
    if (found.length === 0 && name !== 'new') {
      throw new Error(`there is no layout ${name}: ${known.map((each) => each.name).join(', ')}`);
    }
    return name === 'new' ? NEW_PROJECTS : found;
  });
  const all = values.layout.length + values.backend.length === 0 ? known : wanted;
  return [...all, ...values.backend.flatMap(backendIn)];
}

if (isMainThread) {
  const fuzz = new Fuzz({
    count: Number(values.count),
    seed: Number(values.seed),
    deep: Number(values.deep),
    runs: Number(values.runs),
    keep: values.keep,
    planOnly: values['plan-only'],
    // Threads know the same projects.
    args: process.argv.slice(2),
  });
  process.exitCode = (await fuzz.run(groundsWanted())) ? 0 : 1;
} else {
  const grounds = groundsWanted();
  answerTasks((name) => grounds.find((each) => each.name === name) as Ground);
}
