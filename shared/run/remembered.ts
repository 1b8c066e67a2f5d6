/** The features that a project remembers, for the commands that are about one of them. */
import type { Ask } from '../ask/ask.js';
import { RefusalError, UsageError } from '../errors.js';
import { nameFeature } from '../feature/naming.js';
import type { FeatureSpec } from '../feature/spec.js';
import type { Architecture } from '../plan/architecture.js';
import { MEMORY, rememberedFeatures } from '../project/memory.js';
import type { Workspace } from '../project/workspace.js';
import { meant, suggest } from '../suggestion.js';

/** One of the features of a project, and the others. */
export interface Remembered {
  readonly spec: FeatureSpec;
  readonly others: readonly FeatureSpec[];
}

/**
 * Finds the feature that a command is about.
 *
 * @param command the name of the command, for messages.
 * @param word what names the feature; undefined if nothing does.
 * @param ask asks which one is meant; undefined if there is nobody to ask.
 * @returns its name.
 * @throws UsageError if none is named, or there is no such feature.
 */
export async function findRemembered(
  command: string,
  word: string | undefined,
  workspace: Workspace,
  ask: Ask | undefined,
): Promise<string> {
  const names = requireRemembered(command, workspace);
  if (word === undefined && ask !== undefined) {
    return ask<string>({
      type: 'select',
      name: 'feature',
      message: `Which feature do you want to ${command}?`,
      choices: names.map((name) => ({ name, value: name })),
    });
  }
  if (word === undefined) {
    throw new UsageError(
      `no feature was given. Name one of ${names.join(', ')}: fastapi-feature ${command} ${names[0]}`,
      { place: 'FEATURE' },
    );
  }
  const name = names.includes(word) ? word : nameFeature(word).snake;
  if (names.includes(name)) return name;
  const near = suggest(name, names);
  throw new UsageError(
    `there is no feature "${word}". ${meant(near)}This project has ${names.join(', ')}.`,
    { place: 'FEATURE', suggestion: near },
  );
}

/**
 * Returns the names of the features that a project remembers.
 *
 * @param command the name of the command, for messages.
 * @throws RefusalError if there is none.
 */
export function requireRemembered(command: string, workspace: Workspace): readonly string[] {
  const names = Object.keys(rememberedFeatures(workspace));
  if (names.length > 0) return names;
  throw new RefusalError(
    `there is no feature to ${command}: ${MEMORY} in ${workspace.root} remembers none. Name another folder with --destination DIR.`,
    { place: MEMORY },
  );
}

/**
 * Returns the features that a project remembers.
 *
 * @param parse reads a feature; it is large, and loaded by those who need it.
 * @throws UsageError if what it remembers was edited by hand and is wrong.
 */
export function rememberedIn(
  architecture: Architecture,
  workspace: Workspace,
  parse: (body: unknown, architecture: Architecture) => FeatureSpec,
): readonly FeatureSpec[] {
  return Object.entries(rememberedFeatures(workspace)).map(([name, body]) =>
    parse({ ...(body as object), name }, architecture),
  );
}

/**
 * Reads the features that a project remembers.
 *
 * @param name the one that matters.
 * @throws UsageError if what it remembers was edited by hand and is wrong.
 */
export async function readRemembered(
  architecture: Architecture,
  workspace: Workspace,
  name: string,
): Promise<Remembered> {
  const { parseFeature } = await import('../feature/schema.js');
  const all = rememberedIn(architecture, workspace, parseFeature);
  const spec = all.find((each) => each.name === name);
  if (spec === undefined) {
    throw new RefusalError(`${name} is no longer in ${MEMORY}. Run the same command again.`);
  }
  return { spec, others: all.filter((each) => each !== spec) };
}

/** @throws RefusalError always: nothing of the feature stands. */
export function refuseMissing({ name }: FeatureSpec): never {
  throw new RefusalError(
    `${name} is remembered, but none of its files is there. Write it again by its own command, or forget it: fastapi-feature remove ${name}`,
    { place: name },
  );
}
