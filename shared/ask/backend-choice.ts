/** Which of several backends a run is for. */

import { Modules } from '../project/foreign/modules.js';
import { findSeveralBackends } from '../project/foreign/several.js';
import { rememberedArchitecture } from '../project/memory.js';
import type { Workspace } from '../project/workspace.js';
import type { Ask } from './ask.js';

/**
 * Asks which of several backends is meant.
 *
 * @returns its folder, in the form that `--destination` takes; undefined if there is nothing to
 *   choose.
 */
export async function askWhichBackend(workspace: Workspace, ask: Ask): Promise<string | undefined> {
  if (rememberedArchitecture(workspace) !== undefined) return undefined;
  const folders = findSeveralBackends(new Modules(workspace));
  if (folders.length === 0) return undefined;
  return ask({
    type: 'select',
    name: 'destination',
    message: 'There are several backends. Which one gets the feature?',
    choices: folders.map((folder) => ({ name: folder, value: folder })),
  });
}
