/** Makes a new model known where Alembic, or the code that creates the tables, looks for models. */
import { posix } from 'node:path';
import type { Backend } from '../../project/foreign/backend.js';
import type { Modules } from '../../project/foreign/modules.js';
import { addToAll } from '../../python/exports.js';
import { addFromImport, addImportLine } from '../../python/imports.js';
import type { FeatureView } from '../feature-view.js';
import type { PartRegistration } from '../layout.js';

interface Gatherer {
  readonly path: string;
  /** How it imports one of the existing models. */
  readonly sample:
    | { readonly module: string; readonly name: string; readonly ofClass: boolean }
    | undefined;
  /** Whether it does so in a function, which whoever needs all models calls. */
  readonly isLocal?: boolean;
}

/** An import in a function, on a line of its own: `    import app.models.item  # noqa: F401`. */
interface LocalImport {
  /** What is before it, the statement, and what is behind it. */
  readonly indent: string;
  readonly statement: string;
  readonly comment: string;
  readonly module: string;
  /** What is imported from the module; undefined if that is the module itself. */
  readonly name: string | undefined;
  readonly from: number;
  readonly to: number;
}

/**
 * Imports the model where the existing models are imported.
 *
 * @param model the module of the new model.
 */
export function gatherModel(
  backend: Backend,
  feature: FeatureView,
  model: string,
): PartRegistration[] {
  const { modules } = backend;
  // A module that already has models is already imported.
  if (backend.models?.models.some(({ path, name }) => path === model && name !== feature.Feature)) {
    return [];
  }
  return findGatherers(backend, model).map(({ isLocal, path, sample }) => ({
    path,
    layer: 'database',
    why: 'Imports the model, so that its table is included when tables are compared and created.',
    edit: (source = '') =>
      isLocal
        ? importInFunction(backend, source, path, feature, model)
        : importLike(modules, source, path, sample, feature, model),
  }));
}

/** Returns the imports of models in functions of a module. */
function localImports(
  { models, modules }: Pick<Backend, 'models' | 'modules'>,
  source: string,
  path: string,
): LocalImport[] {
  const modelPaths = new Set(models?.models.map((each) => each.path));
  const found = source.matchAll(
    /^([ \t]+)(import ([\w.]+)|from ([\w.]+) import (\w+))([ \t]*#.*)?$/gm,
  );
  return [...found].flatMap((match): LocalImport[] => {
    const [line, indent = '', statement = '', whole, parent = '', name, comment = ''] = match;
    const module = whole ?? parent;
    const before = source.slice(0, match.index).split('\n');
    // The nearest line that is less indented begins the block.
    const block = before.findLast((each) => each.trim() !== '' && !each.startsWith(indent));
    if (!/^\s*(async[ \t]+)?def\b|^\s*\).*:/.test(block ?? '')) return [];
    const isModel = [module, `${module}.${name}`].some((each) =>
      modelPaths.has(modules.find(path, each) ?? ''),
    );
    const { index } = match;
    const place = { from: index, to: index + line.length };
    return isModel ? [{ indent, statement, comment, module, name, ...place }] : [];
  });
}

/** Imports a model in a function as the others are, in their order if they have one. */
function importInFunction(
  backend: Backend,
  source: string,
  path: string,
  { Feature }: FeatureView,
  model: string,
): string {
  const { modules } = backend;
  const standing = localImports(backend, source, path);
  const last = standing.at(-1);
  if (last === undefined) return source;
  const module = modules.importPath(path, model, last.module.startsWith('.'));
  const [parent, stem] = splitLast(module);
  const ofClass = modules.find(path, last.module) !== undefined && last.name !== undefined;
  const statement =
    last.name === undefined
      ? `import ${module}`
      : ofClass
        ? `from ${module} import ${Feature}`
        : `from ${parent} import ${stem}`;
  if (standing.some((each) => each.statement === statement)) return source;
  const statements = standing.map((each) => each.statement);
  const isSorted = statements.join('\n') === statements.toSorted().join('\n');
  const next = isSorted ? standing.find((each) => each.statement > statement) : undefined;
  const line = last.indent + statement + last.comment;
  return next === undefined
    ? `${source.slice(0, last.to)}\n${line}${source.slice(last.to)}`
    : `${source.slice(0, next.from)}${line}\n${source.slice(next.from)}`;
}

function importLike(
  modules: Modules,
  source: string,
  path: string,
  sample: Gatherer['sample'],
  feature: FeatureView,
  model: string,
): string {
  const relative = sample?.module.startsWith('.') ?? false;
  const module = modules.importPath(path, model, relative);
  if (sample?.module === '') {
    return addImportLine(source, {
      path,
      line: `import ${module}`,
      isAlike: (one) => one.module === '' && one.names.some(({ name }) => name === sample.name),
    });
  }
  if (sample !== undefined && !sample.ofClass && sample.name !== '*') {
    // `from app.models import item`
    const [parent, name] = splitLast(module);
    return addToAll(addFromImport(source, { path, module: parent, name }), { path, name });
  }
  if (sample?.name === '*') {
    return addImportLine(source, {
      path,
      line: `from ${module} import *`,
      isAlike: ({ names }) => names.some(({ name }) => name === '*'),
    });
  }
  const name = feature.Feature;
  const comment = commentOf(source, sample?.module);
  const added = addFromImport(source, { path, module, name, ...(comment ? { comment } : {}) });
  return addToAll(added, { path, name });
}

