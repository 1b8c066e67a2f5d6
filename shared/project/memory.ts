/** What a project's `.yo-rc.json` remembers of us; a person may change it there. */

import { RefusalError } from '../errors.js';
import { writeFeature } from '../feature/notation.js';
import type { FeatureSpec } from '../feature/spec.js';
import type { Workspace } from './workspace.js';

/** The key under which Yeoman keeps what it remembers of us. */
const PACKAGE = 'generator-fastapi-feature';

/** Where it is kept. */
export const MEMORY = '.yo-rc.json';

/**
 * The choices of a project: `session: "app/db.py:get_db"`, `user: "app/auth.py:current_user"`,
 * `routers: "app/api/main.py"`.
 */
export interface Choices {
  readonly session?: string;
  readonly user?: string;
  readonly routers?: string;
}

/** What is worth remembering of a run. */
export interface Memory {
  readonly architecture: string;
  /** Whether somebody else has founded the project. */
  readonly isForeign: boolean;
  /** What was chosen where the code leaves it open. */
  readonly choices: Choices;
  readonly features: readonly FeatureSpec[];
}

/** The architecture that the project follows; undefined where none is named. */
export function rememberedArchitecture(workspace: Workspace): string | undefined {
  const { architecture } = remembered(workspace);
  return typeof architecture === 'string' ? architecture : undefined;
}

/** Whether somebody else has founded the project. */
export function rememberedAsForeign(workspace: Workspace): boolean {
  return remembered(workspace).foreign === true;
}

/** What was chosen where the code leaves it open. */
export function rememberedChoices(workspace: Workspace): Choices {
  const { backend } = remembered(workspace);
  return isObject(backend) ? backend : {};
}

/** The features that were added, by name, in the form that spec files have; the newest first. */
export function rememberedFeatures(workspace: Workspace): Readonly<Record<string, unknown>> {
  const { features } = remembered(workspace);
  return isObject(features) ? features : {};
}

/**
 * The text of `.yo-rc.json` with a run in it.
 *
 * What is new stands before what was there, so that no line changes for a comma at its end.
 *
 * @throws RefusalError where the file is no JSON: whatever else it says would be lost.
 */
export function withMemory(workspace: Workspace, memory: Memory): string {
  const all = parseMemory(workspace);
  const { features, ...own } = isObject(all[PACKAGE]) ? all[PACKAGE] : {};
  const earlier = isObject(features) ? features : {};
  const added = Object.fromEntries(
    memory.features.toReversed().map((feature) => [feature.name, writeFeature(feature)]),
  );
  const isNew = ([name]: [string, unknown]) => !(name in earlier);
  const written = {
    // Whatever is added again keeps its place.
    features: {
      ...Object.fromEntries(Object.entries(added).filter(isNew)),
      ...earlier,
      ...added,
    },
    ...own,
    ...(memory.isForeign ? { foreign: true } : {}),
    ...(Object.keys(memory.choices).length === 0
      ? {}
      : { backend: { ...rememberedChoices(workspace), ...memory.choices } }),
    architecture: memory.architecture,
  };
  const source = workspace.read(MEMORY) ?? '';
  const indent = /\n([ \t]+)"/.exec(source)?.[1] ?? '  ';
  return `${JSON.stringify({ ...all, [PACKAGE]: written }, undefined, indent)}\n`;
}

/** @throws RefusalError where the file is no JSON object. */
function parseMemory(workspace: Workspace): Record<string, unknown> {
  try {
    const all = JSON.parse(workspace.read(MEMORY) ?? '{}');
    if (isObject(all)) return all;
  } catch {
    // Said below.
  }
  throw new RefusalError(
    `${MEMORY} is not a JSON object, so nothing can be saved in it. Correct it, or move it away.`,
  );
}

function remembered(workspace: Workspace): Readonly<Record<string, unknown>> {
  return workspace.reading('memory', MEMORY, (text) => {
    try {
      const own = JSON.parse(text || '{}')[PACKAGE];
      return isObject(own) ? own : {};
    } catch {
      // A file that is no JSON says nothing.
      return {};
    }
  });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
