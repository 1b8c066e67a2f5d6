/** The backend in a project, with what was chosen for it. */
import { timed } from '../../timing.js';
import { type Choices, rememberedChoices } from '../memory.js';
import type { Workspace } from '../workspace.js';
import { type Backend, scanBackend } from './backend.js';
import { withChoices } from './choices.js';

/**
 * Reads a backend.
 *
 * @param choices what was chosen for this run, in addition to what `.yo-rc.json` remembers.
 * @returns undefined if the project has neither FastAPI nor models.
 * @throws RefusalError if a choice does not exist in the code.
 */
export function readBackend(workspace: Workspace, choices: Choices = {}): Backend | undefined {
  const backend = workspace.ofAllPython('backend', () =>
    timed('read', () => scanBackend(workspace)),
  );
  return backend && withChoices(backend, { ...rememberedChoices(workspace), ...choices });
}
