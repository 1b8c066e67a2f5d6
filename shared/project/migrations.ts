/** The Alembic migrations of a project, whoever wrote it. */
import { RefusalError } from '../errors.js';
import { plainString } from '../python/literals.js';
import type { Workspace } from './workspace.js';

/** An Alembic migration. */
export interface Migration {
  readonly revision: string;
  /** The revisions it follows: none for the first, several for a merge. */
  readonly downRevisions: readonly string[];
  readonly path: string;
}

/** Returns all migrations of a project. */
export function findMigrations(workspace: Workspace, folder: string): readonly Migration[] {
  return workspace.definitionsIn(`${folder}/*.py`, 'migrations', (path, { variables }) => {
    const revision = plainString(variables.get('revision')?.value ?? '');
    if (revision === undefined) return [];
    const downRevisions = stringsIn(variables.get('down_revision')?.value ?? '');
    return [{ revision, downRevisions, path }];
  });
}

/** Returns the migrations that no other one follows. */
function headsOf(migrations: readonly Migration[]): Migration[] {
  const followed = new Set<string>();
  for (const { downRevisions } of migrations) for (const each of downRevisions) followed.add(each);
  return migrations.filter(({ revision }) => !followed.has(revision));
}

/**
 * Returns the migration that the next one follows; undefined if there is none yet.
 *
 * @throws RefusalError if the history has several heads.
 */
export function onlyHead(migrations: readonly Migration[]): Migration | undefined {
  const heads = headsOf(migrations);
  if (heads.length <= 1) return heads[0];
  const list = heads.map(({ revision, path }) => `  ${revision} (${path})`).join('\n');
  throw new RefusalError(
    `the migrations have ${heads.length} heads, so it is not clear where a new one belongs:\n${list}\n` +
      'Merge them with `alembic merge heads`, or leave the migration out with --no-migration.',
  );
}

/** Returns the contents of a string, or of a tuple of strings. */
function stringsIn(value: string): string[] {
  return [...value.matchAll(/["']([^"'\\]+)["']/g)].map((match) => match[1] as string);
}
