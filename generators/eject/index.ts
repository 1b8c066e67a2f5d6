import type Generator from 'yeoman-generator';
import { toolHelp } from '../../shared/show/help.js';
import { commitAtOnce } from '../../shared/yeoman/hand-over.js';
import { OwnGenerator } from '../../shared/yeoman/own-generator.js';
import { type Ejected, eject } from './eject.js';

/** Copies one of our templates into the project, where it takes the place of ours, or a package to start from. */
export default class EjectGenerator extends OwnGenerator {
  #ejected: Ejected | undefined;

  constructor(...args: ConstructorParameters<typeof Generator>) {
    super(...args);
    commitAtOnce(this, () => this.#ejected);
  }

  /** Returns the text of `--help`. */
  override help(): string {
    return toolHelp('eject');
  }

  /** Finds the template and copies it. */
  async writing(): Promise<void> {
    this.#ejected = await eject(this.given, this.surroundings());
    for (const { contents, path } of this.#ejected.copies) this.fs.write(path, contents);
  }

  /** Says what was done. */
  end(): void {
    this.#ejected?.report();
  }
}
