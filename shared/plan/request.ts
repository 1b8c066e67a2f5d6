/** Several features, planned as a whole. */
import type { FeatureSpec } from '../feature/spec.js';
import type { Choices } from '../project/memory.js';
import { MEMORY, withMemory } from '../project/memory.js';
import type { PlannedFile, Workspace } from '../project/workspace.js';
import { timed } from '../timing.js';
import type { Architecture } from './architecture.js';
import { layOut } from './lay-out.js';
import { type Plan, planFeature } from './plan.js';

/** Features that a project is to have, in one architecture. */
export interface Request {
  readonly architecture: Architecture;
  readonly features: readonly FeatureSpec[];
  /** What was chosen where the code leaves it open. */
  readonly choices: Choices;
}

/** What a request takes. */
export interface PlannedRequest {
  readonly plans: readonly Plan[];
  /** What happens to each file, `.yo-rc.json` among them. */
  readonly files: readonly PlannedFile[];
}

/** Hears which feature is planned next: how many are done, of how many. */
export type OnProgress = (done: number, all: number, feature: string) => void;

/**
 * Plans a request as a whole.
 *
 * @param workspace the project; the planned files are put over it.
 * @throws UsageError where the architecture cannot have such a feature.
 * @throws RefusalError where the project cannot be extended safely.
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
      return timed('plan', () => planFeature(layout, feature));
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
