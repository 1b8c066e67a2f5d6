/**
 * Generators of one's own, in TypeScript: the package that `eject --as-generator` writes, the one that docs/composing.md
 * describes, and the example. Each is compiled by both TypeScripts and runs its own tests.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { codeBlocks } from '../code-blocks.js';
import { generateOrThrow, temporaryFolder } from '../generated/python-project.js';
import { npm } from '../generators/installed-package.js';

const ROOT = join(import.meta.dirname, '..', '..');
/** 7, which this repository is written in. */
const NEW_TYPESCRIPT = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');

const folder = temporaryFolder();
const starter = join(folder, 'generator-team');
const modules = join(starter, 'node_modules');

/** The only installation: the others use its packages. */
beforeAll(() => {
  generateOrThrow(folder, 'eject', '--as-generator', 'team');
  npm(starter, 'install');
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true }));

function node(cwd: string, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd, encoding: 'utf8' });
  return { status, said: status === 0 ? '' : stdout + stderr };
}

const PASSED = { status: 0, said: '' };

/** Returns a copy of the starter with other sources. */
function packageOf(name: string): string {
  const copy = join(folder, name, 'generator-team');
  const filter = (path: string) => !/node_modules|dist|src$/.test(path.slice(starter.length));
  cpSync(starter, copy, { recursive: true, filter });
  symlinkSync(modules, join(copy, 'node_modules'), 'junction');
  return copy;
}

function put(root: string, path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

function expectCompiled(root: string): void {
  const old = join(modules, 'typescript', 'bin', 'tsc');
  expect(
    JSON.parse(readFileSync(join(modules, 'typescript', 'package.json'), 'utf8')).version,
  ).toMatch(/^5\.9\./);
  for (const tsc of [old, NEW_TYPESCRIPT]) expect(node(root, tsc)).toEqual(PASSED);
  expect(node(root, 'copy-templates.js')).toEqual(PASSED);
}

test('the starter is green at its first test', () => {
  expect(npm(starter, 'test')).toMatch(/pass 1\b/);
  expectCompiled(starter);
}, 300_000);

describe('the package that the documentation describes', () => {
  let root: string;
  const blocks = codeBlocks('docs/composing.md').filter(({ language }) =>
    ['ts', 'ejs'].includes(language),
  );

  beforeAll(() => {
    root = packageOf('documented');
    for (const { file, text } of blocks) put(root, file ?? '', text);
  });

  test('has every block in a file', () => {
    expect(blocks.map(({ file }) => file)).toEqual(blocks.map(() => expect.any(String)));
    expect(blocks.length).toBeGreaterThan(6);
  });

  test('compiles as printed', () => expectCompiled(root), 300_000);

  test('passes the tests that are printed', () => {
    expect(node(root, '--test', 'dist/test/onion.test.js')).toEqual(PASSED);
  }, 300_000);

  test('compiles with the shorter versions of its files', () => {
    const files = blocks.map(({ file }) => file);
    const shorter = blocks.filter(({ file }, index) => files.indexOf(file, index + 1) !== -1);
    expect(shorter.length).toBeGreaterThan(0);
    for (const { file, text } of shorter) put(root, file ?? '', text);
    expectCompiled(root);
  }, 300_000);

  test('does not compile with what is misspelt', () => {
    const [host] = blocks;
    put(root, host?.file ?? '', (host?.text ?? '').replace('access: {', 'acess: {'));
    expect(node(root, NEW_TYPESCRIPT).said).toMatch(/acess/);
  }, 300_000);
});

test('the example compiles and passes its own tests', () => {
  const root = packageOf('example');
  cpSync(join(ROOT, 'test', 'host-generator'), root, { recursive: true });
  expectCompiled(root);
  expect(node(root, '--test', 'dist/test/team.test.js')).toEqual(PASSED);
}, 300_000);
