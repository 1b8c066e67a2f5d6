import type { FileTree } from './file-tree.js';

/** The key under which Yeoman keeps what it remembers of us. */
const PACKAGE = 'generator-fastapi-feature';

/** The architecture that a project's `.yo-rc.json` names; undefined where it names none. */
export function rememberedArchitecture(tree: FileTree): string | undefined {
  const { architecture } = remembered(tree);
  return typeof architecture === 'string' ? architecture : undefined;
}

/** Whether a project's `.yo-rc.json` says that somebody else has founded it. */
export function rememberedAsForeign(tree: FileTree): boolean {
  return remembered(tree).foreign === true;
}

function remembered(tree: FileTree): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(tree.read('.yo-rc.json') ?? '{}')[PACKAGE] ?? {};
  } catch {
    // A file that is no JSON says nothing.
    return {};
  }
}
