import { UsageError } from '../../shared/errors.js';
import type { Architecture, ArchitectureFamily } from '../../shared/plan/architecture.js';
import { meant, suggest } from '../../shared/suggestion.js';
import { domainRoutes } from '../domain-routes/architecture.js';
import { direct } from '../layered/direct/architecture.js';
import { service } from '../layered/service/architecture.js';
import { onion } from '../onion/architecture.js';
import { packagePerFeature } from '../package-per-feature/architecture.js';

/** A sub-generator that can be chosen. */
export interface Choice {
  /** The architecture whose features it adds, or one for each of its styles. */
  readonly architectures: ArchitectureFamily;
  /** Other names of the sub-generator. */
  readonly aliases: readonly string[];
}

/** Every sub-generator. A new one adds its line here; nothing else in the package changes outside its folder. */
const CHOICES: readonly Choice[] = [
  { architectures: [onion], aliases: ['clean'] },
  { architectures: [service, direct], aliases: [] },
  { architectures: [packagePerFeature], aliases: [] },
  { architectures: [domainRoutes], aliases: [] },
];

/** Every architecture, with each style on its own. */
export const ARCHITECTURES = CHOICES.flatMap(
  ({ architectures }) => architectures,
) as unknown as ArchitectureFamily;

/** What is typed for each sub-generator, other names included. */
export const SUBCOMMANDS = CHOICES.flatMap(({ aliases, architectures: [{ generator }] }) => [
  generator,
  ...aliases,
]);

/** The other names of sub-generators. */
export const ALIASES = CHOICES.flatMap(({ aliases }) => aliases);

/**
 * Finds an architecture by its id, or by its sub-generator for the default style.
 *
 * @param all those that there are.
 * @throws UsageError if there is none.
 */
export function findArchitecture(
  name: string,
  all: readonly Architecture[] = ARCHITECTURES,
): Architecture {
  const found =
    all.find(({ id }) => id === name) ??
    all.find(({ generator }) => generator === name) ??
    findChoice(name)?.architectures[0];
  if (found !== undefined) return found;
  const names = all.map(({ id }) => id);
  const near = suggest(name, names);
  throw new UsageError(
    `there is no architecture "${name}". ${meant(near)}Architectures: ${names.join(', ')}.`,
    { place: 'ARCHITECTURE', suggestion: near },
  );
}

/** Finds a sub-generator by its name; undefined if there is none. */
export function findChoice(name: string): Choice | undefined {
  return CHOICES.find(
    ({ architectures, aliases }) => architectures[0].generator === name || aliases.includes(name),
  );
}
