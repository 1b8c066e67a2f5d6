/** What the questions need to know of a project. */
import type { Architecture } from '../architecture.js';
import type { Choices } from '../backend/choices.js';
import { commandOf } from '../feature-notation.js';
import { findNestable } from '../nesting.js';
import { referableModels } from '../plan.js';
import { findForeignBackend } from '../recognition.js';
import { planRequest, type Run } from '../run.js';
import type { Ask } from './ask.js';
import type { Host } from './interview.js';

/** What a generator brings to a conversation. */
export interface HostParts {
  readonly ask: Ask;
  say(text: string): void;
  readonly architecture: Architecture;
  readonly run: Run;
  readonly choices: Choices;
  isGiven(option: string): boolean;
  /** The value of `--destination`, where one was given. */
  readonly destination: string | undefined;
}

/** Puts together what is asked with and what the project has. Nothing is planned in the run itself. */
export function hostOf({ architecture, choices, destination, run, ...parts }: HostParts): Host {
  const backend = findForeignBackend(architecture, run.tree);
  return {
    ...parts,
    architecture,
    models: referableModels(architecture, run.tree.fork()),
    parents: findNestable(architecture, run.tree),
    hasUsers: backend === undefined || backend.access.user !== undefined,
    isForeign: backend !== undefined,
    foresee: (feature) => ({
      ...planRequest({ architecture, features: [feature], choices }, run.tree.fork()),
      command: commandOf(architecture, feature, destination),
    }),
  };
}
