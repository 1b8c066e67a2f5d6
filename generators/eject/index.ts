import { existsSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { RefusalError, UsageError } from '../../shared/errors.js';
import { type Ejectable, ejectable, findEjectable } from '../../shared/plan/overrides.js';
import { TOOL_HELP } from '../../shared/show/help.js';
import { OwnGenerator } from '../../shared/yeoman/own-generator.js';
import { ARCHITECTURES, findArchitecture } from '../app/architectures.js';

/** Copies one of our templates into the project, where it takes the place of ours. */
export default class EjectGenerator extends OwnGenerator {
  /** Returns the text of `--help`. */
  override help(): string {
    return TOOL_HELP.eject;
  }

  /** Finds the template and copies it. */
  async writing(): Promise<void> {
    const options = this.readGiven();
    const { destination = '.', dryRun, force } = options;
    const [id, wanted, extra] = this._args;
    if (id === undefined || extra !== undefined) {
      throw new UsageError(
        `eject takes an architecture and a template, but was given: ${this._args.join(' ') || 'nothing'}. ` +
          `Architectures: ${ARCHITECTURES.map((architecture) => architecture.id).join(', ')}.`,
      );
    }
    const architecture = findArchitecture(id);
    const ask = this.askIfAnswered(options);
    const { file, target } =
      wanted === undefined && ask !== undefined
        ? await ask<Ejectable>({
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
        `${target} already exists. Edit it, delete it to go back to the built-in template, or overwrite it with --force.`,
      );
    }
    if (dryRun) {
      this.log(`${target} would replace the built-in ${basename(file)}. Nothing was written.`);
      return;
    }
    this.fs.write(path, readFileSync(file, 'utf8'));
    this.log(
      `${target} now replaces the built-in ${basename(file)}. Delete it to go back to the built-in one.`,
    );
  }
}
