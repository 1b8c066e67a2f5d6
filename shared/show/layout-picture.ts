/**
 * What a feature looks like in each architecture, at a glance, for users who have to choose one.
 */

import { featureFromArguments } from '../feature/spec.js';
import type { Architecture, Registration } from '../plan/architecture.js';
import type { FeatureView } from '../plan/feature-view.js';
import { targetPath } from '../plan/templates.js';
import { viewFeature } from '../plan/view/feature.js';
import { Workspace } from '../project/workspace.js';
import { wrapped } from './text-width.js';

/** The feature in the pictures. */
const EXAMPLE = 'product';

/** A folder that does not exist serves as an empty project. */
const NO_PROJECT = new Workspace('/dev/null/no-project');

/** Returns the files of a plain feature, by layer, in the order of the architecture. */
export function exampleFiles(
  architecture: Architecture,
): ReadonlyMap<string, readonly { readonly path: string; readonly why: string }[]> {
  const feature = exampleFeature(architecture);
  const byLayer = new Map<string, { path: string; why: string }[]>();
  for (const { when, layer, target, template, why } of architecture.files) {
    if (when?.(feature, NO_PROJECT) !== undefined) continue;
    const path = targetPath(target ?? template, { ...feature, revision: '<revision>' });
    byLayer.set(layer, [...(byLayer.get(layer) ?? []), { path, why }]);
  }
  return byLayer;
}

/** Returns the edits with which a plain feature is registered. */
export function exampleRegistrations(architecture: Architecture): readonly Registration[] {
  const feature = exampleFeature(architecture);
  return architecture.registrations.filter(({ when }) => when?.(feature, NO_PROJECT) === undefined);
}

function exampleFeature(architecture: Architecture): FeatureView {
  const spec = featureFromArguments(EXAMPLE, ['name'], {}, architecture);
  return viewFeature(spec, { models: [], conventions: architecture });
}

/**
 * Returns the layers of a feature with their files.
 *
 * @param width the maximum number of characters in a line.
 */
export function pictureOf(architecture: Architecture, width: number): string {
  const layers = [...exampleFiles(architecture)];
  const gap = Math.max(...layers.map(([layer]) => layer.length)) + 2;
  return layers
    .flatMap(([layer, files]) => {
      const paths = layer === 'tests' ? [`${files.length} files`] : files.map(({ path }) => path);
      return wrapped(paths, '  ', width - gap).map(
        (line, index) => (index === 0 ? layer : '').padEnd(gap) + line,
      );
    })
    .join('\n');
}
