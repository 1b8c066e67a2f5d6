import type { Choices } from '../project/memory.js';
import { readProject } from '../project/project.js';
import type { Workspace } from '../project/workspace.js';
import type { Architecture } from './architecture.js';
import { fittedLayout } from './foreign/fitted-layout.js';
import type { Layout } from './layout.js';
import { withOverrides } from './overrides.js';
import { prescribedLayout } from './prescribed-layout.js';

/**
 * How features of an architecture are laid out in a project.
 *
 * @param general the architecture, as it is where a project leaves it no choice.
 * @param choices what was chosen where the project's code leaves it open.
 * @throws RefusalError where something was chosen that is not there, or a changed template takes the place of none.
 */
export function layOut(general: Architecture, workspace: Workspace, choices?: Choices): Layout {
  const variant = general.variants?.find(({ evidence }) => workspace.exists(evidence.path));
  const architecture = withOverrides(variant?.of(general) ?? general, workspace.root);
  const project = readProject(architecture, workspace, choices);
  return project.kind === 'foreign'
    ? fittedLayout(architecture, project)
    : prescribedLayout(architecture, project);
}
