import type { FileTree } from './file-tree.js';

/** The key under which Yeoman keeps what it remembers of us. */
const PACKAGE = 'generator-fastapi-feature';

/** The architecture that a project's `.yo-rc.json` names; undefined where it names none. */
export function rememberedArchitecture(tree: FileTree): string | undefined {
  try {
    const { architecture } = JSON.parse(tree.read('.yo-rc.json') ?? '{}')[PACKAGE] ?? {};
    return typeof architecture === 'string' ? architecture : undefined;
  } catch {
    // A file that is no JSON says nothing about the architecture.
    return undefined;
  }
}
