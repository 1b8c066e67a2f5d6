import { fileURLToPath } from 'node:url';
import { overviewText } from '../../shared/show/help.js';
import { OwnGenerator } from '../../shared/yeoman/own-generator.js';
import { ARCHITECTURES } from './architectures.js';
import { chooseArchitecture } from './choose-architecture.js';
import { refuseSlip } from './first-word.js';

/** Adds a feature in the architecture of the project, or in one that the user chooses. */
export default class AppGenerator extends OwnGenerator {
  /** Returns the text of `--help`. */
  override help(): string {
    return overviewText(ARCHITECTURES);
  }

  /** Finds the architecture and leaves the rest to its generator. */
  async prompting(): Promise<void> {
    refuseSlip(this._args);
    const { architecture, destination } = await chooseArchitecture(
      this.options,
      this.surroundings(),
    );
    const { generator, style } = architecture;
    const chosen = fileURLToPath(new URL(`../${generator}/index.js`, import.meta.url));
    await this.composeWith(chosen, {
      generatorArgs: this._args,
      generatorOptions: { style, ...this.options, destination } as never,
    });
  }
}
