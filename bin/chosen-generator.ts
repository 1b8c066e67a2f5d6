/** Which generator adds the features: one of ours, or one outside of this package. */
import { resolve } from 'node:path';
import { findSubGenerator } from '../generators/app/sub-generators.js';
import { isNamespace } from '../shared/feature/namespace.js';
import { readOptions } from '../shared/feature/options.js';
import type { ArchitectureFamily } from '../shared/plan/architecture.js';
import { rememberedGenerator } from '../shared/project/memory.js';
import { recognise } from '../shared/project/recognition.js';
import { Workspace } from '../shared/project/workspace.js';
import type { Given } from '../shared/run/feature-command.js';
import type { Surroundings } from '../shared/run/surroundings.js';
import type { OpenAdapter } from './write-files.js';

/** What adds the features of a run. */
export interface ChosenGenerator {
  /** A sub-generator, or the namespace of a generator outside of this package. */
  readonly generator: string;
  readonly given: Given;
}

/**
 * Chooses what adds the features: the generator that the project remembers, or else what was named, or what the project
 * follows.
 *
 * @param name a sub-generator, or a namespace.
 */
export async function chooseGenerator(
  name: string,
  given: Given,
  surroundings: Surroundings,
): Promise<ChosenGenerator> {
  if (name === 'app') {
    const { chooseArchitecture } = await import('../generators/app/choose-architecture.js');
    const choice = await chooseArchitecture(given.raw, surroundings);
    const { destination, generator, style } = choice;
    return { generator, given: { ...given, raw: { style, ...given.raw, destination } } };
  }
  if (isNamespace(name) || given.raw['print-schema']) return { generator: name, given };
  // An architecture was named. The project may have a generator of its own for it.
  const workspace = new Workspace(rootOf(given, surroundings));
  const remembered = rememberedGenerator(workspace);
  if (remembered === undefined) return { generator: name, given };
  const isMeant = recognise(workspace, await familyOf(name)) !== undefined;
  return { generator: isMeant ? remembered : name, given };
}

/** Loads the architectures of one of our sub-generators. */
export async function familyOf(name: string): Promise<ArchitectureFamily> {
  const found = findSubGenerator(name);
  if (found === undefined) throw new Error(`there is no generator "${name}"`);
  return await found.load();
}

/**
 * Runs a generator outside of this package, in Yeoman's environment.
 *
 * @throws UsageError if it was named and is not installed, RefusalError if the project remembers it and it is not.
 */
export async function runOutside(
  { generator, given }: ChosenGenerator,
  surroundings: Surroundings,
  openAdapter: OpenAdapter,
): Promise<void> {
  const { findNamed, findRemembered } = await import('../shared/run/installed-generator.js');
  const root = rootOf(given, surroundings);
  const isRemembered = rememberedGenerator(new Workspace(root)) === generator;
  const installed = (isRemembered ? findRemembered : findNamed)(generator, root);
  const { runInstalled } = await import('../shared/yeoman/installed.js');
  await runInstalled(await openAdapter(), installed, given);
}

function rootOf({ raw }: Given, { root }: Surroundings): string {
  return resolve(root, readOptions(raw).destination ?? '.');
}
