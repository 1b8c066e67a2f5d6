import { type Evolution, EvolutionCommand } from '../shared/run/evolution-command.js';
import { toolHelp } from '../shared/show/help.js';
import { EvolvingGenerator } from '../shared/yeoman/evolving-generator.js';
import { architecturesFor } from './app/registered.js';

/** A generator that is about features which stand, in any of our architectures or of those that are installed. */
export abstract class StandingGenerator extends EvolvingGenerator {
  /** What becomes of the features. */
  protected abstract readonly evolution: Evolution;

  /** Returns the text of `--help`. */
  override help(): string {
    return toolHelp(this.evolution.command);
  }

  protected override createCommand(): EvolutionCommand {
    return new EvolutionCommand(this.evolution, architecturesFor, this.given, this.surroundings());
  }
}
