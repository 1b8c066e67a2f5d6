/**
 * What a project gets once, whichever feature asks for it or none does: what `--with` adds besides
 * what belongs to a single feature.
 */
import { basename } from 'node:path';
import { RefusalError, UsageError } from '../errors.js';
import { itemOf, writeItem } from '../feature/items.js';
import type { FeatureSpec } from '../feature/spec.js';
import { rememberedItems } from '../project/memory.js';
import { findMigrations, onlyHead } from '../project/migrations.js';
import type { Workspace } from '../project/workspace.js';
import type { Addition, AdditionFile, Architecture, Integration } from './architecture.js';
import { provideCapabilities, viewProject } from './capabilities.js';
import { finish } from './finish.js';
import { planNewGuide } from './guide.js';
import { type ItemView, viewItem } from './item-view.js';
import { viewJson } from './json-view.js';
import type { Layout } from './layout.js';
import type { Plan } from './plan.js';
import { revisionFor } from './revision.js';
import { lines } from './template-view.js';
import { renderTemplate, targetPath } from './templates.js';
import { viewUser } from './user-view.js';

/** What is asked for, for features and for the project. */
interface Asked {
  readonly architecture: Architecture;
  readonly features: readonly FeatureSpec[];
  readonly items?: readonly string[] | undefined;
}

type Extension = Integration & { readonly addition: Addition };

/**
 * Moves what is the project's from the features that ask for it to the project, so that no feature takes it along when it
 * goes.
 */
export function withItems<Request extends Asked>(request: Request): Request {
  const isOwn = (written: string) => additionOf(request.architecture, written) === undefined;
  const lifted = request.features.flatMap(({ integrations }) =>
    integrations.filter((each) => !isOwn(each)),
  );
  if (lifted.length === 0) return request;
  return {
    ...request,
    features: request.features.map((feature) => ({
      ...feature,
      integrations: feature.integrations.filter(isOwn),
    })),
    items: [...new Set([...(request.items ?? []), ...lifted])],
  };
}

/** Whether everything that `--with` says is the project's, so that it needs no feature. */
export function areOfProject(architecture: Architecture, items: readonly string[]): boolean {
  return items.every((each) => additionOf(architecture, each) !== undefined);
}

/**
 * Plans what a project gets once. What stands of it stays as people have made it.
 *
 * @param items as they are typed.
 * @param isNewWithFeatures whether features of the same run found the project.
 * @returns the plan, and all items that the project has then.
 * @throws UsageError if the project cannot have one of them, or files of it stand already that are something else's.
 * @throws RefusalError if the project cannot be extended safely.
 */
export function planItems(
  layout: Layout,
  items: readonly string[],
  isNewWithFeatures: boolean,
): { readonly plan: Plan; readonly items: readonly string[] } {
  const { architecture, project } = layout;
  const { workspace } = project;
  if (project.kind === 'foreign') {
    const advice = items.map((each) => additionOf(architecture, each)?.addition.inForeign);
    const byHand = advice.find((each) => each !== undefined);
    if (byHand !== undefined) {
      throw new RefusalError(
        `--with ${items.join('+')}: this project was not created by fastapi-feature. ${byHand}`,
        { place: '--with' },
      );
    }
    throw new UsageError(
      `--with ${items.join('+')}: this project was not created by fastapi-feature, so that it is not known where these files belong. Leave --with out.`,
      { place: '--with' },
    );
  }
  const standing = rememberedItems(workspace);
  const wanted = withNeeded(architecture, items);
  const all = [...new Set([...standing, ...wanted])];
  refuseSecond(architecture, all);
  const found = provideCapabilities(architecture, undefined, workspace, new Set());
  const isNew = found.reused.length === 0;
  const has = hasKind(all);
  const taken = new Map(
    standing.flatMap((each) =>
      filesOf(architecture, each, workspace, has).map(
        ({ file, path }) => [path, file.template] as const,
      ),
    ),
  );
  for (const written of wanted) {
    planItem(architecture, written, { workspace, taken, has });
  }
  if (isNew) planNewGuide(layout);
  return {
    items: wanted,
    plan: {
      architecture: architecture.id,
      feature: undefined,
      items: wanted,
      omitted: [],
      overwrites: [],
      ...found,
      nextSteps: architecture.projectSteps?.(isNew || isNewWithFeatures) ?? [],
      notes: [
        ...new Set(
          wanted.flatMap((each) =>
            standing.includes(each)
              ? []
              : (additionOf(architecture, each)?.addition.notes?.(viewItem(itemOf(each), has)) ??
                []),
          ),
        ),
      ],
    },
  };
}

/**
 * Ensures that a feature takes nothing that an item of the project has.
 *
 * @param paths the files of the feature.
 * @throws UsageError if it does.
 */
