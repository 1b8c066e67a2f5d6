import type Generator from 'yeoman-generator';
import { RemovalCommand } from '../../shared/run/removal-command.js';
import { toolHelp } from '../../shared/show/help.js';
import { commitAtOnce, handOver } from '../../shared/yeoman/hand-over.js';
import { OwnGenerator } from '../../shared/yeoman/own-generator.js';
import { registeredFor } from '../app/registered.js';

/** Takes a feature away again. Everything happens in memory until Yeoman commits. */
export default class RemoveGenerator extends OwnGenerator {
  #known: RemovalCommand | undefined;

  constructor(...args: ConstructorParameters<typeof Generator>) {
    super(...args);
    commitAtOnce(this, () => this.#command);
  }

  /** Returns the text of `--help`. */
  override help(): string {
    return toolHelp('remove');
  }

  /** Reads the options. */
  async initializing(): Promise<void> {
    await this.#command.begin();
  }

  /** Plans the removal. Only a plan that is known to be good reaches Yeoman's files. */
  async writing(): Promise<void> {
    handOver(this, this.#command.root, await this.#command.plan());
  }

  /** Says what was done. */
  end(): void {
    this.#command.report();
  }

  get #command(): RemovalCommand {
    this.#known ??= new RemovalCommand(
      async (workspace) => (await registeredFor(workspace)).architectures,
      this.given,
      this.surroundings(),
    );
    return this.#known;
  }
}
