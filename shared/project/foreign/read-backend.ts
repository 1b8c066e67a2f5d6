/** The backend that stands in a project, with what was chosen in it. */
import { type Choices, rememberedChoices } from '../memory.js';
import type { Workspace } from '../workspace.js';
import { type Backend, scanBackend } from './backend.js';
import { withChoices } from './choices.js';

/**
 * Reads a backend.
 *
 * @param choices what was chosen for this run, beside what `.yo-rc.json` remembers.
 * @returns undefined where the project has no FastAPI and no models at all.
 * @throws RefusalError where something was chosen that is not there.
 */
export function readBackend(workspace: Workspace, choices: Choices = {}): Backend | undefined {
  const backend = workspace.ofAllPython('backend', () => scanBackend(workspace));
  return backend && withChoices(backend, { ...rememberedChoices(workspace), ...choices });
}
