import type Generator from 'yeoman-generator';
import type { Architecture, ArchitectureFamily } from '../plan/architecture.js';
import { FeatureCommand } from '../run/feature-command.js';
import { namespaceOfModule } from '../run/installed-generator.js';
import { helpText } from '../show/help.js';
import { isFoundAt } from './found.js';
import { commitAtOnce, handOver } from './hand-over.js';
import { OwnGenerator } from './own-generator.js';
import { releaseKeyboard } from './person.js';

/**
 * What all our generators that add features do: carry a command out in Yeoman's loop, and leave the
 * writing to Yeoman.
 *
 * A sub-generator only names its architecture. Everything happens in memory until Yeoman commits,
 * so an error at any time leaves the project as it was.
 */
export abstract class FeatureGenerator extends OwnGenerator {
  /** The architecture whose features this generator adds, or one for each of its styles. */
  protected abstract readonly architectures: readonly Architecture[];

  #known: FeatureCommand | undefined;
  #namespace: string | undefined;

  constructor(...args: ConstructorParameters<typeof Generator>) {
    super(...args);
    this.#namespace = namespaceOfModule(this.resolved ?? '');
    commitAtOnce(this, () => this.#command);
  }

  /** Returns the text of `--help`. */
  override help(): string {
    return helpText(this.family());
  }

  /**
   * Returns the architectures as its own: with the name under which this generator is found again, if it is not one of
   * this package. Messages, `--help` and `.yo-rc.json` have it.
   *
   * @throws Error if it has none.
   */
  family(): ArchitectureFamily {
    const [first, ...others] = this.architectures.map((architecture) => ({
      ...architecture,
      generator: this.#namespace ?? architecture.generator,
    }));
    if (first === undefined) throw new Error('a generator of features needs an architecture');
    return [first, ...others];
  }

  /** Reads the options. Nothing that was given on the command line is asked for later. */
  async initializing(): Promise<void> {
    // Composed by class, it may be another one than the one at its path.
    if (!(await isFoundAt(this.resolved ?? '', this.constructor))) this.#namespace = undefined;
    await this.#command.begin();
  }

  /**
   * Asks for what is missing, if there is somebody to answer, and adds it to the request of the
   * run.
   */
  async prompting(): Promise<void> {
    try {
      await this.#command.request();
    } finally {
      releaseKeyboard();
    }
  }

  /**
   * Plans every feature of the run. Only a plan that is known to be good reaches Yeoman's files.
   */
  async writing(): Promise<void> {
    handOver(this, this.#command.root, await this.#command.plan());
  }

  /** Says what was done and what comes next, once for the whole run. */
  end(): void {
    this.#command.report();
  }

  /** The command, from the first step on: until then, a host may change the destination. */
  get #command(): FeatureCommand {
    this.#known ??= new FeatureCommand(this.family(), this.given, this.surroundings());
    return this.#known;
  }
}
