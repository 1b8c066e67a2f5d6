/**
 * Lays out features as their architecture prescribes, in a project that it created or is about to
 * create.
 */

import { RefusalError, UsageError } from '../errors.js';
import { ACTIONS } from '../feature/access.js';
import { adviceOnTaken, type FeatureNames, nameFeature } from '../feature/naming.js';
import { requireOwners } from '../feature/ownership.js';
import type { FeatureSpec } from '../feature/spec.js';
import { requireTimes } from '../feature/timestamps.js';
import { circlesAround } from '../project/circles.js';
import { OWN_NAMES } from '../project/constraint-names.js';
import { findModels, moduleOf } from '../project/founded.js';
import { findMigrations, type Migration, onlyHead } from '../project/migrations.js';
import type { FoundedProject } from '../project/project.js';
import { Workspace } from '../project/workspace.js';
import { timed } from '../timing.js';
import { refuseItemFiles } from './additions.js';
import type { Architecture, Capability, FeatureFile } from './architecture.js';
import { extrasFor, foundationFor, provideCapabilities } from './capabilities.js';
import { viewEndpointTests } from './endpoint-tests-view.js';
import type { FeatureView } from './feature-view.js';
import { requireFeed } from './feed.js';
import { requireFiles } from './files.js';
import { finish } from './finish.js';
import { refuseHiddenIncludes } from './includes.js';
import { refuseSameKeys } from './json-case.js';
import { viewJson } from './json-view.js';
import { keptAnyway, requireKept } from './kept.js';
import type { Layout, Part, PartRegistration, Slice } from './layout.js';
import { viewNames } from './names-view.js';
import { findNestable, findParents } from './nesting.js';
import { keepApart, unmarked } from './own-names.js';
import { qualifyDates } from './qualified-dates.js';
import { revisionFor } from './revision.js';
import {
  type RefuseTaken,
  refuserOfTakenClasses,
  refuserOfTakenIndexes,
  refuseTakenRoute,
  refuseTakenTables,
} from './taken-names.js';
import { viewForTemplates } from './template-view.js';
import { areChanged, isFoundationPath, renderTemplate, targetPath } from './templates.js';
import { shownToOthers, userOf } from './user-view.js';
import { viewFeature } from './view/feature.js';

/** Returns the layout that an architecture prescribes. */
export function prescribedLayout(architecture: Architecture, project: FoundedProject): Layout {
  const { workspace } = project;
  const present = new Set<Capability>();
  const usual = (action: (typeof ACTIONS)[number]) =>
    architecture.defaultAccess?.[action] ?? 'user';
  return {
    architecture,
    project,
    urls: architecture.urls,
    usualAccess: Object.fromEntries(ACTIONS.map((action) => [action, usual(action)])),
    constraints: OWN_NAMES,
    integrations: architecture.integrations ?? [],
    referable: () => {
      // Features can refer to the models of the foundation before it exists.
      const fork = workspace.fork();
      provideCapabilities(architecture, undefined, fork, new Set());
      return findModels(fork, architecture.models).map(({ name }) => name);
    },
    nestable: () => findNestable(architecture, workspace, project.models()),
    slice: (spec) => sliceOf(architecture, project, spec, present),
    extras: (spec) => extrasFor(architecture, spec, workspace),
    foundation: (specs, name) => foundationFor(architecture, specs, workspace, name),
    finished: (path, text) => finish(architecture, path, text),
  };
}

/** @throws UsageError for a neighbour, as the architecture says how its features are written. */
function refuseLike({ like }: FeatureSpec): void {
  if (like === undefined) return;
  throw new UsageError(
    `--like ${like}: this applies only to existing backends, which fastapi-feature did not create. Leave it out.`,
    { place: '--like' },
  );
}

