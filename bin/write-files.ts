/** Writing what was planned: by ourselves, unless somebody has a say in it. */
import { existsSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { withAncestors } from '../shared/project/ancestors.js';
import { changes, type PlannedFile } from '../shared/project/workspace.js';
import { writeAll } from '../shared/run/commit.js';
import { inTurn } from '../shared/run/in-turn.js';
import { changesIn, keepIfVerified, type Planned } from '../shared/run/planned.js';
import { writtenLine } from '../shared/show/written.js';
import { timed } from '../shared/timing.js';

/** Opens Yeoman's adapter, always the same one. */
export type OpenAdapter = () => Promise<
  ReturnType<typeof import('../shared/yeoman/adapter.js').openAdapter>
>;

/** How files are written. */
interface Writing {
  readonly planned: Planned;
  /** Whether files that differ are overwritten without asking. */
  readonly force: boolean;
  readonly openAdapter: OpenAdapter;
}

/**
 * Writes planned files, all or none, and says so on standard error.
 *
 * @param files those that change.
 * @throws CancelledError if the user cancels instead of deciding about a conflict.
 */
export async function writeFiles(
  files: readonly PlannedFile[],
  { force, openAdapter, planned }: Writing,
): Promise<void> {
  if (files.length === 0) return;
  const { root } = planned;
  if (files.some(isConflict) || hasYoResolve(root, files)) {
    const { writeThroughYeoman } = await import('../shared/yeoman/write-through.js');
    await writeThroughYeoman(await openAdapter(), planned, files, force);
    return;
  }
  const written = await inTurn([root], async () => {
    const all = planned.isOutdated() ? await planned.planAgain() : files;
    const now = all.filter(changes);
    const own = changesIn(root, now);
    const putBack = timed('commit', () => writeAll([root], own));
    await keepIfVerified([planned], own, putBack);
    return now;
  });
  for (const action of ['delete', 'create', 'edit'] as const) {
    for (const { path } of written.filter((file) => file.action === action)) {
      console.error(writtenLine(action, relative(process.cwd(), join(root, path))));
    }
  }
}

function isConflict({ action }: PlannedFile): boolean {
  return action === 'overwrite';
}

/** Whether a `.yo-resolve`, by which people tell Yeoman what to do about files, may name one. */
function hasYoResolve(root: string, files: readonly PlannedFile[]): boolean {
  const own = new Set(files.map(({ path }) => dirname(join(root, path))));
  const folders = new Set([...own].flatMap((folder) => withAncestors(folder)));
  return [...folders].some((folder) => existsSync(join(folder, '.yo-resolve')));
}
