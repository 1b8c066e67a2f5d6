/** Repositories with more than one backend. */
import { posix } from 'node:path';
import type { Workspace } from '../workspace.js';
import { readModels } from './models.js';
import type { Modules } from './modules.js';
import { findApplications } from './routers.js';

/** What a folder has that is installed by itself. */
const INSTALLED_BY = ['pyproject.toml', 'requirements.txt', 'setup.py'];

/**
 * Returns the folders of the backends in a project, each with its own models, relative to the root;
 * none if there are fewer than two.
 */
export function findSeveralBackends(modules: Modules): string[] {
  const applications = findApplications(modules).map(({ path }) => path);
  const models = (readModels(modules)?.models ?? []).map(({ path }) => path);
  // What they share may be imported from a folder above all of them: then, each says by itself what it needs.
  const ways = [
    (path: string) => modules.importRootOf(path),
    (path: string) => installedFrom(modules.workspace, path),
  ];
  for (const folderOf of ways) {
    const own = new Set(models.map(folderOf));
    const folders = [...new Set(applications.map(folderOf))].filter((folder) => own.has(folder));
    if (folders.length > 1) return folders.sort();
  }
  return [];
}

/** Returns the nearest folder above a module that says what it needs. */
function installedFrom(workspace: Workspace, path: string): string {
  const folder = posix.dirname(path);
  if (folder === '.') return folder;
  const isInstalled = INSTALLED_BY.some((name) => {
    const text = workspace.read(`${folder}/${name}`);
    // A module of the application may be called so, which sets it up.
    return text !== undefined && (name !== 'setup.py' || /\b(setuptools|distutils)\b/.test(text));
  });
  return isInstalled ? folder : installedFrom(workspace, folder);
}
