import { existsSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { isAnswered } from '../../shared/ask/ask.js';
import { RefusalError, UsageError } from '../../shared/errors.js';
import { type RunOptions, readOptions } from '../../shared/feature/options.js';
import type { Architecture } from '../../shared/plan/architecture.js';
import { type Ejectable, ejectable, findEjectable } from '../../shared/plan/overrides.js';
import { recognise } from '../../shared/project/recognition.js';
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
import { architecturesFor } from '../app/registered.js';
import type { Ejection } from './ejection.js';

/** What is typed for the skill in place of an architecture. */
const SKILL_WORD = 'skill';

/** Files that are to be written. */
export interface Ejected extends Planned {
  /** What to write; empty in a dry run. */
  readonly copies: readonly (NewFile & { readonly contents: string | Buffer })[];
  /** Says what was done, or would be. */
  report(): void;
}

/**
 * Finds the template that is to be copied into the project, where it takes the place of ours; with `--as-generator`, a
 * package with a generator of one's own; for `skill`, the skill for coding assistants.
 *
 * @throws UsageError for an architecture or a template that does not exist.
 * @throws RefusalError if one of the files is there already, or cannot be written, or the project's generator is missing.
 */
export async function eject(
  { raw, words }: Given,
  { ask, root: folder, say }: Surroundings,
): Promise<Ejected> {
  const options = readOptions(raw);
  const root = resolve(folder, options.destination ?? '.');
  const workspace = new Workspace(root);
  const [id, wanted, ...others] = words;
  const { asGenerator } = options;
  if (id === SKILL_WORD && asGenerator === undefined) {
    const { skill } = await import('./skill.js');
    return written(skill(root, words.slice(1)), root, options, say);
  }
  const architectures = await architecturesFor(workspace, id);
  if (others.length > 0 || (asGenerator === undefined ? id === undefined : wanted !== undefined)) {
    throw misuse(words, asGenerator, architectures);
  }
  if (asGenerator === undefined) {
    const architecture = findArchitecture(id ?? '', architectures);
    const template = await templateOf(architecture, wanted, isAnswered(options) ? ask : undefined);
    return written(copyOf(template), root, options, say);
  }
  const { starter } = await import('./starter.js');
  const architecture =
    id === undefined
      ? (recognise(workspace, architectures) ?? architectures[0])
      : findArchitecture(id, architectures);
  return written(starter(asGenerator, architecture, root), root, options, say);
}

function misuse(
  words: readonly string[],
  asGenerator: string | undefined,
  architectures: readonly Architecture[],
): UsageError {
  const takes =
    asGenerator === undefined
      ? 'an architecture and a template, or skill'
      : 'an architecture, or nothing';
  return new UsageError(
    `eject takes ${takes}, but was given: ${words.join(' ') || 'nothing'}. ` +
      `Architectures: ${architectures.map(({ id }) => id).join(', ')}.`,
    { place: 'ARCHITECTURE' },
  );
}

async function templateOf(
  architecture: Architecture,
  wanted: string | undefined,
  ask: Surroundings['ask'] | undefined,
): Promise<Ejectable> {
  if (wanted !== undefined || ask === undefined) return findEjectable(architecture, wanted);
  return ask<Ejectable>({
    type: 'select',
    name: 'template',
    message: 'Which template?',
    pageSize: 15,
    loop: false,
    choices: ejectable(architecture).map((each) => ({ name: each.name, value: each })),
  });
}

function copyOf({ file, target }: Ejectable): Ejection {
  const own = `the built-in ${basename(file)}`;
  return {
    files: [{ target, contents: readFileSync(file, 'utf8') }],
    would: `${target} would replace ${own}.`,
    done: `${target} now replaces ${own}. Delete it to go back to the built-in one.`,
    way: 'Edit it, delete it to go back to the built-in template, or overwrite it with --force.',
  };
}

/** Checks that the files can be written, and says how. */
async function written(
  { done, files, way, would }: Ejection,
  root: string,
  { dryRun, force, json }: RunOptions,
  say: (text: string) => void,
): Promise<Ejected> {
  if (!dryRun && isInUse(root)) await inTurn([root], async () => []);
  const standing = () => files.find(({ target }) => existsSync(join(root, target)));
  const refuseStanding = () => {
    const { target } = standing() ?? {};
    if (target === undefined || force) return;
    throw new RefusalError(`${target} already exists. ${way}`, { place: target });
  };
  refuseStanding();
  const planned = files.map(({ target }) => ({
    path: target,
    action: existsSync(join(root, target)) ? ('overwrite' as const) : ('create' as const),
  }));
  refuseLinksOut(new Workspace(root), planned);
  refuseUnwritable(root, planned);
  const message = dryRun ? `${would} Nothing was written.` : done;
  const document: EjectionDocument = { code: 0, message, dryRun, files: planned };
  return {
    root,
    files: [],
    isOutdated: () => standing() !== undefined && !force,
    planAgain: async () => {
      refuseStanding();
      return [];
    },
    noteWritten: () => undefined,
    settle: () => (_, contents) => contents,
    copies: dryRun
      ? []
      : files.map(({ contents, target }) => ({ path: join(root, target), contents })),
    report: () => (json ? printDocument(document) : say(message)),
  };
}
