/** Writes spec files. */

import { stringify } from 'yaml';
import { isNamespace } from '../feature/namespace.js';
import { writeFeature } from '../feature/notation.js';
import { parseSpecDocument, type SpecDocument } from '../feature/schema.js';
import type { FeatureSpec } from '../feature/spec.js';
import { NO_USER, writeUser } from '../feature/user.js';
import type { Architecture } from '../plan/architecture.js';
import {
  rememberedFeatures,
  rememberedItems,
  rememberedJsonCase,
  rememberedUser,
} from '../project/memory.js';
import type { Workspace } from '../project/workspace.js';

/** What a spec file says of the project, beside its features. */
type ProjectWords = Partial<Pick<SpecDocument, 'json' | 'user'>>;

/**
 * Returns the spec file of some features.
 *
 * @param items what the project gets once, as it is typed.
 * @param project how the project spells the keys of its JSON, and what its users have.
 */
export function specText(
  { generator, id }: Architecture,
  features: readonly FeatureSpec[],
  items: readonly string[] = [],
  { json = 'snake', user = NO_USER }: ProjectWords = {},
): string {
  const users = writeUser(user);
  const written = features.map((feature) => [feature.name, writeFeature(feature)] as const);
  return stringify({
    architecture: isNamespace(generator) ? generator : id,
    ...(json === 'snake' ? {} : { json }),
    ...(items.length === 0 ? {} : { with: items }),
    ...(users === undefined ? {} : { user: users }),
    ...(written.length === 0 ? {} : { features: Object.fromEntries(written) }),
  });
}

/**
 * Returns the spec file of the features that a project remembers, each after those it refers to;
 * undefined if it remembers none.
 *
 * @throws UsageError if what it remembers was edited by hand and is wrong.
 */
export function rememberedSpec(
  architecture: Architecture,
  workspace: Workspace,
): string | undefined {
  const features = rememberedFeatures(workspace);
  const items = rememberedItems(workspace);
  if (Object.keys(features).length + items.length === 0) return undefined;
  // The newest feature comes first there; in a file for people, the oldest does.
  const oldestFirst = Object.fromEntries(Object.entries(features).reverse());
  const user = rememberedUser(workspace);
  const said = { ...(items.length === 0 ? {} : { with: items }), ...(user && { user }) };
  const read = parseSpecDocument({ ...said, features: oldestFirst }, architecture);
  const json = rememberedJsonCase(workspace);
  return specText(architecture, read.features, read.items, { json, user: read.user });
}
