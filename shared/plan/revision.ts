import { createHash } from 'node:crypto';

/** The revision of the migration that creates a table: always the same, so that a second run finds the first one's. */
export function revisionFor(table: string): string {
  return createHash('sha256').update(`create ${table}`).digest('hex').slice(0, 12);
}
