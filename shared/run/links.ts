/** Links in a project: those that stay in it are followed, those that lead out of it would change what is not its own. */
import { readlinkSync, realpathSync } from 'node:fs';
import { dirname, join, posix, resolve } from 'node:path';
import { RefusalError } from '../errors.js';
import { isWithin, withAncestors } from '../project/ancestors.js';
import type { PlannedFile, Workspace } from '../project/workspace.js';

/**
 * Ensures that only files of the project change.
 *
 * @throws RefusalError if a file, or a folder above it, is a link that leads out of the project or nowhere.
 */
export function refuseLinksOut(
  workspace: Pick<Workspace, 'mayBeLink' | 'root'>,
  files: readonly Pick<PlannedFile, 'path' | 'action'>[],
): void {
  const followed = new Set<string>();
  for (const { path, action } of files) {
    if (action === 'unchanged') continue;
    for (const place of withAncestors(path, posix).slice(0, -1)) {
      if (followed.has(place)) break;
      followed.add(place);
      if (workspace.mayBeLink(place)) refuseLinkOut(workspace.root, place, path);
    }
  }
}

function refuseLinkOut(root: string, link: string, path: string): void {
  const place = join(root, link);
  const target = targetOf(place);
  if (target === undefined) return;
  const isSame = link === path;
  try {
    if (isWithin(realpathSync(root), realpathSync(place))) return;
  } catch {
    throw new RefusalError(
      `${link} is a link to ${target}, which cannot be reached${isSame ? '' : `, so ${path} cannot be written`}. ` +
        'Restore what it leads to, or remove it.',
      { place: link },
    );
  }
  throw new RefusalError(
    `${link} is a link that leads out of the project, to ${target}${isSame ? '' : `, and ${path} would be written there`}. ` +
      'Put what it leads to in its place, or run fastapi-feature where it leads.',
    { place: link },
  );
}

/** Returns where a link leads; undefined if it is none. */
function targetOf(place: string): string | undefined {
  try {
    return resolve(dirname(place), readlinkSync(place));
  } catch {
    return undefined;
  }
}
