/** What features need of a foundation that those of earlier versions do not have. */
import { posix } from 'node:path';
import type { FeatureSpec } from '../feature/spec.js';
import type { Workspace } from '../project/workspace.js';

/**
 * Returns what says that a project was created when its ids were whole numbers alone.
 *
 * @param path a module of the foundation.
 * @param then what it had in it then.
 */
export function numbersAlone(path: string, then: string) {
  return (project: Workspace): string | undefined =>
    project.read(path)?.includes(then)
      ? `--id uuid: ${path} knows whole numbers alone, ${upgradeFirst(path)}`
      : undefined;
}

/**
 * Returns what says that a project was created when what is missing was named by its id alone.
 *
 * @param path the module of its errors.
 */
export function idsAlone(path: string) {
  return (project: Workspace, { by }: FeatureSpec): string | undefined =>
    by.length > 0 && project.read(path)?.includes('key: str = "id"') === false
      ? `--by ${by.join('+')}: ${path} names what is missing by its id alone, ${upgradeFirst(path)}`
      : undefined;
}

function upgradeFirst(path: string): string {
  return (
    'as this project was created by an earlier version. ' +
    `Run \`fastapi-feature upgrade\` first, which changes ${posix.dirname(path)}/ and what goes with it.`
  );
}
