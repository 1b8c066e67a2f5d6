import type { Recognisable } from './conventions.js';
import { readBackend } from './foreign/read-backend.js';
import { matchShape } from './foreign/shape.js';
import { rememberedArchitecture, rememberedAsForeign } from './memory.js';
import type { Workspace } from './workspace.js';

/**
 * Returns the architecture that a project follows: the one that `.yo-rc.json` names, or else the
 * one for which everything that features need is in place; undefined if there is neither.
 */
export function recognise<T extends Recognisable>(
  workspace: Workspace,
  architectures: readonly T[],
): T | undefined {
  const remembered = rememberedArchitecture(workspace);
  return remembered === undefined
    ? architectures.find((architecture) => isComplete(architecture, workspace))
    : architectures.find(({ id }) => id === remembered);
}

/** Returns the architecture whose shape an existing backend has; undefined if it has none. */
export function recogniseShape<T extends Recognisable>(
  workspace: Workspace,
  architectures: readonly T[],
): T | undefined {
  const backend = readBackend(workspace);
  if (backend === undefined) return undefined;
  const match = matchShape(backend, architectures);
  return match?.because === undefined ? undefined : match.architecture;
}

/**
 * Whether the backend in the workspace, if there is one, is an existing one that we did not create.
 */
export function mayBeForeign(architecture: Recognisable, workspace: Workspace): boolean {
  if (rememberedAsForeign(workspace)) return true;
  return !isComplete(architecture, workspace) && rememberedArchitecture(workspace) === undefined;
}

function isComplete({ capabilities }: Recognisable, workspace: Workspace): boolean {
  return capabilities.every(
    ({ evidence, when }) => when !== undefined || workspace.exists(evidence.path),
  );
}
