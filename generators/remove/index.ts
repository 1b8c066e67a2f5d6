import { EvolutionCommand } from '../../shared/run/evolution-command.js';
import { REMOVAL } from '../../shared/run/removal.js';
import { toolHelp } from '../../shared/show/help.js';
import { EvolvingGenerator } from '../../shared/yeoman/evolving-generator.js';
import { architecturesFor } from '../app/registered.js';

/** Takes a feature away again. */
export default class RemoveGenerator extends EvolvingGenerator {
  /** Returns the text of `--help`. */
  override help(): string {
    return toolHelp('remove');
  }

  protected override createCommand(): EvolutionCommand {
    return new EvolutionCommand(REMOVAL, architecturesFor, this.given, this.surroundings());
  }
}
