import { createHash } from 'node:crypto';

/** What is known of the migrations that stand. */
type Standing = readonly { readonly revision: string }[];

/**
 * Returns the revision of the migration that creates a table. It stays the same as long as the table does, so that a
 * second run finds the migration of the first; a table that has been dropped is created by another one.
 *
 * @param table what both creating and dropping it are named after.
 */
export function revisionFor(table: string, standing: Standing = []): string {
  return hashOf(`create ${table}`, lifeOf(table, standing));
}

/** Returns the revision of the migration that drops a table again. */
export function droppingRevisionFor(table: string, standing: Standing): string {
  return hashOf(`drop ${table}`, lifeOf(table, standing));
}

/** Returns the revision of a migration that changes a table, behind another one. */
export function changingRevisionFor(table: string, change: string): string {
  return hashOf(`change ${table} ${change}`, 0);
}

/** Returns how often a table has been dropped. */
function lifeOf(table: string, standing: Standing): number {
  const revisions = new Set(standing.map(({ revision }) => revision));
  let life = 0;
  while (revisions.has(hashOf(`drop ${table}`, life))) life += 1;
  return life;
}

function hashOf(what: string, life: number): string {
  const named = life === 0 ? what : `${what} ${life + 1}`;
  return createHash('sha256').update(named).digest('hex').slice(0, 12);
}
