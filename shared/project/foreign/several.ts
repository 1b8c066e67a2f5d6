/** Repositories with more than one backend. */
import { readModels } from './models.js';
import type { Modules } from './modules.js';
import { findApplications } from './routers.js';

/**
 * Returns the folders of the backends in a project, each with its own models, relative to the root;
 * none if there are fewer than two.
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
