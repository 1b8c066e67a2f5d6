/** A change of a feature, with all that the project needs for what the feature becomes. */
import { type ChangeRequest, planChange } from '../evolve/change.js';
import { type Evolved, putInto } from '../evolve/evolved.js';
import type { FeatureSpec } from '../feature/spec.js';
import type { Architecture } from '../plan/architecture.js';
import { layOut } from '../plan/lay-out.js';
import { planRequest } from '../plan/request.js';
import { mergedByPath, type Workspace } from '../project/workspace.js';
import { versionsIn } from './versions.js';

/** What is changed in which architecture, and into what. */
export interface WholeChangeRequest extends Omit<ChangeRequest, 'architecture' | 'layOut'> {
  readonly architecture: Architecture;
}

/**
 * Plans a change, and what a new feature of its kind would bring that the standing one did not: a client, settings, a
 * package. Nothing is planned in the workspace.
 *
 * @returns undefined if nothing of the feature stands.
 * @throws as {@link planChange} and {@link planRequest} do.
 */
export function planWholeChange({
  architecture,
  ...request
}: WholeChangeRequest): Evolved | undefined {
  const { choices, next, spec, workspace } = request;
  const evolved = planChange({
    ...request,
    layOut: (own: Workspace) => layOut(architecture, own, choices),
    architecture: architecture.id,
    versionsOf: versionsIn(workspace.root),
  });
  if (evolved === undefined || evolved.conflicts.length > 0) return evolved;
  const changed = workspace.fork();
  putInto(changed, evolved.files);
  const broughtBy = (feature: FeatureSpec, project: Workspace) =>
    planRequest({ architecture, choices, features: [feature], keepsStanding: true }, project).files;
  // What is missing of the feature as it stood has been taken away by a person.
  const before = broughtBy(spec, workspace.fork());
  const brought = broughtBy(next, changed).filter(
    ({ action, path }) =>
      (action === 'create' || action === 'edit') &&
      !before.some((each) => each.path === path && each.action === action),
  );
  return { ...evolved, files: mergedByPath([...evolved.files, ...brought]) };
}
