import { resolve } from 'node:path';
import { UsageError } from '../../shared/errors.js';
import { readOptions } from '../../shared/feature/options.js';
import { Workspace } from '../../shared/project/workspace.js';
import type { Given } from '../../shared/run/feature-command.js';
import type { Surroundings } from '../../shared/run/surroundings.js';
import { inspectionText, inspectProject } from '../../shared/show/inspection.js';
import { ARCHITECTURES } from '../app/architectures.js';

/**
 * Prints what features would find in a project: where, and how certain that is. Writes nothing.
 *
 * @throws UsageError if arguments were given.
 */
export function inspect({ raw, words: [extra] }: Given, { root }: Surroundings): void {
  if (extra !== undefined) {
    throw new UsageError(
      `inspect takes no arguments, but "${extra}" was given. To add a feature called inspect, put its architecture first.`,
    );
  }
  const { destination = '.', json } = readOptions(raw);
  const document = inspectProject(new Workspace(resolve(root, destination)), ARCHITECTURES);
  process.stdout.write(
    `${json ? JSON.stringify(document, undefined, 2) : inspectionText(document)}\n`,
  );
}
