import type Generator from 'yeoman-generator';
import type { Architecture } from '../../shared/architecture.js';
import { onion } from '../onion/architecture.js';

/** An architecture that can be chosen, with the generator that adds features in it. */
export interface Choice {
  readonly architecture: Architecture;
  /** Other names of the sub-generator. */
  readonly aliases: readonly string[];
  /** Loads the generator's class; loading Yeoman takes time that `--help` should not. */
  load(): Promise<{ readonly default: typeof Generator }>;
}

/** Every architecture there is. A new one adds its line here, and nothing else outside its folder. */
export const CHOICES: readonly Choice[] = [
  { architecture: onion, aliases: ['clean'], load: () => import('../onion/index.js') as never },
];

/** The choice that goes by this name, or undefined. */
export function findChoice(name: string): Choice | undefined {
  return CHOICES.find(
    ({ architecture, aliases }) => architecture.id === name || aliases.includes(name),
  );
}
