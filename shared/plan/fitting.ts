/** What architectures share when they fit features into an existing backend. */
import type { FittedFile } from './architecture.js';

/**
 * Returns the file of each role.
 *
 * @param fallbacks the path for each role without neighbours, below the folder of the
 *   application's packages.
 */
export function fittedFiles(
  fallbacks: Readonly<Partial<Record<FittedFile['role'], string>>>,
  traits: Partial<Pick<FittedFile, 'inPackage'>> = {},
): FittedFile[] {
  return ROLES.flatMap((file) => {
    const fallback = fallbacks[file.role];
    if (fallback === undefined) return [];
    return [{ ...file, ...(file.role === 'tests' ? {} : traits), fallback }];
  });
}

const ROLES: readonly Omit<FittedFile, 'fallback'>[] = [
  {
    role: 'model',
    layer: 'models',
    why: 'The table, its columns and relationships, written like the existing models.',
    shareable: true,
  },
  {
    role: 'schemas',
    layer: 'schemas',
    why: 'The request and response schemas, with the limits of each field.',
    shareable: true,
  },
  { role: 'repository', layer: 'repositories', why: 'Queries, and nothing else.', optional: true },
  {
    role: 'service',
    layer: 'services',
    why: 'Business logic; it commits its own changes.',
  },
  {
    role: 'router',
    layer: 'endpoints',
    why: 'The endpoints: who may call them, and what they return.',
  },
  {
    role: 'tests',
    layer: 'tests',
    why: 'Tests the endpoints over HTTP, on a separate database.',
  },
];
