import type { Recognisable } from './conventions.js';
import type { FileTree } from './file-tree.js';
import type { Backend } from './foreign/backend.js';
import { hasBackend, readBackend } from './foreign/read-backend.js';
import { matchShape } from './foreign/shape.js';
import { rememberedArchitecture, rememberedAsForeign } from './memory.js';

/**
 * The architecture a project follows: the one `.yo-rc.json` names, or else the one of which everything
 * that features need is in place. Undefined where it is none of these.
 */
export function recognise<T extends Recognisable>(
  tree: FileTree,
  architectures: readonly T[],
): T | undefined {
  const remembered = rememberedArchitecture(tree);
  return (
    architectures.find(({ id }) => id === remembered) ??
    architectures.find((architecture) => isComplete(architecture, tree))
  );
}

/** The architecture that the code of somebody else's backend has the shape of, if it has that of one. */
export function recogniseShape<T extends Recognisable>(
  tree: FileTree,
  architectures: readonly T[],
): T | undefined {
  const backend = readBackend(tree);
  if (backend === undefined) return undefined;
  const { architecture, follows } = matchShape(backend);
  return follows ? architectures.find(({ id }) => id === architecture) : undefined;
}

/** The backend that stands, where it is somebody else's; undefined where the project is ours, or there is none. */
export function findForeignBackend(
  architecture: Recognisable,
  tree: FileTree,
): Backend | undefined {
  return mayBeForeign(architecture, tree) ? readBackend(tree) : undefined;
}

/** Whether the backend that stands, if there is one, is somebody else's: without reading all of it. */
export function isForeign(architecture: Recognisable, tree: FileTree): boolean {
  return mayBeForeign(architecture, tree) && hasBackend(tree);
}

function mayBeForeign(architecture: Recognisable, tree: FileTree): boolean {
  if (rememberedAsForeign(tree)) return true;
  return !isComplete(architecture, tree) && rememberedArchitecture(tree) === undefined;
}

function isComplete({ capabilities }: Recognisable, tree: FileTree): boolean {
  return capabilities.every(
    ({ evidence, when }) => when !== undefined || tree.exists(evidence.path),
  );
}
