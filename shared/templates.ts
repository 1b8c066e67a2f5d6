import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ejs from 'ejs';

/** The trees an architecture has; `fitted` is for backends that somebody else has written. */
export type TemplateTree = 'foundation' | 'feature' | 'fitted';

/** Folders of templates, relative to `generators/`; their trees lie over each other. */
export type TemplateFolders = readonly string[];

/** Names under which files are stored whose own names a published package cannot have. */
const STORED_NAMES: Readonly<Record<string, string>> = {
  dockerignore: '.dockerignore',
  gitignore: '.gitignore',
};

/** The values of the placeholders in a template's path. */
export type PathValues = Readonly<
  Partial<Record<'feature' | 'features' | 'parentRoute' | 'revision' | 'route', string>>
>;

/** The paths of all templates of a tree, sorted, relative to it. */
export function listTemplates(folders: TemplateFolders, tree: TemplateTree): string[] {
  return folders
    .map((folder) => join(generatorsRoot(), folder, tree))
    .filter((root) => existsSync(root))
    .flatMap((root) =>
      readdirSync(root, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1)),
    )
    .map((path) => path.replaceAll('\\', '/'))
    .sort();
}

/** Whether a foundation template lands at this path; files with another name in a project are not looked for. */
export function isFoundationPath(folders: TemplateFolders, path: string): boolean {
  return folders
    .map((folder) => join(generatorsRoot(), folder, 'foundation', path))
    .some((template) => existsSync(template) || existsSync(`${template}.ejs`));
}

/** Where a template lands in a project. */
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
 * The text a template gives. A template without `.ejs` is a plain file and is taken as it is.
 *
 * A template can `include('/name.ejs')` what architectures share: it is in `shared/templates/`.
 *
 * @param view what the template's expressions see.
 */
export function renderTemplate(
  folders: TemplateFolders,
  tree: TemplateTree,
  template: string,
  view: object,
): string {
  const path = findTemplate(folders, tree, template);
  return template.endsWith('.ejs') ? compiled(path)(view) : readFileSync(path, 'utf8');
}

const foundTemplates = new Map<string, string>();

function findTemplate(folders: TemplateFolders, tree: TemplateTree, template: string): string {
  const key = [...folders, tree, template].join('\n');
  const known = foundTemplates.get(key);
  if (known !== undefined) return known;
  const path = folders
    .map((folder) => join(generatorsRoot(), folder, tree, template))
    .find((candidate) => existsSync(candidate));
  if (path === undefined) throw new Error(`there is no template ${tree}/${template}`);
  foundTemplates.set(key, path);
  return path;
}

const compiledTemplates = new Map<string, ejs.TemplateFunction>();

function compiled(path: string): ejs.TemplateFunction {
  const known = compiledTemplates.get(path);
  if (known !== undefined) return known;
  const template = ejs.compile(readFileSync(path, 'utf8'), {
    filename: path,
    root: join(generatorsRoot(), '..', 'shared', 'templates'),
    // What is emitted is Python, not HTML: nothing is escaped.
    escape: String,
  });
  compiledTemplates.set(path, template);
  return template;
}

let knownRoot: string | undefined;

/** The folder `generators/` beside this module: of the sources, or of what was built. */
function generatorsRoot(): string {
  if (knownRoot !== undefined) return knownRoot;
  // The bundled runner has this module in another place than the sources do.
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'generators', 'app'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('the templates are missing: install the package again');
    folder = parent;
  }
  knownRoot = join(folder, 'generators');
  return knownRoot;
}
