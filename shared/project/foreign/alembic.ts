/** Where the history of a backend's database is. */
import type { Workspace } from '../workspace.js';
import type { ModelHabits } from './models.js';
import type { Modules } from './modules.js';

/** Where the Alembic history is. */
export interface MigrationsFact {
  /** The folder of the revisions. */
  readonly folder: string;
  readonly environment: string;
  /** How files are named, in the form of `file_template`. */
  readonly fileTemplate: string | undefined;
}

/**
 * Finds the folder of Alembic: where an `env.py` is next to `versions/`. Of several, that of the database which has
 * the models: whose migrations create their tables, or else whose environment imports what they are made of.
 */
export function findAlembic(
  workspace: Workspace,
  modules: Modules,
  models: ModelHabits | undefined,
): MigrationsFact | undefined {
  const environments = modules.paths.filter(
    (path) => /(^|\/)env\.py$/.test(path) && /\bcontext\.configure\(/.test(modules.source(path)),
  );
  const ranks = new Map(
    environments.map((path) => [path, environments.length > 1 ? rankOf(path, modules, models) : 0]),
  );
  const [environment] = environments.toSorted(
    (a, b) => (ranks.get(b) as number) - (ranks.get(a) as number),
  );
  if (environment === undefined) return undefined;
  const folder = folderOf(environment);
  const above = folder.split('/').filter(Boolean);
  const inis = above
    .map((_, index) => [...above.slice(0, index), 'alembic.ini'].join('/'))
    .toReversed();
  const ini = inis.map((path) => workspace.read(path)).find((text) => text !== undefined) ?? '';
  const template = /^file_template\s*=\s*(.+)$/m.exec(ini)?.[1]?.trim();
  return { folder: `${folder}versions`, environment, fileTemplate: template };
}

function folderOf(environment: string): string {
  return environment.slice(0, -'env.py'.length);
}

/** Returns how much speaks for an environment: two for each table of a model, one for what its models derive from. */
function rankOf(environment: string, modules: Modules, models: ModelHabits | undefined): number {
  const folder = folderOf(environment);
  const sources = modules.paths
    .filter((path) => path.startsWith(folder))
    .map((path) => modules.source(path))
    .join('\n');
  const tables = (models?.models ?? []).filter(({ table }) =>
    new RegExp(`create_table\\(\\s*["']${table}["']`).test(sources),
  );
  const files = new Set([
    models?.registry?.path,
    ...(models?.bases ?? []).map(({ definition }) => definition?.path),
    ...(models?.models ?? []).map(({ path }) => path),
  ]);
  const imports = modules.facts(environment).imports.some(({ bound }) => {
    const file = modules.resolve(environment, bound)?.path;
    return file !== undefined && files.has(file);
  });
  return 2 * tables.length + (imports ? 1 : 0);
}
