/** Running generators outside of this package, in Yeoman's environment. */
import { createEnv } from 'yeoman-environment';
import { cancellable } from '../ask/ask.js';
import type { ArchitectureFamily } from '../plan/architecture.js';
import type { Given } from '../run/feature-command.js';
import type { InstalledGenerator } from '../run/installed-generator.js';

/** The part of a generator that adds features that is needed here. It may be of another version than ours. */
interface KnownGenerator {
  help(): string;
  family?(): ArchitectureFamily;
}

/**
 * Runs a generator.
 *
 * @param adapter Yeoman's adapter, which asks and logs.
 * @throws what it throws. Its foreseen errors are those of its own copy of this package: see `isForeseen`.
 */
export async function runInstalled(
  adapter: object,
  installed: InstalledGenerator,
  { raw, words }: Given,
): Promise<void> {
  const env = environmentOf(installed, adapter);
  const generator = await env.create(installed.namespace, {
    generatorArgs: [...words],
    generatorOptions: raw as never,
  });
  await cancellable(adapter, () => env.runGenerator(generator));
}

/** Returns the text of a generator's `--help`. */
export async function helpOfInstalled(installed: InstalledGenerator): Promise<string> {
  return (await instantiated(installed)).help();
}

/** Returns the architectures of a generator; none if it is not one of features. */
export async function architecturesOf(
  installed: InstalledGenerator,
): Promise<ArchitectureFamily | readonly []> {
  return (await instantiated(installed)).family?.() ?? [];
}

/** Returns a generator that is not run. */
async function instantiated(installed: InstalledGenerator): Promise<KnownGenerator> {
  const env = environmentOf(installed);
  const generatorOptions = { help: true } as never;
  const generator = await env.create(installed.namespace, { generatorArgs: [], generatorOptions });
  return generator as unknown as KnownGenerator;
}

function environmentOf({ module, namespace, packagePath }: InstalledGenerator, adapter?: object) {
  const env = createEnv(adapter === undefined ? {} : { adapter: adapter as never });
  env.register(module, { namespace, packagePath });
  return env;
}
