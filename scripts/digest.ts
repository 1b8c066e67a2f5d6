/**
 * Compares what is emitted with the digest in `test/digest/`. `npm run digest` shows what differs
 * from the last commit, file by file, `npm run digest -- --only onion` does so only for projects
 * with that word in their name, and `npm run digest -- --accept` writes a new digest.
 */
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTwoFilesPatch } from 'diff';
import { digestOf, type Emitted, emittedCases } from '../test/digest/emitted.js';

const ROOT = process.cwd();
const DIGEST = join(ROOT, 'test', 'digest', 'digest.json');
const [mode, argument = ''] = process.argv.slice(2);

// A fixed time, because a backend may name its migrations after the time.
const NOW = new Date(2026, 0, 31, 12, 30).getTime();
globalThis.Date = class extends Date {
  constructor(...args: unknown[]) {
    super(...((args.length === 0 ? [NOW] : args) as [number]));
  }
} as DateConstructor;

const cases = emittedCases().filter(({ name }) => mode !== '--only' || name.includes(argument));
if (mode === '--texts') {
  const all = cases.map(({ name, emit }) => [name, [...emit()]]);
  writeFileSync(argument, JSON.stringify(all));
} else if (mode === '--accept') {
  const digest = Object.fromEntries(cases.map(({ name, emit }) => [name, digestOf(emit())]));
  writeFileSync(DIGEST, `${JSON.stringify(digest, undefined, 2)}\n`);
} else {
  const known = JSON.parse(readFileSync(DIGEST, 'utf8'));
  const differing = cases
    .map(({ name, emit }) => ({ name, emitted: emit() }))
    .filter(({ name, emitted }) => digestOf(emitted) !== known[name]);
  if (differing.length === 0) {
    console.log(`${cases.length} projects are emitted as the digest has them.`);
  } else {
    const before = textsOfLastCommit();
    for (const { name, emitted } of differing) show(name, before.get(name) ?? new Map(), emitted);
    process.exitCode = 1;
  }
}

/** Returns what the last commit emits, by its own copy of this script. */
function textsOfLastCommit(): ReadonlyMap<string, Emitted> {
  const commit = execFileSync('git', ['rev-parse', 'HEAD'], { encoding: 'utf8' }).trim();
  const file = join(ROOT, '.cache', 'digest', `${commit}.json`);
  if (!existsSync(file)) {
    const folder = mkdtempSync(join(tmpdir(), 'fastapi-feature-digest-'));
    try {
      execFileSync('git', ['clone', '--quiet', ROOT, folder]);
      symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'junction');
      mkdirSync(join(ROOT, '.cache', 'digest'), { recursive: true });
      const run = ['run', '--silent', 'digest', '--', '--texts', file];
      // On Windows, npm is a script.
      execFileSync('npm', run, { cwd: folder, shell: process.platform === 'win32' });
    } finally {
      rmSync(folder, { recursive: true });
    }
  }
  const all: [string, [string, string][]][] = JSON.parse(readFileSync(file, 'utf8'));
  return new Map(all.map(([name, files]) => [name, new Map(files)]));
}

function show(name: string, before: Emitted, after: Emitted): void {
  console.log(`\n=== ${name}`);
  for (const path of new Set([...before.keys(), ...after.keys()])) {
    const [old = '', now = ''] = [before.get(path), after.get(path)];
    if (old === now) continue;
    console.log(createTwoFilesPatch(`a/${path}`, `b/${path}`, old, now, '', '', { context: 2 }));
  }
}
