/** The architectures that generators outside of this package have. */
import { isNamespace } from '../../shared/feature/namespace.js';
import type { Architecture } from '../../shared/plan/architecture.js';
import { rememberedGenerator } from '../../shared/project/memory.js';
import type { Workspace } from '../../shared/project/workspace.js';
import { findGenerator, findNamed, refusalWithout } from '../../shared/run/installed-generator.js';
import { ARCHITECTURES } from './architectures.js';

/** The architectures that a project may follow. */
export interface Registered {
  /** Those of the generator that the project remembers, in front of ours. */
  readonly architectures: readonly [Architecture, ...Architecture[]];
  /** The generator that the project remembers and that is not installed. */
  readonly missing: string | undefined;
}

/**
 * Returns the architectures that a project may follow. Nothing is loaded if it remembers no generator but ours.
 *
 * @param named what the command line names instead; it counts if it is a generator.
 * @throws UsageError if a generator is named that is not installed.
 * @throws RefusalError if what the project remembers cannot be read.
 */
export async function registeredFor(workspace: Workspace, named = ''): Promise<Registered> {
  const namespace = isNamespace(named) ? named : rememberedGenerator(workspace);
  if (namespace === undefined) return { architectures: ARCHITECTURES, missing: undefined };
  const find = namespace === named ? findNamed : findGenerator;
  const installed = find(namespace, workspace.root);
  if (installed === undefined) return { architectures: ARCHITECTURES, missing: namespace };
  const { architecturesOf } = await import('../../shared/yeoman/installed.js');
  const [first = ARCHITECTURES[0], ...others] = [
    ...(await architecturesOf(installed)),
    ...ARCHITECTURES,
  ];
  return { architectures: [first, ...others], missing: undefined };
}

/**
 * Returns the architectures that a project may follow. What its generator has written cannot be changed without it: ours
 * would put their templates in the place of its own, and leave out the rest.
 *
 * @param named what the command line names instead; it counts if it is a generator.
 * @throws UsageError if a generator is named that is not installed.
 * @throws RefusalError if the one that the project remembers is not.
 */
export async function architecturesFor(
  workspace: Workspace,
  named?: string,
): Promise<Registered['architectures']> {
  const { architectures, missing } = await registeredFor(workspace, named);
  if (missing !== undefined) throw refusalWithout(missing);
  return architectures;
}
