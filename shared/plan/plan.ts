/**
 * The plan: what a run is going to do, known in full before anything is done.
 *
 * Preview, `--json`, `--dry-run`, `--explain` and writing are all readers of it.
 */
import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { RefusalError, UsageError } from '../errors.js';
import { kebabOf, titleOf } from '../feature/naming.js';
import type { FeatureSpec } from '../feature/spec.js';
import type { FileTree } from '../project/file-tree.js';
import type { Backend } from '../project/foreign/backend.js';
import { findMigrations, findModels, findTables, moduleOf, onlyHead } from '../project/founded.js';
import { type PlannedFile, PlannedFiles } from '../project/planned-files.js';
import { findForeignBackend } from '../project/recognition.js';
import { addDefinitions } from '../python/definitions.js';
import { definesName } from '../python/syntax.js';
import { timed } from '../timing.js';
import type { Architecture, Capability } from './architecture.js';
import { viewEndpointTests } from './endpoint-tests-view.js';
import { type FeatureView, viewFeature } from './feature-view.js';
import { finish } from './finish.js';
import { planFittedFeature } from './foreign/fit.js';
import { findParents } from './nesting.js';
import { withOverrides } from './overrides.js';
import { type PageFile, planPage } from './page.js';
import { viewForTemplates } from './template-view.js';
import { isFoundationPath, listTemplates, renderTemplate, targetPath } from './templates.js';

/** What adding one feature to one project takes. */
export interface Plan {
  readonly architecture: string;
  readonly feature: FeatureView;
  readonly files: readonly PlannedFile[];
  /** What the project lacked and now gets. */
  readonly provided: readonly Capability[];
  /** What the project had and the feature uses as it stands. */
  readonly reused: readonly Pick<Capability, 'id' | 'why'>[];
  /** The commands that come next, run from the project's root. */
  readonly nextSteps: readonly string[];
  /** Whether the project is somebody else's backend, into which the feature is fitted. */
  readonly isForeign: boolean;
  /** What a person should know of the result. */
  readonly notes: readonly string[];
}

/**
 * Works out what adding a feature takes.
 *
 * @param tree the project. The files of the plan are put over it, so that the next feature of the same
 *   run finds this one in place; the disk is not touched.
 * @param projectName what the project is called, where it has to be founded first.
 * @throws UsageError where the architecture cannot have such a feature.
 * @throws RefusalError where the project cannot be extended safely.
 */
export function planFeature(
  general: Architecture,
  spec: FeatureSpec,
  tree: FileTree,
  projectName: string,
): Plan {
  const backend = timed('read', () => findForeignBackend(general, tree));
  const architecture = withOverrides(general.inProject?.(tree) ?? general, tree.root);
  if (backend !== undefined) return planInForeignBackend(architecture, spec, tree, backend);
  refuseReserved(architecture, spec);
  const files = new PlannedFiles(tree);
  const { provided, reused } = provideCapabilities(architecture, spec, tree, projectName, files);

  const models = timed('read', () => findModels(tree, architecture.models));
  const parents = findParents(architecture, spec, tree, models);
  const feature = viewFeature(spec, models, architecture, parents);
  refuseTakenTables(architecture, feature, tree);
  refuseUnreferable(architecture, feature, tree);
  const own = planOwnFiles(architecture, feature, tree, files);
  const registered = planRegistrations(architecture, feature, tree, files);
  const { models: convention, nextRule, requestPath, urls } = architecture;
  const page = {
    files: [...own.values(), ...registered],
    requestPath: requestPath.flatMap((template) => own.get(template)?.path ?? []),
    urls,
    otherRequests: architecture.otherRequests?.(feature) ?? [],
    nextRule: targetPath(nextRule, feature),
    isForeign: false,
    idType: convention.ids === 'uuid' ? 'UUID' : 'int',
    table: feature.features,
    open: [],
  };
  planPage(architecture, feature, page, files);
  return {
    architecture: architecture.id,
    feature,
    files: files.all(),
    provided,
    reused,
    nextSteps: architecture.nextSteps(feature, reused.length === 0),
    isForeign: false,
    notes: [],
  };
}

function planInForeignBackend(
  architecture: Architecture,
  spec: FeatureSpec,
  tree: FileTree,
  backend: Backend,
): Plan {
  const { files, ...fitted } = timed('plan', () =>
    planFittedFeature(architecture, spec, tree, backend),
  );
  return {
    ...fitted,
    architecture: architecture.id,
    files: files.all(),
    provided: [],
    isForeign: true,
  };
}

