import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import ejs from 'ejs';
import { RefusalError } from '../errors.js';

/** The trees of an architecture; `fitted` is for existing backends. */
export type TemplateTree = 'foundation' | 'feature' | 'fitted';

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
  gitignore: '.gitignore',
};

/** The values of the placeholders in the path of a template. */
export type PathValues = Readonly<
  Partial<Record<'feature' | 'features' | 'parentRoute' | 'revision' | 'route', string>>
>;

/** Returns the paths of all templates of a tree, sorted, relative to it. */
export function listTemplates(folders: TemplateFolders, tree: TemplateTree): string[] {
  const paths = folders.flatMap((folder) => filesBelow(resolve(generatorsRoot(), folder, tree)));
  return [...new Set(paths)].sort();
}

/** Returns the names of the templates that architectures share, sorted. */
export function listSharedTemplates(): string[] {
  return filesBelow(sharedRoot());
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
  return folders
    .map((folder) => resolve(generatorsRoot(), folder, 'foundation', path))
    .some((template) => existsSync(template) || existsSync(`${template}.ejs`));
}

/** Returns the path of a template's file in a project. */
export function targetPath(template: string, values: PathValues = {}): string {
  const path = template
    .replace(/\.ejs$/, '')
    .replaceAll(
      /\[(feature|features|parentRoute|revision|route)\]/g,
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
 * @param view what the expressions of the template see.
 * @throws RefusalError if a customised template fails.
 */
export function renderTemplate(
  folders: TemplateFolders,
  tree: TemplateTree,
  template: string,
  view: object,
): string {
  return renderFile(templateFile(folders, tree, template), folders, view);
}

/**
 * Renders a template of `shared/templates/`.
 *
 * @throws RefusalError as {@link renderTemplate} does.
 */
export function renderShared(folders: TemplateFolders, template: string, view: object): string {
  const root = sharedRoots(folders).find((folder) => existsSync(join(folder, template)));
  return renderFile(join(root ?? sharedRoot(), template), folders, view);
}

/** Whether customised templates are among these. */
export function areChanged(folders: TemplateFolders): boolean {
  return folders.some(isAbsolute);
}

function renderFile(path: string, folders: TemplateFolders, view: object): string {
  // Git may have changed the line ends of a template that a project keeps.
  return rendered(path, folders, view).replaceAll('\r\n', '\n');
}

function rendered(path: string, folders: TemplateFolders, view: object): string {
  if (!path.endsWith('.ejs')) return readFileSync(path, 'utf8');
  try {
    return compiled(path, sharedRoots(folders))(view);
  } catch (error) {
    if (!areChanged(folders)) throw error;
    throw new RefusalError(`a template that you changed fails: ${(error as Error).message}`);
  }
}

const foundTemplates = new Map<string, string>();

/** Returns the file of a template: the one that shadows the others. */
export function templateFile(
  folders: TemplateFolders,
  tree: TemplateTree,
  template: string,
): string {
  const key = [...folders, tree, template].join('\n');
  const known = foundTemplates.get(key);
  if (known !== undefined) return known;
  const path = folders
    .map((folder) => resolve(generatorsRoot(), folder, tree, template))
    .find((candidate) => existsSync(candidate));
  if (path === undefined) throw new Error(`there is no template ${tree}/${template}`);
  foundTemplates.set(key, path);
  return path;
}

const compiledTemplates = new Map<string, ejs.TemplateFunction>();

function compiled(path: string, roots: readonly string[]): ejs.TemplateFunction {
  const key = [path, ...roots].join('\n');
  // Customised templates may change while this process runs.
  const known = roots.length > 1 ? undefined : compiledTemplates.get(key);
  if (known !== undefined) return known;
  const template = ejs.compile(readFileSync(path, 'utf8'), {
    filename: path,
    root: [...roots],
    // The output is Python, not HTML, so nothing is escaped.
    escape: String,
  });
  compiledTemplates.set(key, template);
  return template;
}

/** Returns the folders in which shared templates are looked for, in that order. */
function sharedRoots(folders: TemplateFolders): string[] {
  return [
    ...folders.filter(isAbsolute).map((folder) => join(dirname(folder), 'shared')),
    sharedRoot(),
  ];
}

function sharedRoot(): string {
  return join(generatorsRoot(), '..', 'shared', 'templates');
}

/** Returns the JSON Schema of spec files, as it is published with the package. */
export function publishedSchema(): string {
  return readFileSync(join(generatorsRoot(), '..', 'spec.schema.json'), 'utf8');
}

let knownRoot: string | undefined;

/** Returns the folder `generators/` next to this module, of the sources or of the build. */
function generatorsRoot(): string {
  if (knownRoot !== undefined) return knownRoot;
  // The bundled runner has this module in another place than the sources have.
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'generators', 'app'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('the templates are missing: reinstall the package');
    folder = parent;
  }
  knownRoot = join(folder, 'generators');
  return knownRoot;
}
