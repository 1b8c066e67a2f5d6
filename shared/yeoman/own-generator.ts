import Generator from 'yeoman-generator';
import { askThrough } from '../ask/ask.js';
import { MEMORY, memoryText } from '../project/memory.js';
import { Workspace } from '../project/workspace.js';
import type { ComposeOptions, Given } from '../run/feature-command.js';
import type { Surroundings } from '../run/surroundings.js';
import { pendingText } from './hand-over.js';
import { personOf } from './person.js';
import { leaveErrorsToCaller, tellingPrograms } from './task-errors.js';

/**
 * The options of our generators, for `composeWith<FeatureGenerator>(...)`.
 *
 * With a class in place of a path, Yeoman takes arguments and options in this form, too, though its own types do not
 * say so.
 */
export type OwnOptions = Generator['options'] &
  ComposeOptions & {
    readonly generatorArgs?: string[];
    readonly generatorOptions?: ComposeOptions;
  };

/**
 * A base class for our generators: tasks are inherited, options come from our table, and errors are
 * left to the caller to report.
 */
export abstract class OwnGenerator extends Generator {
  declare readonly options: OwnOptions;

  constructor(...[args, options, features]: ConstructorParameters<typeof Generator>) {
    super(args, options, {
      ...features,
      // Otherwise Yeoman looks for tasks only in the class of the sub-generator.
      inheritTasks: true,
      tasksMatchingPriority: true,
      // Yeoman's parser knows neither types nor `--no-...`; our own table of options does.
      disableInGeneratorOptionsSupport: true,
    });
    leaveErrorsToCaller(this);
  }

  /** Carries a task out. With `--json`, programs are told of an error that ends it. */
  override async executeTask(...task: Parameters<Generator['executeTask']>): Promise<void> {
    await tellingPrograms(this, () => super.executeTask(...task));
  }

  /**
   * Yeoman reads `.yo-rc.json` before any task. What it cannot read is refused with its place; what is only in another
   * encoding is put into its memory, where nothing counts as changed.
   *
   * @throws RefusalError if the file is not what it should be.
   */
  override _getStorage(
    ...args: Parameters<Generator['_getStorage']>
  ): ReturnType<Generator['_getStorage']> {
    try {
      return super._getStorage(...args);
    } catch {
      const text = memoryText(new Workspace(this.destinationRoot()));
      const file: { contents: Buffer | null } = this.env.sharedFs.get(this.destinationPath(MEMORY));
      file.contents = Buffer.from(text);
      return super._getStorage(...args);
    }
  }

  /** What this generator was given. */
  protected get given(): Given {
    return { words: this._args, raw: { ...this.options } };
  }

  /** Returns where this generator carries its command out. It asks as hosts and tests expect, unless they leave that to Yeoman. */
  protected surroundings(): Surroundings {
    return {
      run: this.env,
      cwd: this.env.cwd,
      root: this.destinationRoot(),
      ask:
        personOf(this.env.adapter)?.ask ??
        askThrough(this.env.adapter, (questions) => this.prompt(questions as never)),
      say: (text) => this.log(text),
      pendingText: (path) => pendingText(this, path),
    };
  }
}
