/** Repositories with more than one backend. */
import type { FileTree } from '../file-tree.js';
import type { Ask } from '../interview/ask.js';
import { rememberedArchitecture } from '../remembered.js';
import { readModels } from './models.js';
import { Modules } from './modules.js';
import { findApplications } from './routers.js';

/**
 * The folders of a project's backends, each with models of its own, relative to the project's root; none where there is
 * one backend at most.
 */
export function findSeveralBackends(modules: Modules): string[] {
  const roots = new Set(findApplications(modules).map(({ path }) => modules.importRootOf(path)));
  if (roots.size < 2) return [];
  const models = readModels(modules)?.models ?? [];
  const own = [...roots].filter((root) =>
    models.some(({ path }) => modules.importRootOf(path) === root),
  );
  return own.length < 2 ? [] : own.sort();
}

/**
 * Asks which of several backends is meant.
 *
 * @returns its folder, as `--destination` has it; undefined where there is nothing to choose.
 */
export async function askWhichBackend(tree: FileTree, ask: Ask): Promise<string | undefined> {
  if (rememberedArchitecture(tree) !== undefined) return undefined;
  const folders = findSeveralBackends(new Modules(tree));
  if (folders.length === 0) return undefined;
  return ask({
    type: 'select',
    name: 'destination',
    message: 'There are several backends. Which one gets the feature?',
    choices: folders.map((folder) => ({ name: folder, value: folder })),
  });
}
