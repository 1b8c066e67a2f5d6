/** Yeoman's part in a run that was planned without it. */
import { fileURLToPath } from 'node:url';
import { createEnv } from 'yeoman-environment';
import type Generator from 'yeoman-generator';
import { cancellable } from '../ask/ask.js';
import type { PlannedFile } from '../project/workspace.js';
import type { Settle } from './commit-transform.js';
import { commitAtOnce, handOver } from './hand-over.js';
import { OwnGenerator } from './own-generator.js';

const NAMESPACE = 'fastapi-feature:write';

/**
 * Writes files as Yeoman does: it asks about conflicts, and `.yo-resolve` decides.
 *
 * @param adapter Yeoman's adapter, which asks and logs.
 * @param root the root of the project, an absolute path.
 * @param force whether files that differ are overwritten without asking.
 * @param settle settles the run once it is known which files are kept as they are.
 * @throws CancelledError if the user cancels instead of deciding.
 */
export async function writeThroughYeoman(
  adapter: object,
  root: string,
  files: readonly PlannedFile[],
  force: boolean,
  settle: Settle,
): Promise<void> {
  const env = createEnv({ adapter: adapter as never });
  class WritingGenerator extends OwnGenerator {
    constructor(...args: ConstructorParameters<typeof Generator>) {
      super(...args);
      commitAtOnce(this, () => root, settle);
    }

    writing(): void {
      handOver(this, root, files);
    }
  }
  env.register(WritingGenerator as never, {
    namespace: NAMESPACE,
    resolved: fileURLToPath(import.meta.url),
  });
  const generator = await env.create(NAMESPACE, { generatorOptions: { force } as never });
  await cancellable(adapter, () => env.runGenerator(generator as never));
}
