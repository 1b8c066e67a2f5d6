/** The features that a run is asked for, wherever they come from. */

import { resolve } from 'node:path';
import type { Host } from '../ask/interview.js';
import { type ForeseenError, UsageError } from '../errors.js';
import type { RunOptions } from '../feature/options.js';
import { type FeatureOptions, type FeatureSpec, featureFromArguments } from '../feature/spec.js';
import type { Architecture } from '../plan/architecture.js';

/** All sources of features. */
export interface Inputs {
  readonly options: RunOptions;
  /** The name of the feature and its fields, as typed. */
  readonly words: readonly string[];
  /** Features from another generator, in the form of spec files. */
  readonly objects: readonly unknown[] | undefined;
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
 * Reads the features: from another generator, a spec file, the command line, or the user's answers.
 *
 * @param host provides what questions need; undefined if there is nobody to ask.
 * @throws UsageError for features that are wrong, and if none is named and there is nobody to
 *   ask.
 */
export async function readFeatures(
  { cwd, objects, options, standing, words }: Inputs,
  architecture: Architecture,
  host: (() => Host) | undefined,
): Promise<readonly FeatureSpec[]> {
  const [name, ...tokens] = words;
  if (objects !== undefined) {
    const { parseFeature } = await import('../feature/schema.js');
    return objects.map((object) => parseFeature(object, architecture));
  }
  if (options.spec !== undefined) {
    if (name !== undefined) {
      throw new UsageError(
        `features come either from --spec ${options.spec} or from arguments, but "${name}" was given too. Leave one of them out.`,
      );
    }
    const { readSpecFile } = await import('../feature/spec-file.js');
    return readSpecFile(resolve(cwd, options.spec), architecture, options.spec);
  }
  if (host !== undefined && (name === undefined || tokens.length === 0)) {
    const { interview, interviewAbout } = await import('../ask/interview.js');
    const conversation = host();
    const { foresee } = conversation;
    const known = name === undefined || foresee === undefined ? undefined : await standing?.(name);
    if (known !== undefined && foresee !== undefined) {
      return [await interviewAbout(known.spec, { ...conversation, foresee }, known.said)];
    }
    const given = { ...(name === undefined ? {} : { name }), tokens, options };
    return [await interview(given, conversation)];
  }
  if (name === undefined) {
    throw new UsageError(
      'no feature was given. Add a name and its fields: ' +
        `fastapi-feature ${architecture.generator} product name:str price:decimal=10.2:gt=0`,
    );
  }
  return [featureFromArguments(name, tokens, options, architecture)];
}
