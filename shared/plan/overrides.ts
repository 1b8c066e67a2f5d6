/** The customised templates of a project, which shadow ours file by file. */
import { join } from 'node:path';
import { RefusalError, UsageError } from '../errors.js';
import { meant, suggest } from '../suggestion.js';
import type { Architecture } from './architecture.js';
import {
  filesBelow,
  listSharedTemplates,
  listTemplates,
  sharedTemplateFile,
  type TemplateTree,
  templateFile,
} from './templates.js';

/** Where a project keeps its customised templates: a folder for each architecture, and `shared`. */
export const OVERRIDES = '.fastapi-feature/templates';

const TREES: readonly TemplateTree[] = ['foundation', 'feature', 'fitted', 'with'];

/**
 * Returns the architecture with the customised templates of the project in front of its own.
 *
 * @param root the root of the project, an absolute path.
 * @throws RefusalError for a template that shadows none of ours, as it would have no effect.
 */
export function withOverrides(architecture: Architecture, root: string): Architecture {
  const folder = join(root, OVERRIDES);
  const own = filesBelow(join(folder, architecture.id));
  const shared = filesBelow(join(folder, 'shared'));
  if (own.length === 0 && shared.length === 0) return architecture;
  const known = new Set(ejectable(architecture).map(({ target }) => target));
  for (const path of own)
    refuseUnknown(`${OVERRIDES}/${architecture.id}/${path}`, known, architecture);
  for (const path of shared) refuseUnknown(`${OVERRIDES}/shared/${path}`, known, architecture);
  return { ...architecture, templates: [join(folder, architecture.id), ...architecture.templates] };
}

function refuseUnknown(path: string, known: ReadonlySet<string>, { id }: Architecture): void {
  if (known.has(path)) return;
  const near = suggest(path, [...known]);
  throw new RefusalError(
    `${path} does not match any built-in template. ${meant(near)}` +
      `List them with: fastapi-feature eject ${id}.`,
    { place: path, suggestion: near },
  );
}

/** A template that a project can customise. */
export interface Ejectable {
  /** Its name: `feature/app/models/[feature].py.ejs`. */
  readonly name: string;
  /** Its own path. */
  readonly file: string;
  /** The path of a copy that takes its place, relative to the root of the project. */
  readonly target: string;
}

/**
 * Returns every template that a project can customise, including those that architectures share.
 */
export function ejectable(architecture: Architecture): Ejectable[] {
  return [
    ...TREES.flatMap((tree) =>
      listTemplates(architecture.templates, tree).map((template) => ({
        name: `${tree}/${template}`,
        file: templateFile(architecture.templates, tree, template),
        target: `${OVERRIDES}/${architecture.id}/${tree}/${template}`,
      })),
    ),
    ...listSharedTemplates().map((template) => ({
      name: `shared/${template}`,
      file: sharedTemplateFile(template),
      target: `${OVERRIDES}/shared/${template}`,
    })),
  ];
}

/**
 * Finds the template that is meant.
 *
 * @param typed its name, or the end of it; undefined if none was given.
 * @throws UsageError if no template or several match, with a list of them.
 */
export function findEjectable(architecture: Architecture, typed: string | undefined): Ejectable {
  const all = ejectable(architecture);
  // Typed on Windows, a path may have its slashes.
  const wanted = typed?.replaceAll('\\', '/');
  if (wanted === undefined) {
    throw new UsageError(
      `no template was given. Choose one of ${architecture.id}:\n${listOf(all)}`,
    );
  }
  const exact = all.find(({ name }) => name === wanted);
  const matching = exact ? [exact] : all.filter(({ name }) => name.endsWith(`/${wanted}`));
  const [only, ...others] = matching;
  if (only !== undefined && others.length === 0) return only;
  if (only !== undefined) {
    throw new UsageError(
      `"${wanted}" matches several templates. Give more of the path:\n${listOf(matching)}`,
    );
  }
  const near = suggest(
    wanted,
    all.map(({ name }) => name),
  );
  throw new UsageError(
    `${architecture.id} has no template "${wanted}". ${meant(near)}` + `Templates:\n${listOf(all)}`,
    { place: 'TEMPLATE', suggestion: near },
  );
}

function listOf(templates: readonly Ejectable[]): string {
  return templates.map(({ name }) => `  ${name}`).join('\n');
}
