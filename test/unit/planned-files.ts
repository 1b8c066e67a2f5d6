/** Features that are planned in projects of the tests; nothing is written. */
import { join } from 'node:path';
import { type FeatureOptions, featureFromArguments } from '../../shared/feature/spec.js';
import type { Architecture } from '../../shared/plan/architecture.js';
import { layOut } from '../../shared/plan/lay-out.js';
import { planFeature } from '../../shared/plan/plan.js';
import { type PlannedFile, Workspace } from '../../shared/project/workspace.js';

const PROJECTS = join(import.meta.dirname, '..', 'projects');

/** Returns a project in which nothing is yet. */
export function newProject(): Workspace {
  return new Workspace(join(PROJECTS, 'no-such-folder', 'shop'));
}

/** Returns an existing backend, by its folder in `test/projects/`. */
export function existingBackend(name: string): Workspace {
  return new Workspace(join(PROJECTS, name));
}

/**
 * Plans a feature in a project, where its files are from then on.
 *
 * @param words its name and its fields, as they are typed.
 */
export function plannedFiles(
  architecture: Architecture,
  project: Workspace,
  [name = '', ...tokens]: readonly string[],
  options: FeatureOptions = {},
): readonly PlannedFile[] {
  const spec = featureFromArguments(name, tokens, options, architecture);
  return planFeature(layOut(architecture, project), spec).files;
}
