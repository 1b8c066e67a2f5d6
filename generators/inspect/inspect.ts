import { resolve } from 'node:path';
import { UsageError } from '../../shared/errors.js';
import { readOptions } from '../../shared/feature/options.js';
import { Workspace } from '../../shared/project/workspace.js';
import type { Given } from '../../shared/run/feature-command.js';
import { isInUse } from '../../shared/run/in-turn.js';
import { JOURNAL } from '../../shared/run/journal.js';
import { describeUnfinished } from '../../shared/run/left-behind.js';
import type { Surroundings } from '../../shared/run/surroundings.js';
import type { InspectionDocument } from '../../shared/show/documents.js';
import { printDocument } from '../../shared/show/ending.js';
import { type Inspection, inspectionText, inspectProject } from '../../shared/show/inspection.js';
import { registeredFor } from '../app/registered.js';

/**
 * Prints what features would find in a project: where, and how certain that is. Writes nothing.
 *
 * @throws UsageError if arguments were given.
 */
export async function inspect(
  { raw, words: [extra] }: Given,
  { root }: Surroundings,
): Promise<void> {
  if (extra !== undefined) {
    throw new UsageError(`inspect takes no arguments, but "${extra}" was given.`, { place: extra });
  }
  const { destination = '.', json } = readOptions(raw);
  const workspace = new Workspace(resolve(root, destination));
  const { architectures, missing } = await registeredFor(workspace);
  const found = withUnfinished(inspectProject(workspace, architectures, missing));
  if (json) {
    const message = `${found.root} was inspected; nothing was written.`;
    printDocument({ code: 0, message, ...found } satisfies InspectionDocument);
  } else {
    process.stdout.write(`${inspectionText(found)}\n`);
  }
}

/** Adds what a run has left behind that was killed while it wrote. */
function withUnfinished(document: Inspection): Inspection {
  const why = isInUse(document.root) ? describeUnfinished(document.root) : undefined;
  if (why === undefined) return document;
  const finding = {
    what: 'unfinished run',
    value: undefined,
    path: JOURNAL,
    certainty: 'certain',
    why: why.replaceAll('\n', ' '),
  } as const;
  return { ...document, findings: [...document.findings, finding] };
}
