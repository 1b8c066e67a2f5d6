import { UsageError } from '../../shared/errors.js';
import type { Architecture, ArchitectureFamily } from '../../shared/plan/architecture.js';
import { meant, suggest } from '../../shared/suggestion.js';
import { domainRoutes } from '../domain-routes/architecture.js';
import { direct } from '../layered/direct/architecture.js';
import { service } from '../layered/service/architecture.js';
import { onion } from '../onion/architecture.js';
import { packagePerFeature } from '../package-per-feature/architecture.js';
import { findSubGenerator } from './sub-generators.js';

/** Every architecture, with each style on its own. The first of a sub-generator is its default. */
export const ARCHITECTURES: ArchitectureFamily = [
  onion,
  service,
  direct,
  packagePerFeature,
  domainRoutes,
];

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
  const { name: subGenerator = name } = findSubGenerator(name) ?? {};
  const found =
    all.find(({ id }) => id === name) ?? all.find(({ generator }) => generator === subGenerator);
  if (found !== undefined) return found;
  const names = all.map(({ id }) => id);
  const near = suggest(name, names);
  throw new UsageError(
    `there is no architecture "${name}". ${meant(near)}Architectures: ${names.join(', ')}.`,
    { place: 'ARCHITECTURE', suggestion: near },
  );
}
