import Generator from 'yeoman-generator';
import { type Ask, askThrough } from '../ask/ask.js';
import { type RunOptions, readOptions } from '../feature/options.js';
import { leaveErrorsToCaller } from './task-errors.js';

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

  /**
   * Returns what was given, with defaults for the rest.
   *
   * @throws UsageError for a value that does not fit its option.
   */
  protected readGiven(): RunOptions {
    return readOptions(this.options);
  }

  /** Returns a way to ask questions if there is somebody to answer. */
  protected askIfAnswered({ json, yes }: RunOptions): Ask | undefined {
    return !yes && !json && process.stdin.isTTY === true ? askThrough(this) : undefined;
  }
}