/** @param present the capabilities that earlier features of the run have found in the project. */
function sliceOf(
  architecture: Architecture,
  project: FoundedProject,
  spec: FeatureSpec,
  present: Set<Capability>,
): Slice {
  const { workspace } = project;
  refuseReserved(architecture, spec);
  requireFeed(spec, userOf(architecture, workspace));
  refuseLike(spec);
  const { provided, reused } = provideCapabilities(architecture, spec, workspace, present);
  const models = timed('read', () => project.models());
  refuseHiddenIncludes(architecture, spec, models);
  const parents = findParents(architecture, spec, workspace, models);
  const circles = circlesAround(workspace, spec.name);
  const usersShow = shownToOthers(architecture, workspace);
  const surroundings = { models, conventions: architecture, parents, circles, usersShow };
  const feature = viewFeature(spec, surroundings);
  refuseSameKeys(feature);
  refuseTakenTables(architecture, feature, workspace);
  refuseTakenRoute(architecture, feature, workspace);
  refuseUnreferable(architecture, feature, workspace);
  const refuseTaken = {
    classes: refuserOfTakenClasses(architecture, feature, models, workspace),
    indexes: refuserOfTakenIndexes(architecture, feature, models, workspace),
  };
  // Whoever changes templates may compare names.
  const isMarked = !areChanged(architecture.templates);
  const named = isMarked ? viewFeature(spec, { ...surroundings, isMarked }) : feature;
  const view = {
    ...named,
    ...viewForTemplates(named),
    ...viewEndpointTests(named, architecture),
    ...architecture.view?.(named),
    ...viewJson(architecture),
    style: architecture.style,
    moduleOf: (name: string) => moduleOf(workspace, architecture.models, unmarked(name)),
  };
  const parts = architecture.files.map((file) => ({
    template: file.template,
    part: partOf(architecture, feature, view, workspace, file, refuseTaken),
  }));
  const own = parts.filter(({ part }) => part.isKept !== true && part.isShared !== true);
  refuseItemFiles(
    architecture,
    feature,
    own.map(({ part }) => part.path),
    workspace,
  );
  return {
    feature,
    provided,
    reused,
    parts: parts.map(({ part }) => part),
    registrations: registrationsOf(architecture, feature, workspace),
    page: {
      requestPath: architecture.requestPath.flatMap((wanted) =>
        parts
          .filter(({ part, template }) => template === wanted && part.omitted === undefined)
          .map(({ part }) => part.path),
      ),
      otherRequests: architecture.otherRequests?.(feature) ?? [],
      nextRule: targetPath(architecture.nextRule, feature),
      open: [],
    },
    nextSteps: architecture.nextSteps(feature, reused.length === 0),
    notes: keptAnyway(architecture, spec),
  };
}

/**
 * @param names the names of a feature.
 * @throws UsageError if a file of the feature would overwrite one of the foundation.
 */
export function refuseFoundationNames(
  { files, templates }: Architecture,
  names: FeatureNames,
): void {
  const { feature, features } = viewNames(names);
  const values = { feature, features, route: features, revision: '', parentRoute: '' };
  const path = files
    .filter(({ appends, grows }) => !appends && !grows)
    .map(({ target, template }) => targetPath(target ?? template, values))
    .find((each) => isFoundationPath(templates, each));
  if (path === undefined) return;
  throw new UsageError(
    `"${feature}" cannot be a feature name here: its file ${path} is part of every project. ` +
      `${adviceOnTaken(feature)} Or choose another plural with --plural.`,
  );
}

function refuseReserved(architecture: Architecture, spec: FeatureSpec): void {
  refuseFoundationNames(architecture, nameFeature(spec.name, spec.plural));
  if (architecture.ownsRows === undefined) requireOwners(spec);
  requireTimes(spec);
  requireKept(architecture, spec);
  requireFiles(architecture, spec);
  const refusal = architecture.refuses?.(spec);
  if (refusal !== undefined) throw new UsageError(refusal);
}

// --- what the feature consists of ---------------------------------------------------------------

/** A project in which nothing stands, so that every feature brings what it shares with others. */
const NOTHING = new Workspace('/nothing');

