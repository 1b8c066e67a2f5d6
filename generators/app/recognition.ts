import type { FileTree } from '../../shared/file-tree.js';
import { rememberedArchitecture } from '../../shared/remembered.js';
import type { Choice } from './architectures.js';

/**
 * The architecture a project follows: the one `.yo-rc.json` names, or else the one of which everything
 * that features need is in place. Undefined where there is none.
 */
export function recognise(tree: FileTree, choices: readonly Choice[]): Choice | undefined {
  const remembered = rememberedArchitecture(tree);
  return (
    choices.find(({ architecture }) => architecture.id === remembered) ??
    choices.find(({ architecture }) =>
      architecture.capabilities.every(({ evidence }) => tree.exists(evidence.path)),
    )
  );
}
