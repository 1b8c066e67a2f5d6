import { existsSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import Generator from 'yeoman-generator';
import { RefusalError, UsageError } from '../../shared/errors.js';
import { askThrough } from '../../shared/interview/ask.js';
import { readOptions } from '../../shared/options.js';
import { ejectable, findEjectable, OVERRIDES } from '../../shared/overrides.js';
import { leaveErrorsToCaller } from '../../shared/task-errors.js';
import { ARCHITECTURES, findArchitecture } from '../app/architectures.js';

/** Copies one of our templates into the project, where it takes the place of ours. */
export default class EjectGenerator extends Generator {
  constructor(...[args, options, features]: ConstructorParameters<typeof Generator>) {
    super(args, options, {
      ...features,
      tasksMatchingPriority: true,
      disableInGeneratorOptionsSupport: true,
    });
    leaveErrorsToCaller(this);
  }

  /** The text of `--help`. */
  override help(): string {
    return [
      `Copies a template into ${OVERRIDES}/, where it takes the place of ours.`,
      '',
      '  fastapi-feature eject ARCHITECTURE [TEMPLATE] [--destination DIR]',
      '',
      'TEMPLATE is the path of a template or its end, as far as that is clear: routers/[feature].py.ejs',
      '',
    ].join('\n');
  }

  /** Finds the template and copies it. */
  async writing(): Promise<void> {
    const { destination = '.', force, json, yes } = readOptions(this.options);
    const [id, wanted, extra] = this._args;
    if (id === undefined || extra !== undefined) {
      throw new UsageError(
        `eject takes an architecture and a template, but was given: ${this._args.join(' ') || 'nothing'}. ` +
          `Architectures: ${ARCHITECTURES.map((architecture) => architecture.id).join(', ')}.`,
      );
    }
    const architecture = findArchitecture(id);
    const isAnswered = !yes && !json && process.stdin.isTTY === true;
    const { file, target } =
      wanted === undefined && isAnswered
        ? await askThrough(this)<ReturnType<typeof findEjectable>>({
            type: 'select',
            name: 'template',
            message: 'Which template?',
            pageSize: 15,
            loop: false,
            choices: ejectable(architecture).map((each) => ({ name: each.name, value: each })),
          })
        : findEjectable(architecture, wanted);
    const path = join(resolve(this.destinationRoot(), destination), target);
    if (existsSync(path) && !force) {
      throw new RefusalError(
        `${target} is there already. Change it, remove it to have ours again, or copy ours over it with --force.`,
      );
    }
    this.fs.write(path, readFileSync(file, 'utf8'));
    this.log(
      `${target} takes the place of our ${basename(file)} from now on. Remove it to have ours again.`,
    );
  }
}