/**
 * @param name a feature's name, in snake_case.
 * @throws UsageError where the architecture itself uses the name.
 */
export function refuseReservedName({ reservedFeatures }: Architecture, name: string): void {
  const reason = reservedFeatures[name];
  if (reason === undefined) return;
  throw new UsageError(
    `a feature cannot be called "${name}" here: ${reason}. ` +
      `Choose a more specific name, such as "customer_${name}".`,
  );
}

function refuseReserved(architecture: Architecture, spec: FeatureSpec): void {
  refuseReservedName(architecture, spec.name);
  const refusal = architecture.refuses?.(spec);
  if (refusal !== undefined) throw new UsageError(refusal);
}

/**
 * The models that a feature can refer to, by their features' names.
 *
 * @param tree the project; where it has to be founded first, the foundation is put over it.
 */
export function referableModels(architecture: Architecture, tree: FileTree): string[] {
  const backend = findForeignBackend(architecture, tree);
  if (backend !== undefined) return backend.models?.models.map(({ name }) => name) ?? [];
  const { models } = architecture.inProject?.(tree) ?? architecture;
  provideCapabilities(architecture, undefined, tree, basename(tree.root), new PlannedFiles(tree));
  return findModels(tree, models).map(({ name }) => name);
}

function provideCapabilities(
  architecture: Architecture,
  spec: FeatureSpec | undefined,
  tree: FileTree,
  projectName: string,
  files: PlannedFiles,
) {
  const provided: Capability[] = [];
  const reused: Capability[] = [];
  for (const capability of architecture.capabilities) {
    // What only some features need is left out where there is no feature yet.
    if (capability.when !== undefined && !(spec && capability.when(spec))) continue;
    (isPresent(capability, tree) ? reused : provided).push(capability);
  }
  const project = { title: titleOf(projectName), slug: kebabOf(projectName) };
  const view = { project, style: architecture.style };
  const templates =
    provided.length === 0 ? [] : listTemplates(architecture.templates, 'foundation');
  for (const capability of provided) {
    for (const template of templates.filter((path) => belongsTo(capability, path))) {
      const path = targetPath(template);
      // What a person has put in its place stays.
      if (tree.exists(path)) continue;
      const rendered = renderTemplate(architecture.templates, 'foundation', template, view);
      // A plain file is as it should be already; in a template, a name may have made a line too long.
      const text = template.endsWith('.ejs') ? finish(architecture, path, rendered) : rendered;
      files.write(path, text, { layer: 'foundation', why: capability.why });
    }
  }
  return { provided, reused };
}

/** Whether a foundation template is one of those that provide a capability. */
export function belongsTo(capability: Capability, template: string): boolean {
  return capability.files.some((file) => template === file || template.startsWith(`${file}/`));
}

/** @throws RefusalError where the file is there but does not define what it should. */
function isPresent({ evidence: { path, symbol }, why }: Capability, tree: FileTree): boolean {
  const source = tree.read(path);
  if (source === undefined) return false;
  if (symbol === undefined || definesName(source, symbol)) return true;
  throw new RefusalError(
    `${path} does not define ${symbol} (${why}). Define it there, or move the file away so that it can be laid anew.`,
  );
}

/**
 * The files that the feature consists of, its migration among them.
 *
 * @returns where each template has landed.
 */
function planOwnFiles(
  architecture: Architecture,
  feature: FeatureView,
  tree: FileTree,
  files: PlannedFiles,
): ReadonlyMap<string, PageFile> {
  const landed = new Map<string, PageFile>();
  for (const file of architecture.files.filter((each) => each.when?.(feature, tree) ?? true)) {
    const isMigration = file.template.startsWith(`${architecture.migrationsFolder}/`);
    const migration = isMigration
      ? planMigration(architecture, file.table ?? feature.features, tree)
      : undefined;
    const { revision = '', downRevision } = migration ?? {};
    const path =
      migration?.path ?? targetPath(file.target ?? file.template, { ...feature, revision });
    landed.set(file.template, { path, why: file.why });
    if (file.grows && tree.exists(path)) continue;
    const view = {
      ...feature,
      ...viewForTemplates(feature),
      ...viewEndpointTests(feature, architecture),
      ...architecture.view?.(feature),
      style: architecture.style,
      moduleOf: (name: string) => moduleOf(tree, architecture.models, name),
      revision,
      downRevision,
    };
    const text = finish(
      architecture,
      path,
      renderTemplate(architecture.templates, 'feature', file.template, view),
    );
    if (file.appends) {
      files.edit(path, addDefinitions(requireFile(tree, path, feature), { path, text }), file);
    } else {
      refuseFoundationFile(architecture, feature, path);
      files.write(path, text, file);
    }
  }
  return landed;
}

