/** Empty files that made packages of folders, once nothing else is left in these. */
import { posix } from 'node:path';
import type { PlannedFile, Workspace } from '../project/workspace.js';

/**
 * Returns the deletions of the empty `__init__.py` in folders that some deletions leave nothing else in.
 *
 * @param isCommitted whether a file was committed: it was there before, or others have it.
 */
export function emptyPackages(
  deletions: readonly PlannedFile[],
  workspace: Workspace,
  isCommitted: (path: string) => boolean,
): PlannedFile[] {
  const gone = new Set(deletions.map(({ path }) => path));
  const found: PlannedFile[] = [];
  const open = [...new Set(deletions.map(({ path }) => posix.dirname(path)))];
  for (let folder = open.pop(); folder !== undefined && folder !== '.'; folder = open.pop()) {
    const path = `${folder}/__init__.py`;
    const text = gone.has(path) ? undefined : workspace.read(path);
    if (text?.trim() !== '' || isCommitted(path)) continue;
    gone.add(path);
    if (!isEmptied(folder, gone, workspace)) {
      gone.delete(path);
      continue;
    }
    const { layer } = deletions.find((each) => each.path.startsWith(`${folder}/`)) as PlannedFile;
    const why = 'Made the folder a package.';
    found.push({ path, layer, why, action: 'delete', before: text, after: '' });
    open.push(posix.dirname(folder));
  }
  return found;
}

/** Whether nothing is left in a folder. */
function isEmptied(folder: string, gone: ReadonlySet<string>, workspace: Workspace): boolean {
  return (
    workspace.list(folder).every((name) => gone.has(`${folder}/${name}`)) &&
    workspace
      .folders(folder)
      .every((name) => name === '__pycache__' || isEmptied(`${folder}/${name}`, gone, workspace))
  );
}
