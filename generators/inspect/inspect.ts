import { resolve } from 'node:path';
import { UsageError } from '../../shared/errors.js';
import { readOptions } from '../../shared/feature/options.js';
import { Workspace } from '../../shared/project/workspace.js';
import type { Given } from '../../shared/run/feature-command.js';
import { isInUse } from '../../shared/run/in-turn.js';
import { JOURNAL } from '../../shared/run/journal.js';
import { describeUnfinished } from '../../shared/run/left-behind.js';
import type { Surroundings } from '../../shared/run/surroundings.js';
import {
  type InspectionDocument,
  inspectionText,
  inspectProject,
} from '../../shared/show/inspection.js';
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
  const project = resolve(root, destination);
  const document = withUnfinished(inspectProject(new Workspace(project), ARCHITECTURES));
  process.stdout.write(
    `${json ? JSON.stringify(document, undefined, 2) : inspectionText(document)}\n`,
  );
}

/** Adds what a run has left behind that was killed while it wrote. */
function withUnfinished(document: InspectionDocument): InspectionDocument {
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
