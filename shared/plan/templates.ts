import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, isAbsolute, join } from 'node:path';
import type { TemplateFunction } from 'ejs';
import { RefusalError } from '../errors.js';
import { type CompiledFolder, compiledFolder } from './compiled-templates.js';
import { generatorsRoot, sharedRoot } from './own-files.js';

/**
 * The trees of an architecture, where `fitted` is for existing backends and `with` for what a project gets on request;
 * `starter` is that of a package of generators.
 */
export type TemplateTree = 'foundation' | 'feature' | 'fitted' | 'starter' | 'with';

/**
 * Folders of templates, relative to `generators/`, or absolute if they are not ours. A file in one
 * shadows the same path in those after it. A folder `shared` next to an absolute folder shadows
 * what architectures share.
 */
export type TemplateFolders = readonly string[];

/**
 * The names under which files are stored that a published package cannot contain under their own
 * names.
 */
const STORED_NAMES: Readonly<Record<string, string>> = {
  dockerignore: '.dockerignore',
  gitattributes: '.gitattributes',
  gitignore: '.gitignore',
};

/** The values of the placeholders in the path of a template. */
export type PathValues = Readonly<
  Partial<
    Record<
      'architecture' | 'feature' | 'features' | 'name' | 'parentRoute' | 'revision' | 'route',
      string
    >
  >
>;

/** A folder of templates. Ours come compiled, except in the sources. */
interface Folder {
  readonly path: string;
  readonly compiled?: CompiledFolder | undefined;
}

/** A template, in the folder that shadows the others. */
interface Template {
  readonly folder: Folder;
  /** Its path in the folder. */
  readonly name: string;
}

/** Returns the paths of all templates of a tree, sorted, relative to it. */
export function listTemplates(folders: TemplateFolders, tree: TemplateTree): string[] {
  return [...new Set(treeFolders(folders, tree).flatMap(filesOf))].sort();
}

/** Returns the names of the templates that architectures share, sorted. */
export function listSharedTemplates(): readonly string[] {
  return filesOf(ownFolder(sharedRoot()));
}

/** Returns the file of a template that architectures share. */
export function sharedTemplateFile(template: string): string {
  return join(sharedRoot(), template);
}

/** Returns the paths of all files in a folder, relative to it; none if there is no such folder. */
export function filesBelow(root: string): string[] {
  if (!existsSync(root)) return [];
  return (
    readdirSync(root, { recursive: true, withFileTypes: true })
      // What Python has compiled, as pip does where it installs us, is not ours.
      .filter((entry) => entry.isFile() && !entry.name.endsWith('.pyc'))
      .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
      .map((path) => path.replaceAll('\\', '/'))
      .sort()
  );
}

/**
 * Whether a foundation template becomes the file at this path. Files that are stored under another
 * name are not considered.
 */
export function isFoundationPath(folders: TemplateFolders, path: string): boolean {
  return treeFolders(folders, 'foundation').some(
    (folder) => has(folder, path) || has(folder, `${path}.ejs`),
  );
}

