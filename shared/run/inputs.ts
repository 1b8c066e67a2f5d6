/** The features that a run is asked for, wherever they come from. */

import { resolve } from 'node:path';
import type { Host } from '../ask/interview.js';
import { type ForeseenError, UsageError } from '../errors.js';
import { readItems } from '../feature/items.js';
import { type JsonCase, readJsonCase } from '../feature/json-case.js';
import type { RunOptions } from '../feature/options.js';
import { type FeatureOptions, type FeatureSpec, featureFromArguments } from '../feature/spec.js';
import type { UserSpec } from '../feature/user.js';
import { areOfProject } from '../plan/additions.js';
import type { Architecture } from '../plan/architecture.js';

/** All sources of features. */
export interface Inputs {
  readonly options: RunOptions;
  /** The name of the feature and its fields, as typed. */
  readonly words: readonly string[];
  /** Features from another generator, in the form of spec files. */
  readonly objects: readonly unknown[] | undefined;
  /** What users have, from another generator, in the form of spec files. */
  readonly user?: unknown;
  /** The folder that relative paths start from. */
  readonly cwd: string;
  /** Finds a feature that the project remembers, by its name. */
  readonly standing?: (name: string) => Promise<StandingFeature | undefined>;
}

/** A feature that the project remembers. */
export interface StandingFeature {
  readonly spec: FeatureSpec;
  /** The options that were given of it. */
  readonly said: FeatureOptions;
}

/** What a run is asked for. */
export interface Wanted {
  readonly features: readonly FeatureSpec[];
  /** What the project gets once, as it is typed: `adapter=transcriber`. */
  readonly items: readonly string[];
  /** What its users have, if that is said. */
  readonly user?: UserSpec | undefined;
  /** How the project spells the keys of its JSON, if that is said. */
  readonly json?: JsonCase | undefined;
}

/** Returns what adds the lines of the spec file to errors about its features; undefined if there is none. */
export async function linesOfSpec({
  cwd,
  objects,
  options: { spec },
}: Inputs): Promise<((error: ForeseenError) => ForeseenError) | undefined> {
  if (objects !== undefined || spec === undefined) return undefined;
  const { withLinesOf } = await import('../feature/spec-file.js');
  return (error) => withLinesOf(resolve(cwd, spec), spec, error);
}

/**
 * Reads what is wanted: from another generator, a spec file, the command line, or the user's answers.
 *
 * @param host provides what questions need; undefined if there is nobody to ask.
 * @throws UsageError for features that are wrong, and if none is named and there is nobody to
 *   ask.
 */
export async function readFeatures(
  inputs: Inputs,
  architecture: Architecture,
  host: (() => Host) | undefined,
): Promise<Wanted> {
  const wanted = await withUserOf(
    inputs,
    architecture,
    await readWanted(inputs, architecture, host),
  );
  const { jsonCase } = inputs.options;
  if (jsonCase === undefined) return wanted;
  const json = readJsonCase(jsonCase, '--json-case');
  if (wanted.json === undefined || wanted.json === json) return { ...wanted, json };
  throw new UsageError(
    `--json-case ${json}: the spec file says json: ${wanted.json}. Leave one of them out.`,
    { place: '--json-case' },
  );
}

/** Adds what another generator says of users, beside features however they are said. */
async function withUserOf(
  { options: { spec }, user }: Inputs,
  architecture: Architecture,
  wanted: Wanted,
): Promise<Wanted> {
  if (user === undefined) return wanted;
  if (wanted.user !== undefined) {
    throw new UsageError(`user: ${spec} says what users have, too. Leave one of them out.`, {
      place: 'user',
    });
  }
  const { parseUser } = await import('../feature/schema.js');
  return { ...wanted, user: parseUser(user, architecture) };
}

async function readWanted(
  { cwd, objects, options, standing, words }: Inputs,
  architecture: Architecture,
  host: (() => Host) | undefined,
): Promise<Wanted> {
  const [name, ...tokens] = words;
  if (objects !== undefined) {
    const { parseFeature } = await import('../feature/schema.js');
    return ofFeatures(objects.map((object) => parseFeature(object, architecture)));
  }
  if (options.spec !== undefined) {
    if (name !== undefined) {
      throw new UsageError(
        `features come either from --spec ${options.spec} or from arguments, but "${name}" was given too. Leave one of them out.`,
      );
    }
    const { readSpecFile } = await import('../feature/spec-file.js');
    const wanted = readSpecFile(resolve(cwd, options.spec), architecture, options.spec);
    const others = wanted.items.filter((each) => !areOfProject(architecture, [each]));
    if (others.length === 0) return wanted;
    throw new UsageError(
      `${options.spec}: with: ${others.join(', ')} belongs to a feature here. Write it below one: features: { product: { with: [${others.join(', ')}] } }.`,
      { place: 'with' },
    );
  }
  const items = name === undefined ? itemsAlone(options, architecture) : undefined;
  if (items !== undefined) return { features: [], items };
  if (host !== undefined && (name === undefined || tokens.length === 0)) {
    const { interview, interviewAbout } = await import('../ask/interview.js');
    const conversation = host();
    const { foresee } = conversation;
    const known = name === undefined || foresee === undefined ? undefined : await standing?.(name);
    if (known !== undefined && foresee !== undefined) {
      const changed = await interviewAbout(known.spec, { ...conversation, foresee }, known.said);
      return ofFeatures([changed]);
    }
    const given = { ...(name === undefined ? {} : { name }), tokens, options };
    return ofFeatures([await interview(given, conversation)]);
  }
  if (name === undefined) {
    const example = `fastapi-feature ${architecture.generator} product name:str price:decimal=10.2:gt=0`;
    throw new UsageError(
      options.agents
        ? `--agents was given without a feature, whose files show the layers. It may be one that stands already: ${example} --agents`
        : `no feature was given. Add a name and its fields: ${example}`,
    );
  }
  return ofFeatures([featureFromArguments(name, tokens, options, architecture)]);
}

/** Returns features with which nothing is said of the project. */
function ofFeatures(features: readonly FeatureSpec[]): Wanted {
  return { features, items: [] };
}

/** Returns what `--with` says where no feature is named; undefined if it needs one, or nothing is said. */
function itemsAlone(
  options: RunOptions,
  architecture: Architecture,
): readonly string[] | undefined {
  if (options.with === undefined) return undefined;
  const items = readItems(options.with, architecture.integrations ?? [], '--with');
  return areOfProject(architecture, items) ? items : undefined;
}
