/** The texts that git has of the files of a project. */
import { spawnSync } from 'node:child_process';
import type { PathsOf } from '../evolve/dropped.js';
import { ID_LENGTH } from '../project/written.js';

/** The most versions of a file that are looked at, the last ones first. */
const MOST_VERSIONS = 500;

/**
 * Returns what finds the texts that a file has had: on all branches, the last one first, and what is staged. Without git,
 * there are none.
 *
 * @param root the root of the project, an absolute path.
 */
export function versionsIn(root: string): (path: string) => readonly string[] {
  const git = gitIn(root);
  const known = new Map<string, readonly string[]>();
  let isTracked: boolean | undefined;
  return (path) => {
    isTracked ??= git(['rev-parse', '--is-inside-work-tree']).length > 0;
    if (!isTracked) return [];
    const texts = known.get(path) ?? textsOf(blobsOf(path, git), git);
    known.set(path, texts);
    return texts;
  };
}

/**
 * Returns what finds the paths that texts have had, on all branches, by the beginnings of the names that git has for them.
 * Without git, there are none.
 *
 * @param root the root of the project, an absolute path.
 */
export function pathsIn(root: string): PathsOf {
  return (ids) => {
    const git = gitIn(root);
    const paths = new Map<string, Set<string>>();
    const note = (name: string, path: string) => {
      const id = name.slice(0, ID_LENGTH);
      if (ids.has(id)) paths.set(id, (paths.get(id) ?? new Set()).add(path));
    };
    const staged = git(['ls-files', '-z', '--stage']).toString().split('\0');
    for (const line of staged) {
      const [, name = '', path = ''] = /^\d+ (\w+) \d\t(.*)$/s.exec(line) ?? [];
      note(name, path);
    }
    const args = ['log', '-z', '--all', '--relative', '--format=', '--raw', '--no-abbrev'];
    const changes = git([...args, '--no-renames', '-m'])
      .toString()
      .split('\0');
    for (const [index, line] of changes.entries()) {
      const [, name] = /:\d+ \d+ \w+ (\w+) \w$/.exec(line) ?? [];
      if (name !== undefined) note(name, changes[index + 1] ?? '');
    }
    return paths;
  };
}

type Git = (args: readonly string[], input?: string) => Buffer;

function gitIn(root: string): Git {
  return (args, input = '') => {
    const { status, stdout } = spawnSync('git', ['-C', root, ...args], {
      input,
      stdio: ['pipe', 'pipe', 'ignore'],
      maxBuffer: 256 * 1024 * 1024,
    });
    return status === 0 ? stdout : Buffer.alloc(0);
  };
}

/** Returns the names of the objects that a file has been. */
function blobsOf(path: string, git: Git): string[] {
  const staged = git(['ls-files', '--stage', '--', path]).toString();
  const committed = git([
    ...['log', '--all', '--format=', '--raw', '--no-abbrev', '--no-renames', '-m'],
    ...['--', path],
  ]).toString();
  const names = [
    ...[...staged.matchAll(/^\d+ ([0-9a-f]+) /gm)].map(([, name = '']) => name),
    ...[...committed.matchAll(/^:\d+ \d+ [0-9a-f]+ ([0-9a-f]+) /gm)].map(([, name = '']) => name),
  ];
  return [...new Set(names)].filter((name) => !/^0+$/.test(name)).slice(0, MOST_VERSIONS);
}

/** Returns the contents of objects: git says the name, the kind and the length before each. */
function textsOf(names: readonly string[], git: Git): string[] {
  if (names.length === 0) return [];
  const output = git(['cat-file', '--batch'], `${names.join('\n')}\n`);
  const texts: string[] = [];
  for (let at = 0; at < output.length; ) {
    const start = output.indexOf('\n', at) + 1;
    const [, kind, size] = output.subarray(at, start).toString().trim().split(' ');
    const length = kind === 'blob' ? Number(size) : 0;
    if (kind === 'blob') texts.push(output.subarray(start, start + length).toString());
    at = start + (kind === 'blob' ? length + 1 : 0);
  }
  return texts;
}
