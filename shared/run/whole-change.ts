/** A change of a feature, with all that the project needs for what the feature becomes. */
import { UsageError } from '../errors.js';
import { type ChangeRequest, planChange } from '../evolve/change.js';
import { type Evolved, putInto } from '../evolve/evolved.js';
import type { FeatureSpec } from '../feature/spec.js';
import type { Architecture } from '../plan/architecture.js';
import { layOut } from '../plan/lay-out.js';
import { planRequest } from '../plan/request.js';
import { inCircleWith } from '../project/circles.js';
import { rememberedAsForeign } from '../project/memory.js';
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
  refuseCircle(spec, workspace, changed);
  const around = changedAround({ architecture, ...request }, changed);
  return {
    ...evolved,
    files: mergedByPath([...evolved.files, ...brought, ...around.flatMap(({ files }) => files)]),
    conflicts: around.flatMap(({ conflicts }) => conflicts),
  };
}

/** @throws UsageError if features of an existing backend would come to refer to each other in a circle. */
function refuseCircle({ name }: FeatureSpec, before: Workspace, changed: Workspace): void {
  if (!rememberedAsForeign(changed)) return;
  const [known, found] = [before, changed].map((each) => inCircleWith(each, name));
  const others = [...(found ?? [])].filter((each) => !known?.has(each));
  if (others.length === 0) return;
  throw new UsageError(
    `${[name, ...others].join(', ')} refer to each other in a circle, and it is for the models of an existing backend to say which of the columns between two tables they go by. ` +
      `Leave the reference of ${name} out, and add it by hand once all of them are there.`,
    { place: `features.${name}` },
  );
}

/**
 * Plans what becomes of the features that the changed one leads to and that lead back to it: their models have to say
 * which of the columns between two tables they go by.
 *
 * @param changed the project with the change; what is planned is put into it.
 */
function changedAround(
  { architecture, ...request }: WholeChangeRequest,
  changed: Workspace,
): readonly Evolved[] {
  const { choices, others, spec, workspace } = request;
  const names = new Set([workspace, changed].flatMap((each) => [...inCircleWith(each, spec.name)]));
  return others
    .filter(({ name }) => names.has(name))
    .flatMap((other) => {
      const evolved = planChange({
        ...request,
        spec: other,
        next: other,
        renamed: new Map(),
        others: [...others.filter((each) => each !== other), request.next],
        workspace: changed,
        formerly: workspace,
        layOut: (own: Workspace) => layOut(architecture, own, choices),
        architecture: architecture.id,
        versionsOf: versionsIn(workspace.root),
      });
      if (evolved === undefined) return [];
      putInto(changed, evolved.files);
      return [evolved];
    });
}
