import { fileURLToPath } from 'node:url';
import { createLogger, QueuedAdapter } from '@yeoman/adapter';
import { createEnv } from 'yeoman-environment';
import { type Choice, findChoice } from '../generators/app/architectures.js';

/**
 * Runs one of our generators in its own Yeoman environment, without looking for generators of other
 * packages.
 *
 * @param name the sub-generator.
 * @throws UsageError and RefusalError as the generator does.
 */
export async function runGenerator(
  name: string,
  args: readonly string[],
  options: Readonly<Record<string, unknown>>,
): Promise<void> {
  // What is printed for programs has standard output to itself, so questions go elsewhere.
  const stdout = options['print-spec'] ? process.stderr : process.stdout;
  // Yeoman's yellow is hard to read on a light background.
  const log = createLogger({ colors: { force: 'cyan', skip: 'magenta' } } as never);
  const env = createEnv({ adapter: new QueuedAdapter({ stdout, log } as never) as never });
  const { default: Generator } = await load(name);
  const namespace = `fastapi-feature:${name}`;
  env.register(Generator as never, { namespace, resolved: fileURLToPath(import.meta.url) });
  const generator = await env.create(namespace, {
    generatorArgs: [...args],
    generatorOptions: { ...options } as never,
  });
  await env.runGenerator(generator as never);
}

function load(name: string): Promise<{ readonly default: unknown }> {
  if (name === 'app') return import('../generators/app/index.js');
  if (name === 'inspect') return import('../generators/inspect/index.js');
  if (name === 'eject') return import('../generators/eject/index.js');
  return (findChoice(name) as Choice).load();
}
