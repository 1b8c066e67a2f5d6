/** What git has of a project. */
import { spawnSync } from 'node:child_process';

/**
 * Returns what tells whether a file of a project has been committed, so that others may have it. Without git, nobody
 * knows, so every file may have been.
 *
 * @param root the root of the project, an absolute path.
 */
export function committedIn(root: string): (path: string) => boolean {
  const succeeds = (...args: string[]) =>
    spawnSync('git', ['-C', root, ...args], { stdio: 'ignore' }).status === 0;
  const known = new Map<string, boolean>();
  let isTracked: boolean | undefined;
  return (path) => {
    isTracked ??= succeeds('rev-parse', '--is-inside-work-tree');
    if (!isTracked) return true;
    const answer = known.get(path) ?? succeeds('cat-file', '-e', `HEAD:./${path}`);
    known.set(path, answer);
    return answer;
  };
}
