import type { PlannedFile } from './planned-files.js';

/**
 * What a run with several features does to each file, as one change.
 *
 * @param files what each feature does, in their order; a later one builds on what an earlier one left.
 * @returns one entry for each path, in the order of their first appearance.
 */
export function mergeFiles(files: readonly PlannedFile[]): PlannedFile[] {
  const byPath = new Map<string, PlannedFile>();
  for (const file of files) {
    const earlier = byPath.get(file.path);
    if (earlier === undefined) {
      byPath.set(file.path, file);
      continue;
    }
    const { before } = earlier;
    const action = earlier.action === 'unchanged' ? file.action : earlier.action;
    byPath.set(file.path, { ...earlier, action, before, after: file.after });
  }
  return [...byPath.values()];
}
