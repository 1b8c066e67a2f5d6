/** How emitted projects are asked for and run, by layout. */
import type { Driver } from './python-project.js';

/** How a layout is asked for and run. */
export interface Layout {
  /** `layered --style service` */
  readonly command: readonly string[];
  /** The folder in which Python runs; empty for the root of the project. */
  readonly backend: string;
  /** The driver of PostgreSQL. */
  readonly driver: Driver;
  /** How many import contracts its projects keep. */
  readonly contracts: number;
  /** Whether its projects have migrations. */
  readonly hasMigrations: boolean;
  /** How many layouts are before it, from the one at a place on and beginning anew after the last. */
  ahead(place: number): number;
}

/** Those of one driver are between those of the other. */
const LAYOUTS: Readonly<Record<string, Omit<Layout, 'ahead'>>> = {
  onion: {
    command: ['onion'],
    backend: 'backend',
    driver: 'psycopg',
    contracts: 4,
    hasMigrations: true,
  },
  'layered-service': {
    command: ['layered', '--style', 'service'],
    backend: '',
    driver: 'asyncpg',
    contracts: 3,
    hasMigrations: true,
  },
  'package-per-feature': {
    command: ['package-per-feature'],
    backend: 'backend',
    driver: 'psycopg',
    contracts: 4,
    hasMigrations: false,
  },
  'layered-direct': {
    command: ['layered', '--style', 'direct'],
    backend: '',
    driver: 'asyncpg',
    contracts: 1,
    hasMigrations: true,
  },
  'domain-routes': {
    command: ['domain-routes'],
    backend: '',
    driver: 'psycopg',
    contracts: 2,
    hasMigrations: true,
  },
};

/**
 * Returns how a layout is run.
 *
 * @param id the id of its architecture: `layered-service`.
 */
export function layoutOf(id: string): Layout {
  const layout = LAYOUTS[id];
  if (layout === undefined) throw new Error(`nobody has said how ${id} is run`);
  const ids = Object.keys(LAYOUTS);
  return {
    ...layout,
    ahead: (place) => (ids.indexOf(id) - place + ids.length) % ids.length,
  };
}
