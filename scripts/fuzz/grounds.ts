/** What features are put into: a new project in each architecture, and backends that somebody else wrote. */
import { existsSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { ARCHITECTURES, findArchitecture } from '../../generators/app/architectures.js';
import { featureFromArguments } from '../../shared/feature/spec.js';
import type { Architecture } from '../../shared/plan/architecture.js';
import { layOut } from '../../shared/plan/lay-out.js';
import { planRequest } from '../../shared/plan/request.js';
import { recognise, recogniseShape } from '../../shared/project/recognition.js';
import { type PlannedFile, Workspace } from '../../shared/project/workspace.js';
import { addToAll } from '../../shared/python/exports.js';
import { finishPython } from '../../shared/python/format.js';
import { addFromImport } from '../../shared/python/imports.js';
import { definedBy } from '../../shared/python/names.js';
import { BACKENDS, PROJECTS, readBackendCase } from '../../test/backends.js';
import { type LikelyFeature, referring, type TypedFeature } from '../../test/likely-features.js';

/** What features are put into. */
export interface Ground {
  readonly name: string;
  /** The folder that is there already; undefined for a new project. */
  readonly folder?: string;
  /** The root of the project, relative to that folder. */
  readonly destination: string;
  /** The architecture that features are added in. */
  readonly architecture: Architecture;
  /** Whether it is a new project, of which everything is ours. */
  readonly isFounded: boolean;
  /** What somebody has changed in a new project before features come. */
  readonly change?: (workspace: Workspace) => void;
}

/** Where new projects are planned: nothing is written there. */
const NOWHERE = join(PROJECTS, 'no-such-folder', 'shop');

const BY_HAND = { layer: 'project', why: 'Somebody has changed it by hand.' };

/** The layouts that a new project can be changed into. */
const CHANGED: Readonly<Record<string, (workspace: Workspace) => void>> = {
  'package-per-feature': (workspace) => {
    workspace.edit('backend/alembic/env.py', '"""Runs migrations."""\n', BY_HAND);
  },
  'domain-routes': (workspace) => {
    const [module, folder] = ['database/models.py', 'database/models'];
    const text = workspace.read(module) ?? '';
    const names = definedBy(workspace.facts(module)).toSorted();
    const path = `${folder}/__init__.py`;
    const exported = names.reduce(
      (source, name) =>
        addToAll(addFromImport(source, { path, module: '.foundation', name }), { path, name }),
      '"""All models."""\n\n__all__ = []\n',
    );
    workspace.edit(`${folder}/foundation.py`, text, BY_HAND);
    workspace.edit(module, '', BY_HAND);
    workspace.edit(path, finishPython(path, exported), BY_HAND);
  },
};

/** A new project in each architecture, and in each layout that it can be changed into. */
export const NEW_PROJECTS: readonly Ground[] = ARCHITECTURES.flatMap((architecture) => {
  const { id } = architecture;
  const ground = { name: id, destination: '', architecture, isFounded: true };
  const change = CHANGED[id];
  return change === undefined ? [ground] : [ground, { ...ground, name: `${id}, changed`, change }];
});

/** The backends of the tests that features can be fitted into. */
export const TEST_BACKENDS: readonly Ground[] = BACKENDS.flatMap((name) => {
  const { architecture, destination = '', refused } = readBackendCase(name);
  if (refused !== undefined || architecture === undefined) return [];
  const folder = join(PROJECTS, name);
  return [
    {
      name,
      folder,
      destination,
      architecture: findArchitecture(architecture),
      isFounded: false,
    },
  ];
});

/**
 * A backend in any folder, in its architecture; where none is recognised, once in each that can be fitted into backends
 * of others: what is remembered allows only one.
 *
 * @throws Error if there is no such folder.
 */
export function backendIn(path: string): readonly Ground[] {
  const folder = resolve(path);
  if (!existsSync(folder)) throw new Error(`--backend ${path}: there is no such folder`);
  const workspace = new Workspace(folder);
  const known = recognise(workspace, ARCHITECTURES) ?? recogniseShape(workspace, ARCHITECTURES);
  const possible =
    known === undefined ? ARCHITECTURES.filter(({ fitting }) => fitting !== undefined) : [known];
  return possible.map((architecture) => ({
    // Many a backend's folder is called `backend`, and grounds are found by name.
    name: `${basename(dirname(folder))}/${basename(folder)}, ${architecture.id}`,
    folder,
    destination: '',
    architecture,
    isFounded: false,
  }));
}

/** A project before any random feature is in it. */
export interface OpenGround {
  readonly workspace: Workspace;
  /** The files that are not on the disk. */
  readonly files: readonly PlannedFile[];
}

/** Opens a project: a new one has a category. */
export function openGround({
  architecture,
  change = () => undefined,
  destination,
  folder,
}: Ground): OpenGround {
  if (folder !== undefined) {
    return { workspace: new Workspace(join(folder, destination)), files: [] };
  }
  const workspace = new Workspace(NOWHERE);
  const features = [featureFromArguments('category', ['name:str'], {}, architecture)];
  const { changes } = workspace.planning(() => {
    planRequest({ architecture, features, choices: {} }, workspace);
    change(workspace);
  });
  return { workspace, files: changes };
}

/** What a random feature can refer to in a project. */
export interface Standing {
  readonly models: readonly string[];
  readonly parents: readonly string[];
  readonly hasUsers: boolean;
}

/** Reads what a random feature can refer to. */
export function standingIn(architecture: Architecture, workspace: Workspace): Standing {
  const { nestable, project, referable } = layOut(architecture, workspace.fork());
  return { models: referable(), parents: nestable(), hasUsers: project.hasUsers() };
}

/** Turns a random feature into one that the project could have. */
export function fittingIn(
  feature: LikelyFeature,
  { models: owned }: Architecture,
  { hasUsers, models, parents }: Standing,
): TypedFeature {
  const typed = referring(feature, models, parents);
  const { delete: remove, read, write, ...open } = typed.options;
  // If nobody can sign in, no access can be asked for.
  if (!hasUsers) return { ...typed, options: open };
  if (owned.owner === undefined) return typed;
  // Every row belongs to somebody, so nothing is public.
  const options = Object.entries(typed.options).map(([key, given]) => [
    key,
    given === 'public' ? 'user' : given,
  ]);
  return { ...typed, options: Object.fromEntries(options) };
}

/**
 * The names that a new project has in its Python, which some random features are given, too: in
 * snake_case, as features are named.
 */
export function identifiersOf(files: readonly PlannedFile[]): readonly string[] {
  const names = files
    .filter(({ path }) => path.endsWith('.py'))
    .flatMap(({ after }) => [
      ...after
        .replaceAll(/#.*|"""[\s\S]*?"""|"[^"\n]*"/g, '')
        .matchAll(/\b[A-Za-z][A-Za-z0-9_]{1,40}\b/g),
    ])
    .map(([name]) => name.replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, '_').toLowerCase());
  return [...new Set(names)].sort();
}
