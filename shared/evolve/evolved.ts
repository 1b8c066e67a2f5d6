/** What becomes of a feature that stands. */
import type { Problem } from '../errors.js';
import type { Plan } from '../plan/plan.js';
import type { PlannedFile, Workspace } from '../project/workspace.js';
import type { OwnFile, StandingFeature } from './standing.js';

/** What becomes of what stands, and what has to be decided first. */
export interface Evolved {
  /** Of each feature that it is about. */
  readonly plans: readonly Plan[];
  readonly files: readonly PlannedFile[];
  /** What a person has changed since it was written, and would be lost. */
  readonly changed: readonly Problem[];
  /** What is lost or breaks otherwise. */
  readonly risky: readonly Problem[];
  /** What only a person can merge: nothing is written as long as there is any. */
  readonly conflicts: readonly Problem[];
}

/** Returns the plan of a feature that stands already: nothing of the project is newly found or provided for it. */
export function evolvedPlan(
  { architecture, feature }: StandingFeature,
  told: Pick<Plan, 'nextSteps' | 'notes'>,
): Plan {
  return { architecture, feature, omitted: [], provided: [], reused: [], overwrites: [], ...told };
}

/** Returns what comes next where a feature has changed: its project is set up, and runs. */
export function stepsAfter({ nextSteps }: StandingFeature): string[] {
  return nextSteps.filter((step) => !/uvicorn|venv \.venv/.test(step));
}

/** Plans that a file of the feature goes. */
export function deletionOf({ layer, path, text, why }: OwnFile): PlannedFile {
  return { path, layer, why, action: 'delete', before: text, after: '' };
}

/** Puts what becomes of files into a project, so that what follows is planned on it. Those that go stay seen. */
export function putInto(workspace: Workspace, files: readonly PlannedFile[]): void {
  for (const { action, after, path, ...reason } of files) {
    if (action === 'create' || action === 'edit') workspace.edit(path, after, reason);
  }
}
