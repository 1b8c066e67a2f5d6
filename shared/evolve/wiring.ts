/** What makes a feature known to the rest of a project, taken out again. */
import { Modules } from '../project/foreign/modules.js';
import type { PlannedFile, Workspace } from '../project/workspace.js';
import { standingDefinitions } from './definitions.js';
import { importsFrom } from './mentions.js';
import { withoutLines } from './plain-lines.js';
import type { SharedFile, StandingFeature } from './standing.js';
import { unregister } from './unregister.js';

/**
 * Takes a feature out of a file that it shares with others.
 *
 * @param withDefinitions whether what it defines there goes, too.
 * @throws RefusalError if that is not possible for certain.
 */
export function withoutRegistration(
  file: SharedFile,
  standing: StandingFeature,
  workspace: Workspace,
  withDefinitions: boolean,
): PlannedFile {
  const { layer, path, text, why } = file;
  const after = path.endsWith('.py')
    ? inPython(file, standing, workspace, withDefinitions)
    : withoutLines(text, file.edit, (line) => !isUsed(line, standing, workspace));
  const action = after === text ? 'unchanged' : 'edit';
  return { path, layer, why, before: text, after, action };
}

function inPython(
  file: SharedFile,
  standing: StandingFeature,
  workspace: Workspace,
  withDefinitions: boolean,
): string {
  const own = new Set(standing.own.map(({ path }) => path));
  return unregister(file.path, file.withoutItems(file.text), {
    edit: (source) => file.withoutItems(file.edit(source)),
    isFromFeature: importsFrom(own, standing, new Modules(workspace))(file.path),
    settings: `${standing.feature.feature.toUpperCase()}_`,
    bodies: withDefinitions ? standingBodies(file) : [],
  });
}

/** Returns the definitions of a feature as they stand, changed or not. */
function standingBodies({ bodies, text }: SharedFile): string[] {
  return bodies.flatMap((body) =>
    text.includes(body)
      ? [body]
      : standingDefinitions(text, body).map(({ from, to }) => text.slice(from, to)),
  );
}

/** Whether a line names a package that the code of the application imports elsewhere. */
function isUsed(line: string, { own, extras }: StandingFeature, workspace: Workspace): boolean {
  const [, name] = /^\s*["']([A-Za-z][\w-]*)/.exec(line) ?? [];
  if (name === undefined) return false;
  const going = new Set([...own, ...extras.flat()].map(({ path }) => path));
  const imported = new RegExp(`^\\s*(?:import|from) ${name.replaceAll('-', '_')}\\b`, 'm');
  return workspace
    .pythonFiles()
    .filter((path) => !going.has(path) && !/(^|\/)tests?\//.test(path))
    .some((path) => imported.test(workspace.read(path) ?? ''));
}
