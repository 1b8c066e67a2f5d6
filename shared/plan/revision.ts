import { createHash } from 'node:crypto';

/**
 * Returns the revision of the migration that creates a table. It never changes, so that a second
 * run finds the migration of the first.
 */
export function revisionFor(table: string): string {
  return createHash('sha256').update(`create ${table}`).digest('hex').slice(0, 12);
}
