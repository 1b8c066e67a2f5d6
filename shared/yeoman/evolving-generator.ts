import type Generator from 'yeoman-generator';
import type { EvolutionCommand } from '../run/evolution-command.js';
import { commitAtOnce, handOver } from './hand-over.js';
import { OwnGenerator } from './own-generator.js';

/** A generator that is about a feature that stands. Everything happens in memory until Yeoman commits. */
export abstract class EvolvingGenerator extends OwnGenerator {
  #known: EvolutionCommand | undefined;

  constructor(...args: ConstructorParameters<typeof Generator>) {
    super(...args);
    commitAtOnce(this, () => this.#command);
  }

  /** Returns what the generator carries out. */
  protected abstract createCommand(): EvolutionCommand;

  /** Reads the options. */
  async initializing(): Promise<void> {
    await this.#command.begin();
  }

  /** Plans what happens. Only a plan that is known to be good reaches Yeoman's files. */
  async writing(): Promise<void> {
    handOver(this, this.#command.root, await this.#command.plan());
  }

  /** Says what was done. */
  end(): void {
    this.#command.report();
  }

  get #command(): EvolutionCommand {
    this.#known ??= this.createCommand();
    return this.#known;
  }
}
