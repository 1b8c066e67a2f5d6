/** Spec files and their schema, as text. */

import { stringify } from 'yaml';
import { writeFeature } from '../feature/notation.js';
import { parseSpecDocument } from '../feature/schema.js';
import type { FeatureSpec } from '../feature/spec.js';
import type { Architecture } from '../plan/architecture.js';
import { rememberedFeatures } from '../project/memory.js';
import type { Workspace } from '../project/workspace.js';

/** The spec file of features. */
export function specText({ id }: Architecture, features: readonly FeatureSpec[]): string {
  return stringify({
    architecture: id,
    features: Object.fromEntries(features.map((feature) => [feature.name, writeFeature(feature)])),
  });
}

/**
 * The spec file of the features that a project remembers, each after those it refers to; undefined where it
 * remembers none.
 *
 * @throws UsageError where what it remembers has been changed by hand and is wrong.
 */
export function rememberedSpec(
  architecture: Architecture,
  workspace: Workspace,
): string | undefined {
  const features = rememberedFeatures(workspace);
  if (Object.keys(features).length === 0) return undefined;
  // The newest is first there; in a file to be read, the oldest is.
  const oldestFirst = Object.fromEntries(Object.entries(features).reverse());
  return specText(
    architecture,
    parseSpecDocument({ features: oldestFirst }, architecture).features,
  );
}
