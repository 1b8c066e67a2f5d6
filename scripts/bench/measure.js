// Measures whole processes. Node cannot wait for a child and learn what it used, so Python does.
import { spawnSync } from 'node:child_process';
import { chownSync, cpSync, mkdtempSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { findPython } from '../python.js';

const METER = join(import.meta.dirname, 'measure.py');
const PYTHON = process.platform === 'win32' ? undefined : findPython();

/** Whether processes can be measured here. */
export const CAN_MEASURE = PYTHON !== undefined;

/**
 * Runs contenders in turn, so that what disturbs the machine disturbs all of them, and once before
 * that, so that all files are in the system's cache.
 *
 * @param {string} folder where each run gets a folder of its own
 * @param {Contender[]} contenders what to run
 * @param {number} rounds how many runs of each are counted
 * @returns {Map<string, { cpu: number[], wall: number[], memory: number[], files: number }>} by
 *   name: milliseconds, milliseconds, mebibytes, and how many files a run adds
 * @throws if one of them fails
 *
 * @typedef {object} Contender
 * @property {string} name
 * @property {string[]} command
 * @property {NodeJS.ProcessEnv} [env] what it needs besides the environment of this process
 * @property {string} [project] the folder that each run gets a copy of; an empty one without it
 * @property {number} [user] who runs it, if not the user of this process
 */
export function measureInTurn(folder, contenders, rounds) {
  const results = new Map();
  for (const contender of contenders) {
    const cwd = workplace(folder, contender);
    const before = filesIn(cwd);
    measure(contender, cwd);
    const files = filesIn(cwd) - before;
    results.set(contender.name, { cpu: [], wall: [], memory: [], files });
  }
  for (let round = 0; round < rounds; round += 1) {
    for (const contender of contenders) {
      const { cpu, wall, memory } = measure(contender, workplace(folder, contender));
      const result = results.get(contender.name);
      result.cpu.push(cpu);
      result.wall.push(wall);
      result.memory.push(memory);
    }
  }
  return results;
}

/** Makes a folder to run in. */
function workplace(folder, { project, user }) {
  const path = mkdtempSync(join(folder, 'run-'));
  if (project !== undefined) cpSync(project, path, { recursive: true });
  if (user !== undefined) {
    for (const each of ['', ...readdirSync(path, { recursive: true })]) {
      chownSync(join(path, each), user, user);
    }
  }
  return path;
}

function measure({ command, env = {}, user = -1 }, cwd) {
  const { status, stdout, stderr } = spawnSync(PYTHON, [METER, String(user), ...command], {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, ...env },
    maxBuffer: 2 ** 26,
  });
  if (status !== 0) throw new Error(`${command.join(' ')}\n${stderr.slice(-2000)}`);
  return JSON.parse(stdout);
}

function filesIn(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  ).length;
}
