import type { Choices } from './backend/choices.js';
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

/** What a project's `.yo-rc.json` says of its backend. */
export function rememberedChoices(tree: FileTree): Choices {
  const { backend } = remembered(tree);
  return typeof backend === 'object' && backend !== null ? backend : {};
}

/** The text of a project's `.yo-rc.json` with what was chosen. */
export function withRememberedChoices(tree: FileTree, choices: Choices): string {
  const all = JSON.parse(tree.read('.yo-rc.json') ?? '{}');
  const own = { ...all[PACKAGE], backend: { ...rememberedChoices(tree), ...choices } };
  return `${JSON.stringify({ ...all, [PACKAGE]: own }, undefined, 2)}\n`;
}

function remembered(tree: FileTree): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(tree.read('.yo-rc.json') ?? '{}')[PACKAGE] ?? {};
  } catch {
    // A file that is no JSON says nothing.
    return {};
  }
}
