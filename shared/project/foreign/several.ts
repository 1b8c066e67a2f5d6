/** Repositories with more than one backend. */
import { readModels } from './models.js';
import type { Modules } from './modules.js';
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
