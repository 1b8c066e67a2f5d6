import Generator from 'yeoman-generator';
import { askThrough } from '../ask/ask.js';
import type { Surroundings } from '../run/surroundings.js';
import { pendingText } from './hand-over.js';
import { leaveErrorsToCaller, tellingPrograms } from './task-errors.js';

/**
 * A base class for our generators: tasks are inherited, options come from our table, and errors are
 * left to the caller to report.
 */
export abstract class OwnGenerator extends Generator {
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

  /** Returns where this generator carries its command out. It asks as hosts and tests expect. */
  protected surroundings(): Surroundings {
    return {
      run: this.env,
      cwd: this.env.cwd,
      root: this.destinationRoot(),
      ask: askThrough(this.env.adapter, (questions) => this.prompt(questions as never)),
      say: (text) => this.log(text),
      pendingText: (path) => pendingText(this, path),
    };
  }
}
