import type { Recognisable } from './conventions.js';
import { readBackend } from './foreign/read-backend.js';
import { matchShape } from './foreign/shape.js';
import { rememberedArchitecture, rememberedAsForeign } from './memory.js';
import type { Workspace } from './workspace.js';

/**
 * The architecture a project follows: the one `.yo-rc.json` names, or else the one of which everything
 * that features need is in place. Undefined where it is none of these.
 */
export function recognise<T extends Recognisable>(
  workspace: Workspace,
  architectures: readonly T[],
): T | undefined {
  const remembered = rememberedArchitecture(workspace);
  return (
    architectures.find(({ id }) => id === remembered) ??
    architectures.find((architecture) => isComplete(architecture, workspace))
  );
}

/** The architecture that the code of somebody else's backend has the shape of, if it has that of one. */
export function recogniseShape<T extends Recognisable>(
  workspace: Workspace,
  architectures: readonly T[],
): T | undefined {
  const backend = readBackend(workspace);
  if (backend === undefined) return undefined;
  const match = matchShape(backend, architectures);
  return match?.because === undefined ? undefined : match.architecture;
}

/** Whether the backend that stands, if there is one, is somebody else's. */
export function mayBeForeign(architecture: Recognisable, workspace: Workspace): boolean {
  if (rememberedAsForeign(workspace)) return true;
  return !isComplete(architecture, workspace) && rememberedArchitecture(workspace) === undefined;
}

function isComplete({ capabilities }: Recognisable, workspace: Workspace): boolean {
  return capabilities.every(
    ({ evidence, when }) => when !== undefined || workspace.exists(evidence.path),
  );
}