/** @param view what every template of the feature sees. */
function partOf(
  architecture: Architecture,
  feature: FeatureView,
  view: object,
  workspace: Workspace,
  file: FeatureFile,
  refuseTaken: Readonly<Record<'classes' | 'indexes', RefuseTaken>>,
): Part {
  const { layer, template, when, why } = file;
  const omitted = when?.(feature, workspace);
  const isShared = file.isOfProject && when?.(feature, NOTHING) === undefined;
  // Migrations that stand are named after the plural, whatever the table is called.
  const migrates = file.table ?? feature.features;
  const migration = template.startsWith(`${architecture.migrationsFolder}/`)
    ? {
        revision: revisionFor(migrates, findMigrations(workspace, architecture.migrationsFolder)),
      }
    : undefined;
  const standing = migration && findMigration(architecture, migration.revision, workspace);
  const path = standing?.path ?? targetPath(file.target ?? template, { ...feature, ...migration });
  return {
    path,
    layer,
    why,
    omitted,
    ...(file.appends ? { among: {} } : {}),
    ...(file.grows ? { isKept: true } : {}),
    ...(file.isOfProject ? { isUnlisted: true } : {}),
    ...(isShared ? { isShared } : {}),
    ...(migration === undefined ? {} : { migrates }),
    render: () => {
      if (file.appends) required(workspace.read(path), path, feature);
      const text = renderTemplate(architecture.templates, 'feature', template, {
        ...view,
        ...migration,
        // Only known now: a feature may have several migrations, each following the one before.
        downRevision: migration && downRevisionOf(architecture, standing, workspace),
      });
      const { text: clear, imports } = keepApart(path, text, feature.imports);
      if (!file.appends && layer !== 'tests') refuseTaken.classes(path, clear);
      refuseTaken.indexes(path, clear);
      const apart = qualifyDates(clear, feature.datetimeAlias);
      return finish(architecture, path, apart, { imports });
    },
  };
}

function registrationsOf(
  architecture: Architecture,
  feature: FeatureView,
  workspace: Workspace,
): PartRegistration[] {
  return architecture.registrations.map((registration) => {
    const { bare, edit, isOfProject, layer, when, why } = registration;
    const path = targetPath(registration.path, feature);
    return {
      path,
      layer,
      why,
      ...(isOfProject ? { isUnlisted: true } : {}),
      ...(isOfProject && when?.(feature, NOTHING) === undefined ? { isShared: true } : {}),
      omitted: when?.(feature, workspace),
      edit: (source) => edit(required(source, path, feature), feature, workspace),
      ...(bare === undefined ? {} : { bare: (source: string) => bare(source, feature) }),
    };
  });
}

/** @throws RefusalError if the file is missing. */
function required(source: string | undefined, path: string, { label }: FeatureView): string {
  if (source !== undefined) return source;
  throw new RefusalError(
    `${path} is missing, but the ${label} must be registered there. Restore it, then run again.`,
  );
}

/** @throws RefusalError if a feature that this one refers to, or is nested in, lacks a file it needs for that. */
function refuseUnreferable(
  architecture: Architecture,
  feature: FeatureView,
  workspace: Workspace,
): void {
  const { parent, targets } = feature;
  for (const target of parent === undefined ? targets : [...targets, parent]) {
    for (const { path, symbol, forTests } of architecture.referable) {
      if (forTests && !feature.spec.tests) continue;
      const file = targetPath(path, target);
      const name = symbol(target);
      if (workspace.binds(file, name)) continue;
      const remedy = forTests
        ? `Run the generator for ${target.feature} again without --no-tests, or add --no-tests here.`
        : `Restore it, or generate ${target.feature} first.`;
      throw new RefusalError(
        `the ${feature.label} ${target === parent ? 'is nested in' : 'refers to'} ${target.Feature}, so it needs ${name} in ${file}, but that is missing. ${remedy}`,
      );
    }
  }
}

function findMigration(
  { migrationsFolder }: Architecture,
  revision: string,
  workspace: Workspace,
): Migration | undefined {
  const migrations = timed('read', () => findMigrations(workspace, migrationsFolder));
  return migrations.find((migration) => migration.revision === revision);
}

/**
 * Returns the revision that a migration follows: the one it already follows, or else the latest
 * one.
 *
 * @throws RefusalError if the history has several heads.
 */
function downRevisionOf(
  { migrationsFolder }: Architecture,
  standing: Migration | undefined,
  workspace: Workspace,
): string | undefined {
  if (standing !== undefined) return standing.downRevisions[0];
  return onlyHead(findMigrations(workspace, migrationsFolder))?.revision;
}
