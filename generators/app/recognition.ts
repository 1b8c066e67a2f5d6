import type { FileTree } from '../../shared/file-tree.js';
import type { Choice } from './architectures.js';

/** The key under which Yeoman keeps what it remembers of us. */
const PACKAGE = 'generator-fastapi-feature';

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

function rememberedArchitecture(tree: FileTree): unknown {
  try {
    return JSON.parse(tree.read('.yo-rc.json') ?? '{}')[PACKAGE]?.architecture;
  } catch {
    // A file that Yeoman cannot read either says nothing about the architecture.
    return undefined;
  }
}
