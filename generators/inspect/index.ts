import { toolHelp } from '../../shared/show/help.js';
import { OwnGenerator } from '../../shared/yeoman/own-generator.js';
import { inspect } from './inspect.js';

/** Reports what features would find in a project. */
export default class InspectGenerator extends OwnGenerator {
  /** Returns the text of `--help`. */
  override help(): string {
    return toolHelp('inspect');
  }

  /** Reads the project and prints what was found. */
  async initializing(): Promise<void> {
    await inspect(this.given, this.surroundings());
  }
}
