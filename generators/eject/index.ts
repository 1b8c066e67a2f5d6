import type Generator from 'yeoman-generator';
import { TOOL_HELP } from '../../shared/show/help.js';
import { commitAtOnce } from '../../shared/yeoman/hand-over.js';
import { OwnGenerator } from '../../shared/yeoman/own-generator.js';
import { type Ejected, eject } from './eject.js';

/** Copies one of our templates into the project, where it takes the place of ours. */
export default class EjectGenerator extends OwnGenerator {
  #ejected: Ejected | undefined;

  constructor(...args: ConstructorParameters<typeof Generator>) {
    super(...args);
    commitAtOnce(this, () => this.#ejected);
  }

  /** Returns the text of `--help`. */
  override help(): string {
    return TOOL_HELP.eject;
  }

  /** Finds the template and copies it. */
  async writing(): Promise<void> {
    const ejected = await eject({ words: this._args, raw: this.options }, this.surroundings());
    if (ejected === undefined) return;
    this.#ejected = ejected;
    this.fs.write(ejected.copy.path, ejected.copy.contents);
  }
}
