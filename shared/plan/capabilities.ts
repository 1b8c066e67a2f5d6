/** What features need from a project, and what provides it where the project lacks it. */
import { basename } from 'node:path';
import { RefusalError } from '../errors.js';
import { kebabOf, titleOf } from '../feature/naming.js';
import type { FeatureSpec } from '../feature/spec.js';
import type { UserSpec } from '../feature/user.js';
import type { Workspace } from '../project/workspace.js';
import type { Architecture, Capability } from './architecture.js';
import { finish } from './finish.js';
import { viewJson } from './json-view.js';
import type { Part } from './layout.js';
import { lines } from './template-view.js';
import { listTemplates, renderTemplate, targetPath } from './templates.js';
import { userOf, viewUser } from './user-view.js';

/**
 * Plans the files of whatever the project lacks.
 *
 * @param spec the feature; if undefined, what only some features need is left out.
 * @param present what the project is known to have, which is not looked for again: nothing that is
 *   planned takes it away.
 */
export function provideCapabilities(
  architecture: Architecture,
  spec: FeatureSpec | undefined,
  workspace: Workspace,
  present: Set<Capability>,
) {
  const user = userOf(architecture, workspace);
  const provided: Capability[] = [];
  const reused: Capability[] = [];
  for (const capability of architecture.capabilities) {
    if (!isWanted(capability, spec === undefined ? [] : [spec], user)) continue;
    const reason = spec && capability.unfit?.(workspace, spec);
    if (reason !== undefined) throw new RefusalError(reason);
    if (!present.has(capability) && isPresent(capability, workspace)) present.add(capability);
    (present.has(capability) ? reused : provided).push(capability);
  }
  for (const { path, render, ...reason } of partsOf(architecture, provided, workspace)) {
    // A file that somebody has put there is kept.
    if (!workspace.exists(path)) workspace.write(path, render(), reason);
  }
  return { provided, reused };
}

/** Returns the files that provide what only some features need, this one does, and users do not, by capability. */
export function extrasFor(
  architecture: Architecture,
  spec: FeatureSpec,
  workspace: Workspace,
): Part[][] {
  const user = userOf(architecture, workspace);
  return architecture.capabilities
    .filter(({ when, whenUsers }) => when?.(spec) && whenUsers?.(user) !== true)
    .map((capability) => partsOf(architecture, [capability], workspace));
}

/**
 * Returns the files of all that some features need from the project, and of what it has besides.
 *
 * @param name the name of the project.
 */
export function foundationFor(
  architecture: Architecture,
  specs: readonly FeatureSpec[],
  workspace: Workspace,
  name: string,
): Part[] {
  const user = userOf(architecture, workspace);
  const wanted = architecture.capabilities.filter(
    (capability) => isWanted(capability, specs, user) || workspace.exists(capability.evidence.path),
  );
  return partsOf(architecture, wanted, workspace, name);
}

/** Whether features or users need something from the project. */
function isWanted(
  { when, whenUsers }: Capability,
  specs: readonly FeatureSpec[],
  user: UserSpec,
): boolean {
  return when === undefined || specs.some((spec) => when(spec)) || whenUsers?.(user) === true;
}

/** Whether the foundation of a project stands already: its clients rely on what it answers, and its users are there. */
export function stands({ capabilities }: Architecture, workspace: Workspace): boolean {
  return capabilities.some(
    ({ evidence, when }) => when === undefined && workspace.exists(evidence.path),
  );
}

function partsOf(
  architecture: Architecture,
  capabilities: readonly Capability[],
  workspace: Workspace,
  projectName = basename(workspace.root),
): Part[] {
  if (capabilities.length === 0) return [];
  let view: object | undefined;
  let person: ReturnType<typeof viewUser> | undefined;
  const viewOnce = () => {
    view ??= {
      __proto__: null,
      project: viewProject(projectName),
      style: architecture.style,
      lines,
      ...viewJson(architecture),
      // Few of the files that a feature may lack say anything of users.
      get person() {
        person ??= viewUser(architecture, workspace);
        return person;
      },
    };
    return view;
  };
  const templates = listTemplates(architecture.templates, 'foundation');
  return capabilities.flatMap((capability) =>
    templates
      .filter((template) => belongsTo(capability, template) && isNeeded(architecture, template))
      .map((template): Part => {
        const path = targetPath(template);
        const render = () => {
          const text = renderTemplate(architecture.templates, 'foundation', template, viewOnce());
          // A plain file is already formatted; in a template, a long name may have made a line too
          // long.
          return template.endsWith('.ejs') ? finish(architecture, path, text) : text;
        };
        return { path, layer: 'foundation', why: capability.why, render };
      }),
  );
}

/** Whether a project has a template's file: what makes keys of JSON camelCase is there where they are. */
function isNeeded({ camelSchema, json }: Architecture, template: string): boolean {
  return template !== camelSchema || json === 'camel';
}

/** Returns a project as templates see it: `project.title`, `project.slug`. */
export function viewProject(name: string) {
  return { title: titleOf(name), slug: kebabOf(name) };
}

/** Whether a foundation template is part of what provides a capability. */
export function belongsTo(capability: Capability, template: string): boolean {
  return capability.files.some((file) => template === file || template.startsWith(`${file}/`));
}

/** @throws RefusalError if the file exists but does not define what it should. */
function isPresent({ evidence: { path, symbol }, why }: Capability, workspace: Workspace): boolean {
  if (!workspace.exists(path)) return false;
  if (symbol === undefined || workspace.binds(path, symbol)) return true;
  throw new RefusalError(
    `${path} does not define ${symbol} (${why}). Define it there, or move the file away so that it can be created again.`,
  );
}
