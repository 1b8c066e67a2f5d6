import type { Architecture } from './architecture.js';
import type { FileTree } from './file-tree.js';
import { rememberedArchitecture } from './remembered.js';

/**
 * The architecture a project follows: the one `.yo-rc.json` names, or else the one of which everything
 * that features need is in place. Undefined where it is none of these.
 */
export function recognise(
  tree: FileTree,
  architectures: readonly Architecture[],
): Architecture | undefined {
  const remembered = rememberedArchitecture(tree);
  return (
    architectures.find(({ id }) => id === remembered) ??
    architectures.find(({ capabilities }) =>
      capabilities.every(({ evidence, when }) => when !== undefined || tree.exists(evidence.path)),
    )
  );
}
