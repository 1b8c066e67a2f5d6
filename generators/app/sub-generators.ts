/** The sub-generators that can be chosen: what is known of each before its architecture is loaded. */
import type { ArchitectureFamily } from '../../shared/plan/architecture.js';

/** A sub-generator that can be chosen. */
export interface SubGenerator {
  /** What is typed for it. */
  readonly name: string;
  /** Its other names. */
  readonly aliases: readonly string[];
  /** Loads the architecture whose features it adds, or one for each of its styles. A run needs no more than these. */
  load(): Promise<ArchitectureFamily>;
}

/** Every sub-generator. A new one adds its line here, and its architecture in `architectures.ts`. */
export const SUB_GENERATORS: readonly SubGenerator[] = [
  {
    name: 'onion',
    aliases: ['clean'],
    load: async () => [(await import('../onion/architecture.js')).onion],
  },
  {
    name: 'layered',
    aliases: [],
    load: async () => [
      (await import('../layered/service/architecture.js')).service,
      (await import('../layered/direct/architecture.js')).direct,
    ],
  },
  {
    name: 'package-per-feature',
    aliases: [],
    load: async () => [(await import('../package-per-feature/architecture.js')).packagePerFeature],
  },
  {
    name: 'domain-routes',
    aliases: [],
    load: async () => [(await import('../domain-routes/architecture.js')).domainRoutes],
  },
];

/** What is typed for each sub-generator, other names included. */
export const SUBCOMMANDS = SUB_GENERATORS.flatMap(({ aliases, name }) => [name, ...aliases]);

/** The other names of sub-generators. */
export const ALIASES = SUB_GENERATORS.flatMap(({ aliases }) => aliases);

/** Finds a sub-generator by one of its names; undefined if there is none. */
export function findSubGenerator(word: string): SubGenerator | undefined {
  return SUB_GENERATORS.find(({ aliases, name }) => name === word || aliases.includes(word));
}
