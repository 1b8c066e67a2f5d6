import { toolHelp } from '../../shared/show/help.js';
import { OwnGenerator } from '../../shared/yeoman/own-generator.js';
import { completion } from './completion.js';

/** Prints the script by which a shell completes commands. */
export default class CompletionGenerator extends OwnGenerator {
  /** Returns the text of `--help`. */
  override help(): string {
    return toolHelp('completion');
  }

  /** Prints it. */
  initializing(): void {
    completion(this.given);
  }
}
