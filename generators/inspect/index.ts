import { resolve } from 'node:path';
import { UsageError } from '../../shared/errors.js';
import { Workspace } from '../../shared/project/workspace.js';
import { TOOL_HELP } from '../../shared/show/help.js';
import { inspectionText, inspectProject } from '../../shared/show/inspection.js';
import { OwnGenerator } from '../../shared/yeoman/own-generator.js';
import { ARCHITECTURES } from '../app/architectures.js';

/**
 * Reports what features would find in a project: where, and how certain that is. Writes nothing.
 */
export default class InspectGenerator extends OwnGenerator {
  /** Returns the text of `--help`. */
  override help(): string {
    return TOOL_HELP.inspect;
  }

  /** Reads the project and prints what was found. */
  initializing(): void {
    const [extra] = this._args;
    if (extra !== undefined) {
      throw new UsageError(
        `inspect takes no arguments, but "${extra}" was given. To add a feature called inspect, put its architecture first.`,
      );
    }
    const { destination = '.', json } = this.readGiven();
    const workspace = new Workspace(resolve(this.destinationRoot(), destination));
    const document = inspectProject(workspace, ARCHITECTURES);
    process.stdout.write(
      `${json ? JSON.stringify(document, undefined, 2) : inspectionText(document)}\n`,
    );
  }
}