export function refuseItemFiles(
  architecture: Architecture,
  feature: { readonly feature: string; readonly label: string },
  paths: readonly string[],
  workspace: Workspace,
): void {
  const standing = rememberedItems(workspace);
  for (const written of standing) {
    const path = filesOf(architecture, written, workspace, hasKind(standing))
      .map((file) => file.path)
      .find((each) => paths.includes(each));
    if (path === undefined) continue;
    throw new UsageError(
      `"${feature.feature}" cannot be a feature name here: its file ${path} belongs to ${written}, which the project has by --with. Choose a more specific name.`,
    );
  }
}

interface Surroundings {
  readonly workspace: Workspace;
  /** The files of items that the project has, each with its template. */
  readonly taken: Map<string, string>;
  readonly has: ItemView['has'];
}

function planItem(
  architecture: Architecture,
  written: string,
  { has, taken, workspace }: Surroundings,
): void {
  const item = itemOf(written);
  const found = additionOf(architecture, written);
  if (found === undefined) throw new Error(`${written} is not of the project`);
  const { templates } = architecture;
  const inJson = viewJson(architecture);
  let person: ReturnType<typeof viewUser> | undefined;
  for (const { file, name, path, revision } of filesOf(architecture, written, workspace, has)) {
    const isThere = workspace.exists(path);
    if (isThere && taken.get(path) !== file.template) throw standingRefusal(written, path);
    taken.set(path, file.template);
    if (isThere) continue;
    person ??= viewUser(architecture, workspace);
    const view = {
      lines,
      ...found.addition.view,
      ...viewItem(item, has, name),
      ...inJson,
      project: viewProject(basename(workspace.root)),
      person,
      revision,
      downRevision: onlyHead(findMigrations(workspace, architecture.migrationsFolder))?.revision,
    };
    const text = renderTemplate(templates, 'with', file.template, view);
    workspace.write(path, finish(architecture, path, text), file);
  }
  for (const { edit, path, ...reason } of found.addition.registrations) {
    const source = workspace.read(path);
    // What people took away, such as an example of settings, they do not want.
    if (source === undefined) continue;
    workspace.register(path, edit(source, viewItem(item, has), workspace), reason);
  }
}

/** Returns what tells whether there is an item of a kind among some. */
function hasKind(items: readonly string[]): ItemView['has'] {
  const kinds = new Set(items.map((each) => itemOf(each).kind));
  return (kind) => kinds.has(kind);
}

/** Returns the files of an item, each with the name it is for. */
function filesOf(
  architecture: Architecture,
  written: string,
  workspace: Workspace,
  has: ItemView['has'],
) {
  const { names } = itemOf(written);
  const files = additionOf(architecture, written)?.addition.files ?? [];
  const wanted = files.filter(({ alongside }) => alongside === undefined || has(alongside));
  return wanted.flatMap((file) => {
    const revision =
      file.table === undefined
        ? undefined
        : revisionFor(file.table, findMigrations(workspace, architecture.migrationsFolder));
    const each = file.template.includes('[name]') ? names : [names[0]];
    return each.map((name) => ({
      file,
      name,
      revision,
      path: targetPath(file.template, {
        ...(name === undefined ? {} : { name }),
        ...(revision === undefined ? {} : { revision }),
      }),
    }));
  });
}

/** Adds what items need, in front of them. */
function withNeeded(architecture: Architecture, items: readonly string[]): readonly string[] {
  const needed = items.flatMap((each) => [
    ...(additionOf(architecture, each)?.addition.needs ?? []),
    each,
  ]);
  return [...new Set(needed)];
}

/** @throws UsageError if a project would have two items of which it can have one. */
function refuseSecond({ integrations = [] }: Architecture, all: readonly string[]): void {
  for (const { argument, name } of integrations) {
    if (argument?.isList !== true) continue;
    const [first, second] = all.filter((each) => itemOf(each).kind === name);
    if (first === undefined || second === undefined) continue;
    throw new UsageError(
      `--with ${second}: a project has one ${name}, and this one has ${first}. Change its files by hand, or leave ${name} out.`,
      { place: '--with' },
    );
  }
}

function standingRefusal(written: string, path: string): UsageError {
  const { kind, names } = itemOf(written);
  const advice =
    names.length === 0
      ? 'Move that file away, or leave it out.'
      : `Choose another name, such as ${writeItem({ kind, names: names.map((name) => `${name}_service`) })}, or move that file away.`;
  return new UsageError(
    `--with ${written}: ${path} is there already, and is something else. ${advice}`,
    { place: '--with' },
  );
}

/** Returns the kind of an item that is the project's; undefined if it belongs to a feature. */
function additionOf({ integrations = [] }: Architecture, written: string): Extension | undefined {
  const { kind } = itemOf(written);
  return integrations.find(
    (each): each is Extension => each.name === kind && each.addition !== undefined,
  );
}

/** Returns the files of an item, as `--explain` and documentation list them. */
export function exampleFilesOf({ addition, argument }: Integration): readonly AdditionFile[] {
  const name = argument?.example.split('/')[0] ?? '';
  return (addition?.files ?? []).map((file) => ({
    ...file,
    template: targetPath(file.template, { name, revision: '<revision>' }),
  }));
}
