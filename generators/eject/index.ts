import { toolHelp } from '../../shared/show/help.js';
import { OwnGenerator } from '../../shared/yeoman/own-generator.js';
import { eject } from './eject.js';

/** Copies one of our templates into the project, where it takes the place of ours. */
export default class EjectGenerator extends OwnGenerator {
  /** Returns the text of `--help`. */
  override help(): string {
    return toolHelp('eject');
  }

  /** Finds the template and copies it. */
  async writing(): Promise<void> {
    const ejected = await eject({ words: this._args, raw: this.options }, this.surroundings());
    if (ejected !== undefined) this.fs.write(ejected.copy.path, ejected.copy.contents);
  }
}
