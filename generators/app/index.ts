import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Ask } from '../../shared/ask/ask.js';
import { askWhichBackend } from '../../shared/ask/backend-choice.js';
import { UsageError } from '../../shared/errors.js';
import type { Architecture } from '../../shared/plan/architecture.js';
import { readBackend } from '../../shared/project/foreign/read-backend.js';
import { matchShape } from '../../shared/project/foreign/shape.js';
import { recognise, recogniseShape } from '../../shared/project/recognition.js';
import { Workspace } from '../../shared/project/workspace.js';
import { overviewText } from '../../shared/show/help.js';
import { OwnGenerator } from '../../shared/yeoman/own-generator.js';
import { ARCHITECTURES, type Choice, findArchitecture, findChoice } from './architectures.js';

/** Adds a feature in the architecture of the project, or in one that the user chooses. */
export default class AppGenerator extends OwnGenerator {
  /** Returns the text of `--help`. */
  override help(): string {
    return overviewText(ARCHITECTURES);
  }

  /** Finds the architecture and leaves the rest to its generator. */
  async prompting(): Promise<void> {
    const { architecture, destination } = await this.#choose();
    const { generator, style } = architecture;
    const { load } = findChoice(generator) as Choice;
    const { default: Chosen } = await load();
    const path = fileURLToPath(import.meta.url);
    await this.composeWith({ Generator: Chosen as never, path } as never, {
      generatorArgs: this._args,
      generatorOptions: { style, ...this.options, destination } as never,
    });
  }

  /** Returns the architecture, and the folder it is for. */
  async #choose(): Promise<{ architecture: Architecture; destination: string | undefined }> {
    const options = this.readGiven();
    const { destination: given, printSchema, spec } = options;
    // The schema is the same for all architectures.
    if (printSchema) return { architecture: ARCHITECTURES[0], destination: given };
    const ask = this.askIfAnswered(options);
    const above = new Workspace(resolve(this.destinationRoot(), given ?? '.'));
    const destination =
      given ?? (ask === undefined ? undefined : await askWhichBackend(above, ask));
    const workspace = new Workspace(resolve(this.destinationRoot(), destination ?? '.'));
    const known =
      recognise(workspace, ARCHITECTURES) ??
      (spec === undefined ? undefined : await this.#namedIn(spec)) ??
      recogniseShape(workspace, ARCHITECTURES);
    if (known !== undefined) {
      if (ask !== undefined && spec === undefined)
        this.log(`Architecture: ${known.title} (${known.id}), the one this project follows.`);
      return { architecture: known, destination };
    }
    if (ask !== undefined) return { architecture: await askWhichArchitecture(ask), destination };
    throw new UsageError(
      `no architecture was given, and none was recognised in ${workspace.root}. ${describeNearest(workspace)}` +
        `Choose one: ${ARCHITECTURES.map(commandOf).join(', ')}`,
    );
  }

  /** Returns the architecture that a spec file names, if any. */
  async #namedIn(spec: string): Promise<Architecture | undefined> {
    const { readArchitectureName } = await import('../../shared/feature/spec-file.js');
    const name = readArchitectureName(resolve(this.env.cwd, spec));
    return name === undefined ? undefined : findArchitecture(name);
  }
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
