/** Which architecture a command that names none is for. */
import { resolve } from 'node:path';
import { type Ask, isAnswered } from '../../shared/ask/ask.js';
import { askWhichBackend } from '../../shared/ask/backend-choice.js';
import { RefusalError, UsageError } from '../../shared/errors.js';
import { isNamespace } from '../../shared/feature/namespace.js';
import { readOptions } from '../../shared/feature/options.js';
import type { Architecture } from '../../shared/plan/architecture.js';
import { readBackend } from '../../shared/project/foreign/read-backend.js';
import { matchShape } from '../../shared/project/foreign/shape.js';
import {
  MEMORY,
  rememberedArchitecture,
  rememberedGenerator,
} from '../../shared/project/memory.js';
import { recognise, recogniseShape } from '../../shared/project/recognition.js';
import { Workspace } from '../../shared/project/workspace.js';
import type { Surroundings } from '../../shared/run/surroundings.js';
import { screenWidth, wrappedLines } from '../../shared/show/text-width.js';
import { ARCHITECTURES, findArchitecture } from './architectures.js';

/** What was chosen. */
export interface ArchitectureChoice {
  /** The sub-generator, or the namespace of a generator outside of this package. */
  readonly generator: string;
  readonly style?: string | undefined;
  /** The folder it is for, in the form that `--destination` takes. */
  readonly destination: string | undefined;
}

/**
 * Chooses what adds the features: the generator or the architecture that the project remembers, that a spec file
 * names, or else the user's answer.
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
  if (printSchema) return { generator: ARCHITECTURES[0].generator, destination: given };
  const ask = isAnswered(options) ? surroundings.ask : undefined;
  const above = new Workspace(resolve(root, given ?? '.'));
  const destination = given ?? (ask === undefined ? undefined : await askWhichBackend(above, ask));
  const workspace = new Workspace(resolve(root, destination ?? '.'));
  const isTold = ask !== undefined && spec === undefined;
  const remembered = rememberedGenerator(workspace);
  if (remembered !== undefined) {
    if (isTold) tell(`Generator: ${remembered}, which adds the features of this project.`, say);
    return { generator: remembered, destination };
  }
  refuseUnknown(workspace);
  const named = spec === undefined ? undefined : await nameIn(resolve(cwd, spec), spec);
  const followed = recognise(workspace, ARCHITECTURES);
  if (followed === undefined && named !== undefined && isNamespace(named)) {
    return { generator: named, destination };
  }
  const known =
    followed ??
    (named === undefined ? undefined : findArchitecture(named)) ??
    recogniseShape(workspace, ARCHITECTURES);
  if (known !== undefined) {
    if (isTold)
      tell(`Architecture: ${known.title} (${known.id}), the one this project follows.`, say);
    return { ...chosen(known), destination };
  }
  if (ask !== undefined) return { ...chosen(await askWhichArchitecture(ask)), destination };
  throw new UsageError(
    `no architecture was given, and none was recognised in ${workspace.root}. ${describeNearest(workspace)}` +
      `Choose one: ${ARCHITECTURES.map(commandOf).join(', ')}`,
  );
}

/** Says a sentence to the person who is asked. */
function tell(sentence: string, say: (text: string) => void): void {
  say(wrappedLines(sentence, screenWidth()));
}

function chosen({
  generator,
  style,
}: Architecture): Pick<ArchitectureChoice, 'generator' | 'style'> {
  return { generator, style };
}

/** @throws RefusalError if the project remembers an architecture that is none of ours, and no generator that has it. */
function refuseUnknown(workspace: Workspace): void {
  const remembered = rememberedArchitecture(workspace);
  if (remembered === undefined || ARCHITECTURES.some(({ id }) => id === remembered)) return;
  throw new RefusalError(
    `.yo-rc.json says that the project follows "${remembered}", which none of the architectures here is: ` +
      `${ARCHITECTURES.map(({ id }) => id).join(', ')}. ` +
      'If a generator of yours has it, add its name after "architecture" in .yo-rc.json, as in "generator": "team:onion"; otherwise correct the architecture.',
    { place: MEMORY },
  );
}

/** Returns the architecture or the generator that a spec file names, if any. Messages call the file by the path that was given. */
async function nameIn(path: string, given: string): Promise<string | undefined> {
  const { readArchitectureName } = await import('../../shared/feature/spec-file.js');
  return readArchitectureName(path, given);
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
