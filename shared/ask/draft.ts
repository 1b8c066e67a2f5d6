/** What is known about a feature during the interview, in the words of the command line. */

import type { Action } from '../feature/access.js';
import type { UrlConvention } from '../feature/endpoints.js';
import type { Dialect } from '../feature/field/dialect.js';
import { type FeatureOptions, type FeatureSpec, featureFromArguments } from '../feature/spec.js';
import type { UserSpec } from '../feature/user.js';
import type { Architecture, Integration } from '../plan/architecture.js';
import type { Readable } from '../plan/includes.js';
import type { Ask } from './ask.js';
import { inPromptWords } from './prompt-words.js';

/** A feature that is still incomplete. */
export interface Draft {
  readonly name?: string;
  /** Its fields, as tokens. */
  readonly tokens: readonly string[];
  readonly options: FeatureOptions;
}

/** A draft that has a name. */
export type NamedDraft = Draft & { readonly name: string };

/** What the questions know and can do. */
export interface Conversation {
  readonly ask: Ask;
  /** Shows a text between two questions. */
  say(text: string): void;
  readonly architecture: Architecture;
  /** The models that a field can refer to, by the names of their features: `OrderItem`. */
  readonly models: readonly string[];
  /** The features that stand in a project of ours, each with who reads its rows. */
  readonly standing: readonly Readable[];
  /** The features that another one can be nested under, in snake_case. */
  readonly parents: readonly string[];
  /** Whether the project has users who can sign in. */
  readonly hasUsers: boolean;
  /** What its users have besides an address and a role. */
  readonly user: UserSpec;
  /** How the project writes the types of fields. */
  readonly dialect: Dialect;
  /** Whether features can have here whatever the architecture gives them: an existing backend has its own ways. */
  readonly takesAll: boolean;
  /** What features can be connected to. */
  readonly integrations: readonly Integration[];
  /** How endpoints are reached, as far as it is known. */
  readonly urls: UrlConvention;
  /** Who may do what by default. An action has no entry if the code decides by itself. */
  readonly usualAccess: Readonly<Partial<Record<Action, string>>>;
  /**
   * Finds the features of an existing backend that one can be written like, the nearest first; undefined in a project that one
   * of our architectures has founded.
   */
  readonly neighboursFor?: ((feature: FeatureSpec) => Promise<readonly string[]>) | undefined;
  /** Whether an option was given, by its name. What was given is not asked for. */
  isGiven(option: string): boolean;
}

/** Returns the feature that a draft describes. A draft without fields passes for one with some. */
export function featureOf(draft: NamedDraft, { architecture }: Conversation): FeatureSpec {
  const { name, tokens, options } = draft;
  return featureFromArguments(name, tokens, options, architecture);
}

/**
 * Turns a check into what a validator answers: true, or what is wrong.
 *
 * @param inWords puts the message of the command line into the words of the question.
 */
export function orMessage(check: () => unknown, inWords = inPromptWords): true | string {
  try {
    check();
    return true;
  } catch (error) {
    return inWords((error as Error).message);
  }
}
