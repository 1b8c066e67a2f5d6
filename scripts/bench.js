// Measures how long the runner takes to add one more slice to a project that stands, beside what
// other generators take, and where the time goes: `npm run bench`.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { compareVersions, compareWithPeers } from './bench/against-peers.js';
import { furtherFeatures, largeProjects, node, whereTimeGoes } from './bench/inside.js';
import { CAN_MEASURE } from './bench/measure.js';
import { hygen } from './bench/peers.js';

const ROUNDS = 9;
const RUNNER = join(import.meta.dirname, '..', 'dist', 'bin', 'fastapi-feature.js');
const SLICE = [
  'onion',
  'product',
  'name:str=120:unique',
  'price:decimal=10.2:gt=0',
  'stock:int:ge=0:default=0',
  'category:ref=Category',
];

const folder = mkdtempSync(join(tmpdir(), 'fastapi-feature-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true }));
// What runs through yo may run as another user.
chmodSync(folder, 0o755);

const project = join(folder, 'project');
node([RUNNER, 'onion', 'category', 'name:str', '--destination', project], folder);
const ours = { runner: RUNNER, slice: SLICE, project };

const processors = cpus();
console.log(`${processors.length} x ${processors[0].model}, medians of ${ROUNDS} runs`);
if (CAN_MEASURE) {
  const other = hygen(folder);
  compareWithPeers(folder, ours, other, ROUNDS);
  compareVersions(folder, ours, other, ROUNDS);
} else {
  console.log('Peers are left out: measuring whole processes takes Python and an os.wait4.');
}
whereTimeGoes(folder, ours, ROUNDS);
furtherFeatures(folder, ours, [100, 1000]);
largeProjects(folder, ours, [250, 1000, 4000]);
