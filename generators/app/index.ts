import { fileURLToPath } from 'node:url';
import { overviewText } from '../../shared/show/help.js';
import { OwnGenerator } from '../../shared/yeoman/own-generator.js';
import { ARCHITECTURES, type Choice, findChoice } from './architectures.js';
import { chooseArchitecture } from './choose-architecture.js';

/** Adds a feature in the architecture of the project, or in one that the user chooses. */
export default class AppGenerator extends OwnGenerator {
  /** Returns the text of `--help`. */
  override help(): string {
    return overviewText(ARCHITECTURES);
  }

  /** Finds the architecture and leaves the rest to its generator. */
  async prompting(): Promise<void> {
    const { architecture, destination } = await chooseArchitecture(
      this.options,
      this.surroundings(),
    );
    const { generator, style } = architecture;
    const { load } = findChoice(generator) as Choice;
    const { default: Chosen } = await load();
    const path = fileURLToPath(import.meta.url);
    await this.composeWith({ Generator: Chosen as never, path } as never, {
      generatorArgs: this._args,
      generatorOptions: { style, ...this.options, destination } as never,
    });
  }
}
