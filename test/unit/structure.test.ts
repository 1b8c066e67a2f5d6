/** The rooms of the code: each imports only from those above it. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, test } from '@jest/globals';
import { LATE_PACKAGES, LOADED_PACKAGES } from '../../scripts/bundle-plugins.js';

const ROOT = join(import.meta.dirname, '..', '..');

/** From top to bottom. All rooms may import what is directly in `shared/`. */
const ROOMS = [
  'shared',
  'shared/python',
  'shared/feature',
  'shared/project',
  'shared/plan',
  'shared/evolve',
  'shared/show',
  'shared/ask',
  'shared/terminal',
  'shared/run',
  'shared/yeoman',
  'generators',
  'bin',
];

/** The imports of each file, as paths relative to the repository. */
const imports = importsBy(/(?:from|import)\s*\(?\s*'(\.[^']+)\.js'/g);
/** The imports that are loaded together with the file. */
const loaded = importsBy(/^(?:import|export) (?!type )[^;]*?from '(\.[^']+)\.js'/gm);

function importsBy(pattern: RegExp): ReadonlyMap<string, readonly string[]> {
  return new Map(
    ['shared', 'generators', 'bin'].flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
        .map((entry) => join(entry.parentPath, entry.name))
        .filter((path) => !inRepository(path).includes('/templates/'))
        .map((path) => [inRepository(path), importsOf(path, pattern)] as const),
    ),
  );
}

function importsOf(path: string, pattern: RegExp): string[] {
  const source = readFileSync(path, 'utf8');
  return [...source.matchAll(pattern)].map(([, target]) =>
    inRepository(join(dirname(path), `${target}.ts`)),
  );
}

/** A path as it is in the repository, with forward slashes on every system. */
function inRepository(path: string): string {
  return relative(ROOT, path).replaceAll('\\', '/');
}

function roomOf(path: string): string {
  const [top = '', second = '', ...rest] = path.split('/');
  return top === 'shared' && rest.length > 0 ? `${top}/${second}` : top;
}

test('every file is in a room', () => {
  const rooms = new Set([...imports.keys()].map(roomOf));
  expect([...rooms].sort()).toEqual([...ROOMS].sort());
});

test('nothing is imported from a room below', () => {
  const upward = [...imports].flatMap(([path, targets]) =>
    targets
      .filter((target) => ROOMS.indexOf(roomOf(target)) > ROOMS.indexOf(roomOf(path)))
      .map((target) => `${path} imports ${target}`),
  );
  expect(upward).toEqual([]);
});

test('no architecture imports from another', () => {
  const folders = new Set(
    [...imports.keys()].flatMap(
      (path) => /^(generators\/[^/]+)\/(.+\/)?architecture\.ts$/.exec(path)?.[1] ?? [],
    ),
  );
  const ownerOf = (path: string) => [...folders].find((folder) => path.startsWith(`${folder}/`));
  expect(folders.size).toBeGreaterThan(1);
  const crossing = [...imports].flatMap(([path, targets]) =>
    targets
      .filter((target) => ![undefined, ownerOf(path)].includes(ownerOf(target)))
      .filter(() => ownerOf(path) !== undefined)
      .map((target) => `${path} imports ${target}`),
  );
  expect(crossing).toEqual([]);
});

/** Returns every file that can be reached from one. */
function reachable(start: string, steps: ReadonlyMap<string, readonly string[]>): Set<string> {
  const seen = new Set<string>();
  const open = [...(steps.get(start) ?? [])];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    open.push(...(steps.get(next) ?? []));
  }
  return seen;
}

test('no files import each other in a circle', () => {
  expect([...imports.keys()].filter((path) => reachable(path, imports).has(path))).toEqual([]);
});

test('the command line does not load the schema of spec files, which is slow', () => {
  const starts = [...loaded.keys()].filter((path) => /^bin\/|^generators\/[^/]+\/index/.test(path));
  const loading = starts.filter((path) => reachable(path, loaded).has('shared/feature/schema.ts'));
  expect(starts).not.toEqual([]);
  expect(loading).toEqual([]);
});

test('few files are directly in shared/', () => {
  const flat = [...imports.keys()].filter((path) => /^shared\/[^/]+$/.test(path));
  expect(flat.length).toBeLessThan(16);
});

test('what is required in a run is loaded from node_modules, or late', () => {
  const required = [...imports.keys()].flatMap((path) =>
    [...readFileSync(join(ROOT, path), 'utf8').matchAll(/\brequire\('([^'.][^']*)'\)/g)].map(
      ([, name]) => name,
    ),
  );
  const known = [...LOADED_PACKAGES, ...Object.keys(LATE_PACKAGES)];
  expect(required).not.toEqual([]);
  expect(required.filter((name = '') => !known.includes(name))).toEqual([]);
});
