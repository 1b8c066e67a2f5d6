import type Generator from 'yeoman-generator';
import type { Architecture } from '../../shared/architecture.js';
import type { Styles } from '../../shared/style.js';
import { domainRoutes } from '../domain-routes/architecture.js';
import { direct } from '../layered/direct/architecture.js';
import { service } from '../layered/service/architecture.js';
import { onion } from '../onion/architecture.js';
import { packagePerFeature } from '../package-per-feature/architecture.js';

/** A sub-generator that can be chosen. */
export interface Choice {
  /** The architecture whose features it adds; where it has styles, one for each. */
  readonly architectures: Styles;
  /** Other names of the sub-generator. */
  readonly aliases: readonly string[];
  /** Loads the generator's class; loading Yeoman takes time that `--help` should not. */
  load(): Promise<{ readonly default: typeof Generator }>;
}

/** Every sub-generator there is. A new one adds its line here, and nothing else outside its folder. */
export const CHOICES: readonly Choice[] = [
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
export const ARCHITECTURES: readonly Architecture[] = CHOICES.flatMap(
  ({ architectures }) => architectures,
);

/** The sub-generator that goes by this name, or undefined. */
export function findChoice(name: string): Choice | undefined {
  return CHOICES.find(
    ({ architectures, aliases }) => architectures[0].generator === name || aliases.includes(name),
  );
}
