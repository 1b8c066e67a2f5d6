/** Which architecture a command that names none is for. */
import { resolve } from 'node:path';
import { type Ask, isAnswered } from '../../shared/ask/ask.js';
import { askWhichBackend } from '../../shared/ask/backend-choice.js';
import { UsageError } from '../../shared/errors.js';
import { readOptions } from '../../shared/feature/options.js';
import type { Architecture } from '../../shared/plan/architecture.js';
import { readBackend } from '../../shared/project/foreign/read-backend.js';
import { matchShape } from '../../shared/project/foreign/shape.js';
import { recognise, recogniseShape } from '../../shared/project/recognition.js';
import { Workspace } from '../../shared/project/workspace.js';
import type { Surroundings } from '../../shared/run/surroundings.js';
import { ARCHITECTURES, findArchitecture } from './architectures.js';

/** What was chosen. */
export interface ArchitectureChoice {
  readonly architecture: Architecture;
  /** The folder it is for, in the form that `--destination` takes. */
  readonly destination: string | undefined;
}

/**
 * Chooses the architecture: the one that the project follows, that a spec file names, or else the
 * user's answer.
 *
 * @param raw the options, as they arrive.
 * @throws UsageError if none is recognised and there is nobody to ask.
 */
export async function chooseArchitecture(
  raw: Readonly<Record<string, unknown>>,
  { cwd, root, say, ...surroundings }: Surroundings,
): Promise<ArchitectureChoice> {
  const options = readOptions(raw);
  const { destination: given, printSchema, spec } = options;
  // The schema is the same for all architectures.
  if (printSchema) return { architecture: ARCHITECTURES[0], destination: given };
  const ask = isAnswered(options) ? surroundings.ask : undefined;
  const above = new Workspace(resolve(root, given ?? '.'));
  const destination = given ?? (ask === undefined ? undefined : await askWhichBackend(above, ask));
  const workspace = new Workspace(resolve(root, destination ?? '.'));
  const known =
    recognise(workspace, ARCHITECTURES) ??
    (spec === undefined ? undefined : await namedIn(resolve(cwd, spec), spec)) ??
    recogniseShape(workspace, ARCHITECTURES);
  if (known !== undefined) {
    if (ask !== undefined && spec === undefined)
      say(`Architecture: ${known.title} (${known.id}), the one this project follows.`);
    return { architecture: known, destination };
  }
  if (ask !== undefined) return { architecture: await askWhichArchitecture(ask), destination };
  throw new UsageError(
    `no architecture was given, and none was recognised in ${workspace.root}. ${describeNearest(workspace)}` +
      `Choose one: ${ARCHITECTURES.map(commandOf).join(', ')}`,
  );
}

/** Returns the architecture that a spec file names, if any. Messages call the file by the path that was given. */
async function namedIn(path: string, given: string): Promise<Architecture | undefined> {
  const { readArchitectureName } = await import('../../shared/feature/spec-file.js');
  const name = readArchitectureName(path, given);
  return name === undefined ? undefined : findArchitecture(name);
}

/** Asks for an architecture, with a picture of each. */
async function askWhichArchitecture(ask: Ask): Promise<Architecture> {
  const { choiceOf } = await import('../../shared/ask/architecture-choice.js');
  const id = await ask<string>({
    type: 'select',
    name: 'architecture',
    message: 'Which architecture should the project follow?',
    loop: false,
    choices: ARCHITECTURES.map((architecture) => choiceOf(architecture, architecture.id)),
  });
  return findArchitecture(id);
}

/**
 * Says which architecture a backend is closest to, and what would differ; nothing if there is no
 * backend.
 */
function describeNearest(workspace: Workspace): string {
  const backend = readBackend(workspace);
  if (backend === undefined) return '';
  const nearest = matchShape(backend, ARCHITECTURES);
  if (nearest === undefined) return '';
  const { architecture, differs } = nearest;
  return `The closest match is ${commandOf(architecture)}, with these differences: ${differs.join('; ')}. `;
}

/** Returns what to type for an architecture: `fastapi-feature layered --style direct ...`. */
function commandOf({ generator, style }: Architecture): string {
  return `fastapi-feature ${generator} ...${style === undefined ? '' : ` --style ${style}`}`;
}
