import { fileURLToPath } from 'node:url';
import { isNamespace } from '../../shared/feature/namespace.js';
import { findRemembered } from '../../shared/run/installed-generator.js';
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
    const { raw } = this.given;
    const { destination, generator, style } = await chooseArchitecture(raw, this.surroundings());
    await this.composeWith(this.#moduleOf(generator, destination), {
      generatorArgs: this._args,
      generatorOptions: { style, ...raw, destination } as never,
    });
  }

  /** @throws RefusalError if a generator outside of this package is not installed. */
  #moduleOf(generator: string, destination = '.'): string {
    if (!isNamespace(generator)) {
      return fileURLToPath(new URL(`../${generator}/index.js`, import.meta.url));
    }
    // Yeoman may know it from elsewhere.
    const { resolved } = this.env.getGeneratorMeta(generator) ?? {};
    return resolved ?? findRemembered(generator, this.destinationPath(destination)).module;
  }
}
