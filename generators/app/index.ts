import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import Generator from 'yeoman-generator';
import { UsageError } from '../../shared/errors.js';
import { FileTree } from '../../shared/file-tree.js';
import { overviewText } from '../../shared/help.js';
import { readOptions } from '../../shared/options.js';
import { leaveErrorsToCaller } from '../../shared/task-errors.js';
import { CHOICES, type Choice, findChoice } from './architectures.js';
import { recognise } from './recognition.js';

/** Adds a feature in the project's own architecture, or in the one that is chosen. */
export default class AppGenerator extends Generator {
  constructor(...[args, options, features]: ConstructorParameters<typeof Generator>) {
    super(args, options, {
      ...features,
      tasksMatchingPriority: true,
      disableInGeneratorOptionsSupport: true,
    });
    leaveErrorsToCaller(this);
  }

  /** The text of `--help`. */
  override help(): string {
    return overviewText(CHOICES.map(({ architecture }) => architecture));
  }

  /** Finds the architecture and leaves the rest to its generator. */
  async prompting(): Promise<void> {
    const { load } = await this.#choose();
    const { default: Chosen } = await load();
    const path = fileURLToPath(import.meta.url);
    await this.composeWith({ Generator: Chosen as never, path } as never, {
      generatorArgs: this._args,
      generatorOptions: this.options as never,
    });
  }

  async #choose(): Promise<Choice> {
    const { destination = '.', yes } = readOptions(this.options);
    const root = resolve(this.destinationRoot(), destination);
    const recognised = recognise(new FileTree(root), CHOICES);
    if (recognised !== undefined) return recognised;
    if (yes || process.stdin.isTTY !== true) {
      throw new UsageError(
        `no architecture was named, and ${root} follows none of ours. ` +
          `Name one: ${CHOICES.map(({ architecture: { id } }) => `fastapi-feature ${id} ...`).join(', ')}`,
      );
    }
    const { architecture } = await this.prompt<{ architecture: string }>([
      {
        type: 'select',
        name: 'architecture',
        message: 'Which architecture does the project follow?',
        choices: CHOICES.map(({ architecture: { id, title, fits } }) => ({
          name: `${title}: ${fits}`,
          short: title,
          value: id,
        })),
      },
    ]);
    return findChoice(architecture) as Choice;
  }
}
