/** What is known of a feature while somebody is being asked for it: in the words of the command line. */

import type { Action } from '../feature/access.js';
import type { UrlConvention } from '../feature/endpoints.js';
import type { Dialect } from '../feature/field/dialect.js';
import { type FeatureOptions, type FeatureSpec, featureFromArguments } from '../feature/spec.js';
import type { Architecture, Integration } from '../plan/architecture.js';
import type { Ask } from './ask.js';

/** A feature that is not all said yet. */
export interface Draft {
  readonly name?: string;
  /** Its fields, as tokens. */
  readonly tokens: readonly string[];
  readonly options: FeatureOptions;
}

/** A draft whose name is known. */
export type NamedDraft = Draft & { readonly name: string };

/** What the questions can know and do. */
export interface Conversation {
  readonly ask: Ask;
  /** Shows a text between two questions. */
  say(text: string): void;
  readonly architecture: Architecture;
  /** The models that a field can refer to, by their features' names: `OrderItem`. */
  readonly models: readonly string[];
  /** The features that another can be nested in, in snake_case. */
  readonly parents: readonly string[];
  /** Whether there is anybody who can sign in. */
  readonly hasUsers: boolean;
  /** How the project writes the types of fields. */
  readonly dialect: Dialect;
  /** What features can be connected to. */
  readonly integrations: readonly Integration[];
  /** How endpoints are reached, as far as that is known. */
  readonly urls: UrlConvention;
  /** Who may do what where nothing is said; nobody is usual where the code decides by itself. */
  readonly usualAccess: Readonly<Partial<Record<Action, string>>>;
  /** Whether an option was given, by its name; what was given is not asked for. */
  isGiven(option: string): boolean;
}

/** The feature that a draft is of. A draft without fields stands for one with any. */
export function featureOf(draft: NamedDraft, { architecture }: Conversation): FeatureSpec {
  const { name, tokens, options } = draft;
  return featureFromArguments(name, tokens, options, architecture);
}

/** What a validator answers: true, or the message that the command line would give. */
export function orMessage(check: () => unknown): true | string {
  try {
    check();
    return true;
  } catch (error) {
    return (error as Error).message;
  }
}
