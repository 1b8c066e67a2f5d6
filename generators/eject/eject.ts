import { existsSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { isAnswered } from '../../shared/ask/ask.js';
import { RefusalError, UsageError } from '../../shared/errors.js';
import { readOptions } from '../../shared/feature/options.js';
import { type Ejectable, ejectable, findEjectable } from '../../shared/plan/overrides.js';
import { Workspace } from '../../shared/project/workspace.js';
import { refuseUnwritable } from '../../shared/run/checks.js';
import type { NewFile } from '../../shared/run/commit.js';
import type { Given } from '../../shared/run/feature-command.js';
import { inTurn, isInUse } from '../../shared/run/in-turn.js';
import { refuseLinksOut } from '../../shared/run/links.js';
import type { Planned } from '../../shared/run/planned.js';
import type { Surroundings } from '../../shared/run/surroundings.js';
import type { EjectionDocument } from '../../shared/show/documents.js';
import { printDocument } from '../../shared/show/ending.js';
import { findArchitecture } from '../app/architectures.js';
import { registeredFor } from '../app/registered.js';

/** A template that is to be copied. */
export interface Ejected extends Planned {
  /** What to write; undefined in a dry run. */
  readonly copy: NewFile | undefined;
  /** Says what was done, or would be. */
  report(): void;
}

/**
 * Finds the template that is to be copied into the project, where it takes the place of ours.
 *
 * @throws UsageError for an architecture or a template that does not exist.
 * @throws RefusalError if there is a copy already, or none can be written.
 */
export async function eject(
  { raw, words }: Given,
  { say, ...surroundings }: Surroundings,
): Promise<Ejected> {
  const options = readOptions(raw);
  const { destination = '.', dryRun, force, json } = options;
  const [id, wanted, extra] = words;
  const root = resolve(surroundings.root, destination);
  const { architectures } = await registeredFor(new Workspace(root), id);
  if (id === undefined || extra !== undefined) {
    throw new UsageError(
      `eject takes an architecture and a template, but was given: ${words.join(' ') || 'nothing'}. ` +
        `Architectures: ${architectures.map((architecture) => architecture.id).join(', ')}.`,
      { place: 'ARCHITECTURE' },
    );
  }
  const architecture = findArchitecture(id, architectures);
  const { file, target } =
    wanted === undefined && isAnswered(options)
      ? await surroundings.ask<Ejectable>({
          type: 'select',
          name: 'template',
          message: 'Which template?',
          pageSize: 15,
          loop: false,
          choices: ejectable(architecture).map((each) => ({ name: each.name, value: each })),
        })
      : findEjectable(architecture, wanted);
  const path = join(root, target);
  if (!dryRun && isInUse(root)) await inTurn([root], async () => []);
  const action = existsSync(path) ? 'overwrite' : 'create';
  if (action === 'overwrite' && !force) throw alreadyThere(target);
  const planned = [{ path: target, action }] as const;
  refuseLinksOut(new Workspace(root), planned);
  refuseUnwritable(root, planned);
  const message = dryRun
    ? `${target} would replace the built-in ${basename(file)}. Nothing was written.`
    : `${target} now replaces the built-in ${basename(file)}. Delete it to go back to the built-in one.`;
  const document: EjectionDocument = { code: 0, message, dryRun, files: [...planned] };
  return {
    root,
    files: [],
    isOutdated: () => existsSync(path) && !force,
    planAgain: async () => {
      throw alreadyThere(target);
    },
    noteWritten: () => undefined,
    settle: () => (_, contents) => contents,
    copy: dryRun ? undefined : { path, contents: readFileSync(file, 'utf8') },
    report: () => (json ? printDocument(document) : say(message)),
  };
}

function alreadyThere(target: string): RefusalError {
  return new RefusalError(
    `${target} already exists. Edit it, delete it to go back to the built-in template, or overwrite it with --force.`,
    { place: target },
  );
}
