/** What a run loads of ruff: nothing, its formatter, or all of it. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ARCHITECTURES } from '../../generators/app/architectures.js';
import { subcommandOf } from '../../shared/feature/notation.js';
import { OVERRIDES } from '../../shared/plan/overrides.js';
import { RUNNER, temporaryFolder } from '../generated/python-project.js';

/** Prints the size of each WebAssembly module that the process compiles, in megabytes. */
const METER = `data:text/javascript,${encodeURIComponent(`
  const Compiled = WebAssembly.Module;
  WebAssembly.Module = class extends Compiled {
    constructor(bytes) {
      super(bytes);
      console.error('wasm=' + (bytes.byteLength / 1e6).toFixed(1));
    }
  };
`)}`;

const FIELDS = [
  ...['name:str=120:unique', 'price:decimal=10.2:gt=0', 'stock:int:ge=0:default=0'],
  ...['status:enum=draft/live:default=draft', 'due:date', 'url:url:optional', 'code:uuid:index'],
  ...['parent:ref=Product:optional', 'category:ref=Category', 'extra:json:optional', 'at:datetime'],
];

let folder = '';
beforeAll(() => {
  folder = temporaryFolder();
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs in a project; returns the sizes of what it has compiled. */
function sizesOf(project: string, ...args: string[]): number[] {
  const cwd = join(folder, project);
  mkdirSync(cwd, { recursive: true });
  const { status, stderr } = spawnSync(process.execPath, ['--import', METER, RUNNER, ...args], {
    cwd,
    encoding: 'utf8',
    input: '',
  });
  if (status !== 0) throw new Error(stderr);
  return [...stderr.matchAll(/^wasm=(.+)$/gm)].map(([, size]) => Number(size));
}

test.each(ARCHITECTURES.map((architecture) => [architecture.id, architecture] as const))(
  '%s: a first feature and another one take the formatter',
  (id, architecture) => {
    const command = subcommandOf(architecture).split(' ');
    expect(sizesOf(id, ...command, 'category', 'name:str', '--yes')).toEqual([1.2]);
    expect(sizesOf(id, ...command, 'product', ...FIELDS, '--yes')).toEqual([1.2]);
  },
);

test.each([['--help'], ['--version'], ['inspect']])('%s takes nothing', (...args) => {
  expect(sizesOf('empty', ...args)).toEqual([]);
});

test('a template that somebody changed takes all of it, which looks for mistakes', () => {
  const path = join(folder, 'changed', OVERRIDES, 'shared', 'schemas_base.py.ejs');
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, 'x = 1\n');
  const sizes = sizesOf('changed', 'onion', 'category', 'name:str', '--dry-run');
  expect(Math.max(...sizes)).toBeGreaterThan(5);
});
