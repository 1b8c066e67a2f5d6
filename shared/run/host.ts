/** What the questions need to know about a project. */
import type { Ask } from '../ask/ask.js';
import type { Host } from '../ask/interview.js';
import { commandOf } from '../feature/notation.js';
import type { Architecture } from '../plan/architecture.js';
import { layOut } from '../plan/lay-out.js';
import { planRequest } from '../plan/request.js';
import type { Choices } from '../project/memory.js';
import type { Run } from './run.js';

/** What a command contributes to a conversation. */
export interface HostParts {
  readonly ask: Ask;
  say(text: string): void;
  readonly architecture: Architecture;
  /** The project, with what is planned so far. */
  readonly run: Pick<Run, 'workspace'>;
  readonly choices: Choices;
  isGiven(option: string): boolean;
  /** The value of `--destination`, if one was given. */
  readonly destination: string | undefined;
}

/**
 * Combines what the command contributes with what the project has. Nothing is planned in the run
 * itself.
 */
export function hostOf({ architecture, choices, destination, run, ...parts }: HostParts): Host {
  const layout = layOut(architecture, run.workspace, choices);
  return {
    ...parts,
    architecture,
    models: layout.referable(),
    parents: layout.nestable(),
    hasUsers: layout.project.hasUsers(),
    dialect: layout.project.dialect(),
    integrations: layout.integrations,
    urls: layout.urls,
    usualAccess: layout.usualAccess,
    foresee: (feature) => ({
      ...planRequest({ architecture, features: [feature], choices }, run.workspace.fork()),
      command: commandOf(architecture, feature, destination),
    }),
  };
}