/** Returns the module that a template becomes, as what is in the backend's folder imports it: `app.core.schemas`. */
export function targetModule(template: string, values?: PathValues): string {
  return targetPath(template, values)
    .replace(/^backend\//, '')
    .replace(/\.py$/, '')
    .replaceAll('/', '.');
}

/** Returns the path of a template's file in a project. */
export function targetPath(template: string, values: PathValues = {}): string {
  const path = template
    .replace(/\.ejs$/, '')
    .replaceAll(
      /\[(architecture|feature|features|name|parentRoute|revision|route)\]/g,
      (_, name: keyof PathValues) => {
        const value = values[name];
        if (value === undefined) throw new Error(`${template}: nothing given for [${name}]`);
        return value;
      },
    );
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const name = path.slice(folder.length);
  return folder + (STORED_NAMES[name] ?? name);
}

/**
 * Renders a template. One without `.ejs` is a plain file and returned as it is.
 *
 * A template can `include('/name.ejs')` what architectures share, from `shared/templates/`.
 *
 * @param view what the expressions of the template see. One without a prototype is passed on as it is, so that what its
 *   accessors return is worked out only where a template asks for it.
 * @throws RefusalError if a customised template fails.
 */
export function renderTemplate(
  folders: TemplateFolders,
  tree: TemplateTree,
  template: string,
  view: object,
): string {
  return renderOrRefuse(findTemplate(folders, tree, template), folders, view);
}

/**
 * Renders a template of `shared/templates/`.
 *
 * @throws RefusalError as {@link renderTemplate} does.
 */
export function renderShared(folders: TemplateFolders, template: string, view: object): string {
  return renderOrRefuse(findShared(folders, template), folders, view);
}

/** Whether customised templates are among these. */
export function areChanged(folders: TemplateFolders): boolean {
  return folders.some(isAbsolute);
}

function renderOrRefuse(template: Template, folders: TemplateFolders, view: object): string {
  try {
    return render(template, folders, view);
  } catch {
    // A compiled template does not know its lines; EJS says where it fails.
    return renderSource(template, folders, view);
  }
}

function render(template: Template, folders: TemplateFolders, view: object): string {
  const { folder, name } = template;
  const compiled = folder.compiled?.template(name);
  if (compiled === undefined) return renderSource(template, folders, view);
  // What every object inherits is nothing that expressions should see.
  const locals = 'hasOwnProperty' in view ? Object.assign(Object.create(null), view) : view;
  const include = (path: string, more: object = {}) =>
    render(findShared(folders, path.slice(1)), folders, Object.assign(Object.create(locals), more));
  return compiled(locals, String, include);
}

function renderSource(template: Template, folders: TemplateFolders, view: object): string {
  // Git may have changed the line ends of a template that a project keeps.
  return rendered(fileOf(template), folders, view).replaceAll('\r\n', '\n');
}

/** Returns a view with what it inherits from those that it is built on as its own, which is all that EJS passes on. */
function withInherited(view: object): object {
  const all: Record<string, unknown> = {};
  for (const name in view) all[name] = view[name as keyof typeof view];
  return all;
}

function rendered(path: string, folders: TemplateFolders, view: object): string {
  if (!path.endsWith('.ejs')) return readFileSync(path, 'utf8');
  try {
    return templateFunction(path, folders)(withInherited(view));
  } catch (error) {
    if (!areChanged(folders)) throw error;
    throw new RefusalError(`a template that you changed fails: ${(error as Error).message}`);
  }
}

const foundTemplates = new Map<string, Template>();

/** Returns the file of a template: the one that shadows the others. */
export function templateFile(
  folders: TemplateFolders,
  tree: TemplateTree,
  template: string,
): string {
  return fileOf(findTemplate(folders, tree, template));
}

function findTemplate(folders: TemplateFolders, tree: TemplateTree, name: string): Template {
  const key = [...folders, tree, name].join('\n');
  const known = foundTemplates.get(key);
  if (known !== undefined) return known;
  const folder = treeFolders(folders, tree).find((each) => has(each, name));
  if (folder === undefined) throw new Error(`there is no template ${tree}/${name}`);
  foundTemplates.set(key, { folder, name });
  return { folder, name };
}

function findShared(folders: TemplateFolders, name: string): Template {
  const folder = sharedFolders(folders).find((each) => has(each, name));
  if (folder === undefined) throw new Error(`there is no template shared/${name}`);
  return { folder, name };
}

const require = createRequire(import.meta.url);
const templateFunctions = new Map<string, TemplateFunction>();

/** Compiles a template, and those that it includes, while this process runs. */
function templateFunction(path: string, folders: TemplateFolders): TemplateFunction {
  // Customised templates may change while this process runs.
  const known = areChanged(folders) ? undefined : templateFunctions.get(path);
  if (known !== undefined) return known;
  // Loaded only here: our own templates are compiled already.
  const ejs = require('ejs') as typeof import('ejs');
  const template = ejs.compile(readFileSync(path, 'utf8'), {
    filename: path,
    root: sharedFolders(folders).map((folder) => folder.path),
    // The output is Python, not HTML, so nothing is escaped.
    escape: String,
  });
  templateFunctions.set(path, template);
  return template;
}

/** Returns the folders in which the templates of a tree are looked for, in that order. */
function treeFolders(folders: TemplateFolders, tree: TemplateTree): Folder[] {
  return folders.map((folder) =>
    isAbsolute(folder)
      ? { path: join(folder, tree) }
      : ownFolder(join(generatorsRoot(), folder, tree)),
  );
}

/** Returns the folders in which shared templates are looked for, in that order. */
function sharedFolders(folders: TemplateFolders): Folder[] {
  return [
    ...folders.filter(isAbsolute).map((folder) => ({ path: join(dirname(folder), 'shared') })),
    ownFolder(sharedRoot()),
  ];
}

function ownFolder(path: string): Folder {
  return { path, compiled: compiledFolder(path) };
}

function filesOf({ compiled, path }: Folder): readonly string[] {
  return compiled === undefined ? filesBelow(path) : [...compiled.files];
}

function has({ compiled, path }: Folder, name: string): boolean {
  return compiled?.files.has(name) ?? existsSync(join(path, name));
}

function fileOf({ folder, name }: Template): string {
  return join(folder.path, name);
}
