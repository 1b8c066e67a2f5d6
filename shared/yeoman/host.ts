/** What the questions need to know of a project. */

import type { Ask } from '../ask/ask.js';
import type { Host } from '../ask/interview.js';
import { commandOf } from '../feature/notation.js';
import type { Architecture } from '../plan/architecture.js';
import { findNestable } from '../plan/nesting.js';
import { referableModels } from '../plan/plan.js';
import { planRequest } from '../plan/request.js';
import type { Choices } from '../project/memory.js';
import { findForeignBackend } from '../project/recognition.js';
import type { Run } from './run.js';

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