/** @throws UsageError where a file of the feature would be one of those that every project has. */
function refuseFoundationFile(
  { templates }: Architecture,
  { feature }: FeatureView,
  path: string,
): void {
  if (!isFoundationPath(templates, path)) return;
  throw new UsageError(
    `a feature cannot be called "${feature}" here: its file ${path} is one that every project has. ` +
      `Choose a more specific name, such as "customer_${feature}", or give another plural with --plural.`,
  );
}

/**
 * @returns the files that it is registered in.
 * @throws RefusalError where a file to register the feature in is gone, or its place in there is not certain.
 */
function planRegistrations(
  architecture: Architecture,
  feature: FeatureView,
  tree: FileTree,
  files: PlannedFiles,
): PageFile[] {
  const registrations = architecture.registrations.filter(
    (each) => each.when?.(feature, tree) ?? true,
  );
  return registrations.map((registration) => {
    const path = targetPath(registration.path, feature);
    const source = requireFile(tree, path, feature);
    files.edit(path, registration.edit(source, feature, tree), registration);
    return { path, why: registration.why };
  });
}

/** @throws RefusalError where the file is missing. */
function requireFile(tree: FileTree, path: string, { label }: FeatureView): string {
  const source = tree.read(path);
  if (source !== undefined) return source;
  throw new RefusalError(
    `${path} is missing, and the ${label} has to be registered there. Bring it back, then run again.`,
  );
}

/** @throws RefusalError where another model has one of the feature's tables. */
function refuseTakenTables(architecture: Architecture, feature: FeatureView, tree: FileTree): void {
  const { module, suffix } = architecture.models;
  const path = targetPath(module, feature);
  const wanted = new Map([
    [feature.features, feature.Feature + suffix],
    ...feature.links.map(({ table }) => [table, table] as const),
  ]);
  const taken = findTables(tree, architecture.models).find(
    (one) => wanted.has(one.table) && (one.path !== path || one.name !== wanted.get(one.table)),
  );
  if (taken === undefined) return;
  throw new RefusalError(
    `the table "${taken.table}" is defined in ${taken.path} already. ` +
      'Name the feature or the field differently, or give the table another name with --plural.',
  );
}

function refuseUnreferable(architecture: Architecture, feature: FeatureView, tree: FileTree): void {
  for (const target of feature.targets) {
    for (const { path, symbol, forTests } of architecture.referable) {
      if (forTests && !feature.spec.tests) continue;
      const file = targetPath(path, target);
      const name = symbol(target);
      const source = tree.read(file);
      if (source !== undefined && definesName(source, name)) continue;
      const remedy = forTests
        ? `Run the generator for ${target.feature} again without --no-tests, or add --no-tests here.`
        : `Bring it back, or generate ${target.feature} first.`;
      throw new RefusalError(
        `the ${feature.label} refers to ${target.Feature}, which takes ${name} in ${file}, but it is not there. ${remedy}`,
      );
    }
  }
}

interface PlannedMigration {
  readonly revision: string;
  readonly downRevision: string | null;
  /** The file that has the revision already, where one does. */
  readonly path: string | undefined;
}

function planMigration(
  architecture: Architecture,
  table: string,
  tree: FileTree,
): PlannedMigration {
  const migrations = timed('read', () => findMigrations(tree, architecture.migrationsFolder));
  // The same table always gives the same revision: a second run finds the first one's migration.
  const revision = createHash('sha256').update(`create ${table}`).digest('hex').slice(0, 12);
  const own = migrations.find((migration) => migration.revision === revision);
  if (own !== undefined) {
    return { revision, downRevision: own.downRevisions[0] ?? null, path: own.path };
  }
  return { revision, downRevision: onlyHead(migrations)?.revision ?? null, path: undefined };
}
