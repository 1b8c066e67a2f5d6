/** A request with features that stand and change, among those that are new. */
import type { Problem } from '../errors.js';
import { type Evolved, putInto } from '../evolve/evolved.js';
import type { FeatureSpec } from '../feature/spec.js';
import { refuseSwitch } from '../plan/json-case.js';
import {
  type OnProgress,
  type PlannedRequest,
  planRequest,
  type Request,
} from '../plan/request.js';
import { rememberedJsonCase, remembersSame } from '../project/memory.js';
import { mergedByPath, type Workspace } from '../project/workspace.js';

/** Where the change of users is, among those of features: no feature is called so. */
export const USERS = 'user:';

/** What changes a feature that stands. */
export interface Change {
  /** The new names of fields, by the old ones. */
  readonly renamed: ReadonlyMap<string, string>;
  /** Plans it in a project as it is by then; undefined if nothing of the feature stands, so that it is new. */
  plan(workspace: Workspace): Evolved | undefined;
}

/** What adds fields that close a circle to a feature. */
export interface Closing extends Pick<Change, 'plan'> {
  /** The feature without them. */
  readonly opened: FeatureSpec;
}

/** What changes features, by their names. */
export interface Changes {
  /** Those that stand. */
  readonly changes: ReadonlyMap<string, Change>;
  /** Those that get a field that closes a circle, once all of it are there. */
  readonly closing: ReadonlyMap<string, Closing>;
}

/** What a request takes, and what has to be decided first. */
export interface DecidablePlan extends PlannedRequest {
  /** What only a person can merge. */
  readonly conflicts: readonly Problem[];
  /** What is lost. */
  readonly risky: readonly Problem[];
}

/**
 * Plans the features of a request in their order. Those that stand as they are said stay as people have made them, if
 * others are new or change: a spec file is run again for what has changed in it.
 *
 * @param changes what changes those that stand, and what adds the fields that close a circle.
 * @param workspace the project; the planned files are added to it.
 * @throws as {@link planRequest} and `planChange` do.
 */
export function planWithChanges(
  asked: Request,
  { changes, closing }: Changes,
  workspace: Workspace,
  onProgress?: OnProgress,
): DecidablePlan {
  const keepsStanding =
    changes.has(USERS) || asked.features.some((each) => !remembersSame(workspace, each));
  const features = asked.features.filter(({ name }) => !(closing.has(name) && changes.has(name)));
  const opened = planOpened({ ...asked, features, keepsStanding }, changes, workspace, onProgress);
  const steps = [...closing].flatMap(([name, { plan }]) => {
    const evolved = plan(workspace);
    return evolved === undefined ? [] : [{ name, ...alteration(evolved, workspace) }];
  });
  // A new feature is told of once, and one that stands by what changes it.
  const told = steps.flatMap(({ name, plans }) => (changes.has(name) ? plans : []));
  return {
    plans: [...opened.plans, ...told],
    files: mergedByPath([...opened.files, ...steps.flatMap(({ files }) => files)]),
    conflicts: [...opened.conflicts, ...steps.flatMap(({ conflicts }) => conflicts)],
    risky: [...opened.risky, ...steps.flatMap(({ risky }) => risky)],
  };
}

/** Plans features none of which leads back to itself. */
function planOpened(
  request: Request,
  changes: Changes['changes'],
  workspace: Workspace,
  onProgress: OnProgress | undefined,
): DecidablePlan {
  if (changes.size === 0) {
    return { ...planRequest(request, workspace, onProgress), conflicts: [], risky: [] };
  }
  const { features, items = [], json } = request;
  if (json !== undefined) refuseSwitch(json, rememberedJsonCase(workspace));
  const users = changes.get(USERS)?.plan(workspace);
  const ofUsers = users === undefined ? [] : [alteration(users, workspace)];
  const ofFeatures = features.map((feature) => {
    const evolved = changes.get(feature.name)?.plan(workspace);
    return evolved === undefined
      ? addition(request, feature, workspace)
      : alteration(evolved, workspace);
  });
  const steps = [...ofUsers, ...ofFeatures];
  if (items.length > 0) steps.push(addition({ ...request, items }, undefined, workspace));
  return {
    plans: steps.flatMap(({ plans }) => plans),
    files: mergedByPath(steps.flatMap(({ files }) => files)),
    conflicts: steps.flatMap(({ conflicts }) => conflicts),
    risky: steps.flatMap(({ risky }) => risky),
  };
}

/** @param feature undefined for what the project gets once. */
function addition(
  request: Request,
  feature: FeatureSpec | undefined,
  workspace: Workspace,
): DecidablePlan {
  const part = feature === undefined ? { features: [] } : { features: [feature], items: undefined };
  const planned = planRequest({ ...request, ...part }, workspace);
  return { ...planned, conflicts: [], risky: [] };
}

/** Puts a change into the workspace, so that what follows is planned on it. */
function alteration(
  { conflicts, files, plans, risky }: Evolved,
  workspace: Workspace,
): DecidablePlan {
  const { changes } = workspace.planning(() => putInto(workspace, files));
  const apart = files.filter(({ action }) => action === 'delete' || action === 'unchanged');
  return { plans, files: [...changes, ...apart], conflicts, risky };
}
