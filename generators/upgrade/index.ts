import { EvolutionCommand } from '../../shared/run/evolution-command.js';
import { UPGRADING } from '../../shared/run/upgrading.js';
import { toolHelp } from '../../shared/show/help.js';
import { EvolvingGenerator } from '../../shared/yeoman/evolving-generator.js';
import { architecturesFor } from '../app/registered.js';

/** Brings what stands to the templates of this version. */
export default class UpgradeGenerator extends EvolvingGenerator {
  /** Returns the text of `--help`. */
  override help(): string {
    return toolHelp('upgrade');
  }

  protected override createCommand(): EvolutionCommand {
    return new EvolutionCommand(UPGRADING, architecturesFor, this.given, this.surroundings());
  }
}