function splitLast(module: string): [string, string] {
  const at = module.lastIndexOf('.');
  const parent = module.slice(0, at);
  return [/^\.*$/.test(parent) ? `${parent}.` : parent, module.slice(at + 1)];
}

/**
 * Returns the `# noqa` after a neighbour's import: without one, the linter would remove the new
 * name.
 */
function commentOf(source: string, module: string | undefined): string | undefined {
  const lines = source.split(/\r?\n/);
  const line = lines.find(
    (each) => module !== undefined && each.startsWith(`from ${module} import `),
  );
  return /#\s*noqa.*$/.exec(line ?? '')?.[0] ?? (module === undefined ? '# noqa: F401' : undefined);
}

/** Finds the places where models are imported: usually one, but some projects have two. */
function findGatherers(backend: Backend, model: string): Gatherer[] {
  const { modules, migrations, models } = backend;
  const environment = migrations?.environment;
  const known = new Map((models?.models ?? []).map(({ path, name }) => [`${path}:${name}`, path]));
  const modelPaths = new Set(known.values());
  if (environment !== undefined && findsByItself(modules.source(environment))) return [];
  const folders = new Set([...modelPaths].map((path) => posix.dirname(path)));
  const packages = [...modelPaths, model].map((path) => `${posix.dirname(path)}/__init__.py`);
  // Where each feature has a package of models, that of another one is not the place.
  const isOfAnother = (path: string) =>
    folders.size > 1 &&
    folders.has(posix.dirname(path)) &&
    posix.dirname(path) !== posix.dirname(model) &&
    !passesOn(modules, path, known);
  const imported = environment === undefined ? [] : modulesImportedBy(modules, environment);
  const candidates = [
    ...new Set([
      ...packages,
      ...imported,
      ...(environment === undefined ? [] : [environment]),
      ...backend.applications.map(({ path }) => path),
    ]),
  ].filter((path) => modules.paths.includes(path) && !modelPaths.has(path) && !isOfAnother(path));
  const counted = candidates
    .map((path) => ({ path, samples: samplesIn(modules, path, known) }))
    .filter(({ path }) => !findsByItself(modules.source(path)))
    .toSorted((a, b) => b.samples.length - a.samples.length);
  const most = counted[0]?.samples.length ?? 0;
  // One function imports them all, and not just what it needs itself.
  const local = imported
    .filter((path) => !modelPaths.has(path))
    .filter((path) => localImports(backend, modules.source(path), path).length > Math.max(1, most));
  if (local.length > 0) return local.map((path) => ({ path, sample: undefined, isLocal: true }));
  if (most > 0) {
    return counted
      .filter(({ samples }) => samples.length === most)
      .filter(({ path }, index) => index === 0 || !isApplication(backend, path))
      .map(({ path, samples }) => ({ path, sample: samples[0] }));
  }
  if (candidates.some((path) => findsByItself(modules.source(path)))) return [];
  // If nothing imports models, Alembic would take the new table for one to drop.
  return environment === undefined ? [] : [{ path: environment, sample: undefined }];
}

/** Whether a package imports models of other folders than its own. */
function passesOn(modules: Modules, path: string, known: ReadonlyMap<string, string>): boolean {
  return modules.facts(path).imports.some(({ bound }) => {
    const definition = modules.resolve(path, bound);
    const from = known.get(`${definition?.path}:${definition?.name}`);
    return from !== undefined && !from.startsWith(`${posix.dirname(path)}/`);
  });
}

/** Whether a file creates the application. Such a file may import models for other reasons. */
function isApplication({ applications }: Backend, path: string): boolean {
  return applications.some((application) => application.path === path);
}

function findsByItself(source: string): boolean {
  return /walk_packages|iter_modules|import_module|\.glob\(|listdir/.test(source);
}

function modulesImportedBy(modules: Modules, path: string): string[] {
  return modules.facts(path).imports.flatMap(({ module, name }) => {
    const separator = module === '' || module.endsWith('.') ? '' : '.';
    return [
      modules.find(path, module || name),
      modules.find(path, `${module}${separator}${name}`),
    ].filter((each) => each !== undefined);
  });
}

function samplesIn(
  modules: Modules,
  path: string,
  known: ReadonlyMap<string, string>,
): NonNullable<Gatherer['sample']>[] {
  const paths = new Set(known.values());
  return modules
    .facts(path)
    .imports.flatMap(({ module, name, bound, typeOnly }): NonNullable<Gatherer['sample']>[] => {
      if (typeOnly) return [];
      if (module === '') {
        const file = modules.find(path, name);
        return file !== undefined && paths.has(file) ? [{ module, name, ofClass: false }] : [];
      }
      if (name === '*') {
        const file = modules.find(path, module);
        return file !== undefined && paths.has(file) ? [{ module, name, ofClass: false }] : [];
      }
      const definition = modules.resolve(path, bound);
      if (definition !== undefined && known.has(`${definition.path}:${definition.name}`)) {
        return [{ module, name, ofClass: true }];
      }
      const separator = module.endsWith('.') ? '' : '.';
      const file = modules.find(path, `${module}${separator}${name}`);
      return file !== undefined && paths.has(file) ? [{ module, name, ofClass: false }] : [];
    });
}
