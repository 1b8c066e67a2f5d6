/**
 * What features of one project must not share: the names of classes, of tables, of indexes and of routes.
 * Names are made of the feature's and a part's, so only features of which one's name begins with the
 * other's can clash.
 */
import { RefusalError } from '../errors.js';
import { nameTogether } from '../feature/together.js';
import { findTables, type ProjectModel } from '../project/founded.js';
import { columnsOf, indexesOf, literalsIn } from '../project/model-indexes.js';
import type { Workspace } from '../project/workspace.js';
import { type ClassFact, readModuleFacts } from '../python/module-facts.js';
import type { Architecture } from './architecture.js';
import type { FeatureView } from './feature-view.js';
import { viewNames } from './names-view.js';
import { targetPath } from './templates.js';

/** Refuses the text of a file that defines something of a name that something of another feature has. */
export type RefuseTaken = (path: string, text: string) => void;

/**
 * Returns what checks the new files of a feature: FastAPI documents classes by their names, and
 * SQLAlchemy finds models by them.
 *
 * @throws RefusalError if another model has the class of the feature's own.
 */
export function refuserOfTakenClasses(
  architecture: Architecture,
  view: FeatureView,
  models: readonly ProjectModel[],
  workspace: Workspace,
): RefuseTaken {
  const { Feature, label } = view;
  const { module, suffix } = architecture.models;
  const own = targetPath(module, view);
  const related = models.filter(
    ({ className, names: { pascal }, path }) =>
      (className !== Feature + suffix || path !== own) &&
      (pascal.startsWith(Feature) || Feature.startsWith(pascal)),
  );
  if (related.length === 0) return () => undefined;
  const taken = new Map(
    related.flatMap((model) =>
      modulesOf(architecture, model).flatMap((path) =>
        workspace.facts(path).classes.map(({ name }) => [name, { path, model }] as const),
      ),
    ),
  );
  return (path, text) => {
    if (!path.endsWith('.py')) return;
    for (const { name } of readModuleFacts(text).classes) {
      const other = taken.get(name);
      // What begins with an underscore is its module's own.
      if (other === undefined || name.startsWith('_')) continue;
      const isThere =
        other.path !== path && workspace.facts(path).classes.some((one) => one.name === name);
      if (isThere) continue;
      throw new RefusalError(
        `the ${label} needs a class ${name} in ${path}, but the ${other.model.names.human} has one of that name in ${other.path}. ` +
          'Choose another name for the feature.',
      );
    }
  };
}

/** The modules that a feature consists of, each its own, without tests and migrations. */
function modulesOf(
  { files, migrationsFolder }: Architecture,
  { names, path: model }: ProjectModel,
): string[] {
  const { feature, features } = viewNames(names);
  const values = { feature, features, route: features, revision: '', parentRoute: '' };
  const own = files
    .filter(
      ({ appends, isOfProject, layer, template }) =>
        !appends && !isOfProject && layer !== 'tests' && !template.startsWith(migrationsFolder),
    )
    .map(({ target, template }) => targetPath(target ?? template, values))
    .filter((path) => path.endsWith('.py'));
  return files.some(({ appends }) => appends) ? own : [...new Set([model, ...own])];
}

/** @throws RefusalError if another model has one of the feature's tables. */
export function refuseTakenTables(
  architecture: Architecture,
  feature: FeatureView,
  workspace: Workspace,
): void {
  const { module, suffix } = architecture.models;
  const path = targetPath(module, feature);
  const wanted = new Map([
    [feature.table, feature.Feature + suffix],
    ...[...feature.links, ...feature.callerLinks].map(({ table }) => [table, table] as const),
  ]);
  const taken = findTables(workspace, architecture.models).find(
    (one) => wanted.has(one.table) && (one.path !== path || one.name !== wanted.get(one.table)),
  );
  if (taken === undefined) return;
  throw new RefusalError(
    `the table "${taken.table}" is already defined in ${taken.path}. ` +
      'Rename the feature or the field, or give the table another name with --table.',
  );
}

/**
 * Returns what checks the model of a feature: indexes have names of their own in a database, whatever their tables.
 *
 * @throws RefusalError if an index of another table has the name of one that the feature needs.
 */
export function refuserOfTakenIndexes(
  architecture: Architecture,
  { Feature, label, table }: FeatureView,
  models: readonly ProjectModel[],
  workspace: Workspace,
): RefuseTaken {
  const related = models.filter(
    (model) => model.table.startsWith(`${table}_`) || table.startsWith(`${model.table}_`),
  );
  if (related.length === 0) return () => undefined;
  const taken = new Map(
    related.flatMap((model) =>
      workspace
        .facts(model.path)
        .classes.filter(({ name }) => name === model.className)
        .flatMap((found) => namesOfIndexes(found, model.table))
        .map((name) => [name, model] as const),
    ),
  );
  const className = Feature + architecture.models.suffix;
  return (path, text) => {
    if (!path.endsWith('.py') || !text.includes('__tablename__')) return;
    const own = readModuleFacts(text).classes.filter(({ name }) => name === className);
    for (const name of own.flatMap((found) => namesOfIndexes(found, table))) {
      const other = taken.get(name);
      if (other === undefined) continue;
      throw new RefusalError(
        `the ${label} needs an index called "${name}", but the table "${other.table}" in ${other.path} has one of that name. ` +
          'Rename the field, or give the table another name with --table.',
      );
    }
  };
}

/** Returns the names of the indexes of a model, those of its constraints included. */
function namesOfIndexes(model: ClassFact, table: string): string[] {
  const columns = columnsOf(model);
  const constraints = [...model.fields].flatMap(([attribute, { value }]) => {
    const column = columns.get(attribute) ?? attribute;
    // What the naming convention of all projects calls those that have no name.
    const several = [...value.matchAll(/\bUniqueConstraint\(([^()=]*)\)/g)].map(([, listed = '']) =>
      literalsIn(listed).map((key) => columns.get(key) ?? key),
    );
    const alone = /^mapped_column\(.*\bunique=True/s.test(value) ? [[column]] : [];
    return [...alone, ...several].map((each) => nameTogether('unique', table, each));
  });
  return [...indexesOf(model, table).map(({ name }) => name), ...constraints];
}

/** @throws RefusalError if something else in the application answers at the path of the feature. */
export function refuseTakenRoute(
  { registrations, urls }: Architecture,
  { feature, label, parent, path }: FeatureView,
  workspace: Workspace,
): void {
  if (parent !== undefined) return;
  const route = `${urls.prefix ?? ''}/${path}`;
  const own = new Set([`${feature}.router`, `${feature}_router`]);
  const answer = new RegExp(
    `^@\\w+\\.\\w+\\("${route}"|\\.include_router\\(([\\w.]+), prefix="${route}"`,
    'gm',
  );
  for (const { path: file } of registrations) {
    if (file.includes('[') || !file.endsWith('.py')) continue;
    const text = workspace.read(file) ?? '';
    if (!text.includes(`"${route}"`)) continue;
    const answers = text.matchAll(answer);
    if ([...answers].every(([, router]) => router !== undefined && own.has(router))) continue;
    throw new RefusalError(
      `the ${label} would answer at ${route}, but something else answers there already: see ${file}. Choose another path with --plural.`,
    );
  }
}
