import Generator from 'yeoman-generator';
import { type Ask, askThrough } from '../ask/ask.js';
import { type RunOptions, readOptions } from '../feature/options.js';
import { leaveErrorsToCaller } from './task-errors.js';

/**
 * A generator of ours: its tasks are what it inherits, its options are those of our table, and its errors are reported by
 * whoever runs it.
 */
export abstract class OwnGenerator extends Generator {
  constructor(...[args, options, features]: ConstructorParameters<typeof Generator>) {
    super(args, options, {
      ...features,
      // Yeoman looks for tasks in the sub-generator's own class only, unless told to look further.
      inheritTasks: true,
      tasksMatchingPriority: true,
      // It parses no types and knows no `--no-...`; the option table of our own does.
      disableInGeneratorOptionsSupport: true,
    });
    leaveErrorsToCaller(this);
  }

  /**
   * What was given, with the usual where nothing was.
   *
   * @throws UsageError for a value that does not fit its option.
   */
  protected readGiven(): RunOptions {
    return readOptions(this.options);
  }

  /** Asks questions, where somebody is there to answer. */
  protected askIfAnswered({ json, yes }: RunOptions): Ask | undefined {
    return !yes && !json && process.stdin.isTTY === true ? askThrough(this) : undefined;
  }
}
