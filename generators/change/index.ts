import { CHANGING } from '../../shared/run/changing.js';
import { EvolutionCommand } from '../../shared/run/evolution-command.js';
import { toolHelp } from '../../shared/show/help.js';
import { EvolvingGenerator } from '../../shared/yeoman/evolving-generator.js';
import { architecturesFor } from '../app/registered.js';

/** Makes another feature of one that stands. */
export default class ChangeGenerator extends EvolvingGenerator {
  /** Returns the text of `--help`. */
  override help(): string {
    return toolHelp('change');
  }

  protected override createCommand(): EvolutionCommand {
    return new EvolutionCommand(CHANGING, architecturesFor, this.given, this.surroundings());
  }
}
