/** The backend that stands in a project, with what was chosen in it. */
import type { FileTree } from '../file-tree.js';
import { rememberedChoices } from '../memory.js';
import { type Backend, isBackend, scanBackend } from './backend.js';
import { withChoices } from './choices.js';
import { Modules } from './modules.js';

/** Whether a project has FastAPI or models at all. */
export function hasBackend(tree: FileTree): boolean {
  return isBackend(new Modules(tree));
}

/**
 * Reads a backend.
 *
 * @returns undefined where the project has no FastAPI and no models at all.
 * @throws RefusalError where `.yo-rc.json` names what is not there.
 */
export function readBackend(tree: FileTree): Backend | undefined {
  const known = found.get(tree);
  const backend = known?.version === tree.pythonVersion ? known.backend : scanBackend(tree);
  found.set(tree, { version: tree.pythonVersion, backend });
  return backend && withChoices(backend, rememberedChoices(tree));
}

/** What was read of each project last: a run asks more than once. */
const found = new WeakMap<FileTree, { version: number; backend: Backend | undefined }>();
