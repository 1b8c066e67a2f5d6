/** What `.yo-rc.json` remembers about a project. It may be edited by hand. */

import { RefusalError } from '../errors.js';
import { writeFeature } from '../feature/notation.js';
import type { FeatureSpec } from '../feature/spec.js';
import { newlineOf } from '../python/edits.js';
import type { Workspace } from './workspace.js';

/** The key under which Yeoman keeps what it remembers for us. */
const PACKAGE = 'generator-fastapi-feature';

/** The file that remembers. */
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

/** What is remembered about a run. */
export interface Memory {
  readonly architecture: string;
  /** Whether the project is an existing backend. */
  readonly isForeign: boolean;
  /** What was chosen where the code is ambiguous. */
  readonly choices: Choices;
  readonly features: readonly FeatureSpec[];
}

/** Returns the architecture that the project follows; undefined if none is named. */
export function rememberedArchitecture(workspace: Workspace): string | undefined {
  const { architecture } = remembered(workspace);
  return typeof architecture === 'string' ? architecture : undefined;
}

/** Whether the project is remembered as an existing backend. */
export function rememberedAsForeign(workspace: Workspace): boolean {
  return remembered(workspace).foreign === true;
}

/** Returns what was chosen where the code is ambiguous. */
export function rememberedChoices(workspace: Workspace): Choices {
  const { backend } = remembered(workspace);
  return isObject(backend) ? backend : {};
}

/** Returns the features that were added, by name, in the form of spec files, the newest first. */
export function rememberedFeatures(workspace: Workspace): Readonly<Record<string, unknown>> {
  const { features } = remembered(workspace);
  return isObject(features) ? features : {};
}

/**
 * Returns the text of `.yo-rc.json` with a run added.
 *
 * What is new comes before what was there, so that no existing line needs a new comma.
 *
 * @throws RefusalError if the file is not JSON, because everything else in it would be lost.
 */
export function withMemory(workspace: Workspace, memory: Memory): string {
  const all = parseMemory(workspace);
  const { features, ...own } = isObject(all[PACKAGE]) ? all[PACKAGE] : {};
  const earlier = isObject(features) ? features : {};
  const added = Object.fromEntries(
    memory.features.toReversed().map((feature) => [feature.name, writeFeature(feature)]),
  );
  const isNew = ([name]: [string, unknown]) => !Object.hasOwn(earlier, name);
  const written = {
    // A feature that is added again keeps its place.
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
  return inStyleOf(workspace.read(MEMORY), { ...all, [PACKAGE]: written });
}

/**
 * Returns the text of `.yo-rc.json` with what it said before of some features.
 *
 * @param planned the text with a run added.
 * @param before the text without it; undefined if there was none.
 * @param features the names of the features; undefined for everything that we remember.
 * @returns undefined if there is nothing to remember and nothing was there.
 */
export function withoutFeatures(
  planned: string,
  before: string | undefined,
  features: readonly string[] | undefined,
): string | undefined {
  const all = JSON.parse(planned);
  const earlier = JSON.parse(before || '{}')[PACKAGE];
  if (features === undefined) {
    restore(all, PACKAGE, earlier);
  } else {
    const known = isObject(earlier?.features) ? earlier.features : {};
    for (const name of features) restore(all[PACKAGE].features, name, known[name]);
  }
  const isEmpty = Object.keys(all).length === 0;
  return before === undefined && isEmpty ? undefined : inStyleOf(before, all);
}

/** Gives a key the value that it had, or takes it away if it had none. */
function restore(object: Record<string, unknown>, key: string, value: unknown): void {
  if (value === undefined) delete object[key];
  else object[key] = value;
}

/** Writes the file as it was written before. */
function inStyleOf(source = '', all: object): string {
  const indent = /\n([ \t]+)"/.exec(source)?.[1] ?? '  ';
  return `${JSON.stringify(all, undefined, indent)}\n`.replaceAll('\n', newlineOf(source));
}

/** @throws RefusalError if the file is not a JSON object. */
function parseMemory(workspace: Workspace): Record<string, unknown> {
  try {
    const all = JSON.parse(workspace.read(MEMORY) ?? '{}');
    if (isObject(all)) return all;
  } catch {
    // Refused below.
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
      // A file that is not JSON remembers nothing.
      return {};
    }
  });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
