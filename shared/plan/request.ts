/** Plans several features as a whole. */
import { nameFeature } from '../feature/naming.js';
import type { FeatureSpec } from '../feature/spec.js';
import { type Choices, MEMORY, withMemory } from '../project/memory.js';
import type { PlannedFile, Workspace } from '../project/workspace.js';
import { timed } from '../timing.js';
import type { Architecture } from './architecture.js';
import { layOut } from './lay-out.js';
import { viewNames } from './names-view.js';
import { type Plan, planFeature } from './plan.js';

/** The features that a run adds, in one architecture. */
export interface Request {
  readonly architecture: Architecture;
  readonly features: readonly FeatureSpec[];
  /** What was chosen where the code is ambiguous. */
  readonly choices: Choices;
}

/** What a request takes. */
export interface PlannedRequest {
  readonly plans: readonly Plan[];
  /** What happens to each file, including `.yo-rc.json`. */
  readonly files: readonly PlannedFile[];
}

/** Is told which feature is planned next: how many are done, and of how many. */
export type OnProgress = (done: number, all: number, feature: string) => void;

/**
 * Plans a request as a whole.
 *
 * @param workspace the project; the planned files are added to it.
 * @throws UsageError if the architecture cannot have such a feature.
 * @throws RefusalError if the project cannot be extended safely.
 */
export function planRequest(
  { architecture: general, features, choices }: Request,
  workspace: Workspace,
  onProgress: OnProgress = () => undefined,
): PlannedRequest {
  const layout = layOut(general, workspace, choices);
  const { changes, result: plans } = workspace.planning(() => {
    const planned = features.map((feature, index) => {
      onProgress(index, features.length, feature.name);
      const { files, ...plan } = timed('plan', () => planFeature(layout, feature));
      // Of a thousand features, only what is told of them is kept: not what each did to the files
      // that all share, nor what templates saw.
      return { ...plan, feature: viewNames(nameFeature(feature.name, feature.plural)) };
    });
    const { kind } = layout.project;
    const memory = { architecture: general.id, isForeign: kind === 'foreign', choices, features };
    workspace.edit(MEMORY, withMemory(workspace, memory), {
      layer: 'project',
      why: 'Remembers the architecture and the features, for later runs and for --print-spec.',
    });
    return planned;
  });
  onProgress(features.length, features.length, '');
  return { plans, files: changes };
}
