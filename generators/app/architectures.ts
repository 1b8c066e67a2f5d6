import type Generator from 'yeoman-generator';
import { UsageError } from '../../shared/errors.js';
import type { Architecture, ArchitectureFamily } from '../../shared/plan/architecture.js';
import { suggest } from '../../shared/suggestion.js';
import { domainRoutes } from '../domain-routes/architecture.js';
import { direct } from '../layered/direct/architecture.js';
import { service } from '../layered/service/architecture.js';
import { onion } from '../onion/architecture.js';
import { packagePerFeature } from '../package-per-feature/architecture.js';

/** A sub-generator that can be chosen. */
export interface Choice {
  /** The architecture whose features it adds; where it has styles, one for each. */
  readonly architectures: ArchitectureFamily;
  /** Other names of the sub-generator. */
  readonly aliases: readonly string[];
  /** Loads the generator's class; loading Yeoman takes time that `--help` should not. */
  load(): Promise<{ readonly default: typeof Generator }>;
}

/** Every sub-generator there is. A new one adds its line here, and nothing else outside its folder. */
const CHOICES: readonly Choice[] = [
  { architectures: [onion], aliases: ['clean'], load: () => import('../onion/index.js') as never },
  {
    architectures: [service, direct],
    aliases: [],
    load: () => import('../layered/index.js') as never,
  },
  {
    architectures: [packagePerFeature],
    aliases: [],
    load: () => import('../package-per-feature/index.js') as never,
  },
  {
    architectures: [domainRoutes],
    aliases: [],
    load: () => import('../domain-routes/index.js') as never,
  },
];

/** Every architecture there is, each style for itself. */
export const ARCHITECTURES = CHOICES.flatMap(
  ({ architectures }) => architectures,
) as unknown as ArchitectureFamily;

/**
 * The architecture that goes by this name: its id, or that of its sub-generator for the usual style.
 *
 * @throws UsageError where there is none.
 */
export function findArchitecture(name: string): Architecture {
  const found = ARCHITECTURES.find(({ id }) => id === name) ?? findChoice(name)?.architectures[0];
  if (found !== undefined) return found;
  const names = ARCHITECTURES.map(({ id }) => id);
  const near = suggest(name, names);
  throw new UsageError(
    `there is no architecture "${name}".${near === undefined ? '' : ` Did you mean "${near}"?`} ` +
      `Architectures: ${names.join(', ')}.`,
  );
}

/** The sub-generator that goes by this name, or undefined. */
export function findChoice(name: string): Choice | undefined {
  return CHOICES.find(
    ({ architectures, aliases }) => architectures[0].generator === name || aliases.includes(name),
  );
}
