import type { JsonCase } from '../feature/json-case.js';
import type { FeatureSpec } from '../feature/spec.js';
import { type Choices, rememberedJsonCase } from '../project/memory.js';
import { readProject } from '../project/project.js';
import type { Workspace } from '../project/workspace.js';
import type { Architecture } from './architecture.js';
import { fittedLayout } from './foreign/fitted-layout.js';
import type { Layout } from './layout.js';
import { withOverrides } from './overrides.js';
import { prescribedLayout } from './prescribed-layout.js';

/**
 * Decides how features of an architecture are laid out in a project.
 *
 * @param general the architecture, before the project's own layout and templates are applied.
 * @param choices what was chosen where the code of the project is ambiguous.
 * @param features those that are going to be laid out, as far as they are known.
 * @param json how the keys of JSON are spelt, if this run decides it.
 * @throws RefusalError if a choice does not exist in the code, or if a customised template
 *   replaces none of ours.
 */
export function layOut(
  general: Architecture,
  workspace: Workspace,
  choices?: Choices,
  features?: readonly FeatureSpec[],
  json: JsonCase = rememberedJsonCase(workspace),
): Layout {
  const variant = general.variants?.find(({ evidence }) => workspace.exists(evidence.path));
  const own = withOverrides(variant?.of(general) ?? general, workspace.root);
  const architecture = json === 'snake' ? own : { ...own, json };
  const project = readProject(architecture, workspace, choices, features);
  return project.kind === 'foreign'
    ? fittedLayout(architecture, project)
    : prescribedLayout(architecture, project);
}
