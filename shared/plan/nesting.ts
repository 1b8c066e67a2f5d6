/** Where a feature is nested, read from the folders of the project. */

import { RefusalError, UsageError } from '../errors.js';
import type { FeatureSpec } from '../feature/spec.js';
import type { NestingConvention } from '../project/conventions.js';
import type { ProjectModel } from '../project/founded.js';
import type { Workspace } from '../project/workspace.js';
import type { Architecture } from './architecture.js';
import { type ParentView, viewNames } from './names-view.js';

/**
 * Finds the features that a feature is nested in.
 *
 * @param models the models that exist in the project.
 * @returns them, the outermost first; none for a feature at the top level.
 * @throws UsageError if the architecture does not nest features.
 * @throws RefusalError if the project has no such parent, with a list of those it has.
 */
export function findParents(
  { nesting, title, unsupportedOptions }: Architecture,
  { parent }: FeatureSpec,
  workspace: Workspace,
  models: readonly ProjectModel[],
): readonly ParentView[] {
  if (parent === undefined) return [];
  if (nesting === undefined) {
    throw new UsageError(
      `--parent ${parent}: ${unsupportedOptions.parent ?? `${title} does not nest features`}`,
    );
  }
  const routes = findRoutes(nesting, workspace, models, nesting.folder);
  const route = routes.find((each) => each.at(-1)?.feature === parent);
  if (route !== undefined) return route;
  const known = featuresOf(routes);
  throw new RefusalError(
    `--parent ${parent}: the project has no routes with that name. It has: ${known.join(', ') || 'none'}. ` +
      `Add the feature ${parent} first, or correct the name.`,
    { place: '--parent' },
  );
}

/** Returns the features that another one can be nested under, in snake_case. */
export function findNestable(
  { nesting }: Architecture,
  workspace: Workspace,
  models: readonly ProjectModel[],
): string[] {
  return nesting === undefined
    ? []
    : featuresOf(findRoutes(nesting, workspace, models, nesting.folder));
}

function featuresOf(routes: readonly (readonly ParentView[])[]): string[] {
  return routes.flatMap((route) => route.at(-1)?.feature ?? []).sort();
}

/** Returns every route below a folder, each after those that it is nested in. */
function findRoutes(
  nesting: NestingConvention,
  workspace: Workspace,
  models: readonly ProjectModel[],
  folder: string,
): ParentView[][] {
  return workspace.folders(folder).flatMap((segment) => {
    const parent = viewParent(nesting, models, segment);
    if (parent === undefined) return [];
    const below = findRoutes(nesting, workspace, models, `${folder}/${segment}`);
    return [[parent], ...below.map((route) => [parent, ...route])];
  });
}

function viewParent(
  { singletons }: NestingConvention,
  models: readonly ProjectModel[],
  segment: string,
): ParentView | undefined {
  const singleton = singletons.includes(segment);
  const model = models.find(({ names, table }) =>
    singleton ? names.snake === segment : table === segment,
  );
  if (model === undefined) return undefined;
  return {
    ...viewNames(model.names),
    Model: model.className,
    table: model.table,
    segment,
    singleton,
    isPublished: model.isPublished,
  };
}
