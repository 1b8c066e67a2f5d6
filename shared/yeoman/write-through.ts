/** Yeoman's part in a run that was planned without it. */
import { fileURLToPath } from 'node:url';
import { createEnv } from 'yeoman-environment';
import type Generator from 'yeoman-generator';
import { cancellable } from '../ask/ask.js';
import type { PlannedFile } from '../project/workspace.js';
import type { Planned } from '../run/planned.js';
import { commitAtOnce, handOver } from './hand-over.js';
import { OwnGenerator } from './own-generator.js';

const NAMESPACE = 'fastapi-feature:write';

/**
 * Writes files as Yeoman does: it asks about conflicts, and `.yo-resolve` decides.
 *
 * @param adapter Yeoman's adapter, which asks and logs.
 * @param planned what is written, and to which project.
 * @param files those that change.
 * @param force whether files that differ are overwritten without asking.
 * @throws CancelledError if the user cancels instead of deciding.
 */
export async function writeThroughYeoman(
  adapter: object,
  planned: Planned,
  files: readonly PlannedFile[],
  force: boolean,
): Promise<void> {
  const env = createEnv({ adapter: adapter as never });
  class WritingGenerator extends OwnGenerator {
    constructor(...args: ConstructorParameters<typeof Generator>) {
      super(...args);
      commitAtOnce(this, () => planned);
    }

    writing(): void {
      handOver(this, planned.root, files);
    }
  }
  env.register(WritingGenerator as never, {
    namespace: NAMESPACE,
    resolved: fileURLToPath(import.meta.url),
  });
  const generator = await env.create(NAMESPACE, { generatorOptions: { force } as never });
  await cancellable(adapter, () => env.runGenerator(generator as never));
}
