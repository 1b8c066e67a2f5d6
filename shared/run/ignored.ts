/** Which new files git would leave out of every commit. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { withAncestors } from '../project/ancestors.js';
import type { PlannedFile } from '../project/workspace.js';

/**
 * Returns what a person has to know of new modules that git ignores.
 *
 * @param root the root of the project, an absolute path.
 * @returns a sentence; undefined if git ignores none of them, or is not there to be asked.
 */
export function ignoredNote(root: string, files: readonly PlannedFile[]): string | undefined {
  // Others may be meant to be ignored, as `.env` is.
  const created = files.filter(({ before, path }) => before === undefined && /\.py$/.test(path));
  if (created.length === 0 || !isInRepository(root)) return undefined;
  // Loading it takes longer than a run without a repository needs to know that there is none.
  const { spawnSync } = process.getBuiltinModule('node:child_process');
  const { status, stdout } = spawnSync('git', ['check-ignore', '--verbose', '-z', '--stdin'], {
    cwd: root,
    input: created.map(({ path }) => `${path}\0`).join(''),
    encoding: 'utf8',
    timeout: 5000,
  });
  if (status !== 0) return undefined;
  const rules = stdout.matchAll(/([^\0]*)\0([^\0]*)\0([^\0]*)\0([^\0]*)\0/g);
  const said = [...rules].map(
    ([, source, line, rule, path]) => `${path} (${source}:${line}: ${rule})`,
  );
  return `Git ignores what is new here, so that no commit will have it: ${said.join(', ')}.`;
}

function isInRepository(root: string): boolean {
  return withAncestors(root).some((folder) => existsSync(join(folder, '.git')));
}
