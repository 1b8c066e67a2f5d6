/** Backends in which features stand that others are written like; nothing is written. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import { findArchitecture } from '../../generators/app/architectures.js';
import { type FeatureOptions, featureFromArguments } from '../../shared/feature/spec.js';
import { layOut } from '../../shared/plan/lay-out.js';
import { planFeature } from '../../shared/plan/plan.js';
import { Workspace } from '../../shared/project/workspace.js';
import { existingBackend, plannedFiles } from './planned-files.js';

/** A feature, as it is typed. */
export const PRODUCT = ['product', 'name:str=120', 'price:decimal=10.2:gt=0'];

/** Returns a backend of `test/neighbours/`, or of `test/projects/`. */
export function standing(name: string): Workspace {
  const own = join(import.meta.dirname, '..', 'neighbours', name);
  return existsSync(own) ? new Workspace(own) : existingBackend(name);
}

/** Returns a backend of `standing` with some of its files changed. */
export function altered(name: string, edits: Readonly<Record<string, (text: string) => string>>) {
  const workspace = standing(name);
  for (const [path, edit] of Object.entries(edits)) {
    const after = edit(workspace.read(path) ?? '');
    expect(after).not.toBe(workspace.read(path));
    workspace.write(path, after, { layer: 'feature', why: 'Is there.' });
  }
  return workspace;
}

/** Returns the texts of a feature that is written like one of a workspace, by their paths. */
export function likeIn(
  workspace: Workspace,
  neighbour: string,
  words = PRODUCT,
  options: FeatureOptions = {},
) {
  const files = plannedFiles(findArchitecture('layered-direct'), workspace, words, {
    ...options,
    like: neighbour,
  });
  return new Map(files.map(({ after, path }) => [path, after]));
}

/** Plans a feature that is written like one of a workspace. */
export function planIn(workspace: Workspace, neighbour: string, [name = '', ...fields]: string[]) {
  const architecture = findArchitecture('layered-direct');
  const spec = featureFromArguments(name, fields, { like: neighbour }, architecture);
  return planFeature(layOut(architecture, workspace), spec);
}
