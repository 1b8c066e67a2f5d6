/** How emitted projects are run, by layout. */
import type { Driver } from './python-project.js';

/** The folder in which a layout runs its Python (the root, if it is empty), and its driver of PostgreSQL. */
export const LAYOUTS: Readonly<Record<string, readonly [backend: string, driver: Driver]>> = {
  onion: ['backend', 'psycopg'],
  'package-per-feature': ['backend', 'psycopg'],
  'domain-routes': ['', 'psycopg'],
  'layered-service': ['', 'asyncpg'],
  'layered-direct': ['', 'asyncpg'],
};
