/** What the questions need to know about a project. */
import type { Ask } from '../ask/ask.js';
import { conflictNotes } from '../ask/conflict-choice.js';
import type { Host, Outlook } from '../ask/interview.js';
import type { JsonCase } from '../feature/json-case.js';
import { commandOf } from '../feature/notation.js';
import type { FeatureSpec } from '../feature/spec.js';
import { withItems } from '../plan/additions.js';
import type { Architecture } from '../plan/architecture.js';
import { layOut } from '../plan/lay-out.js';
import { planRequest, type Request } from '../plan/request.js';
import { userOf } from '../plan/user-view.js';
import { type Choices, remembersOther } from '../project/memory.js';
import type { Workspace } from '../project/workspace.js';
import { planWithChanges } from './request-with-changes.js';
import type { Run } from './run.js';

/** What a command contributes to a conversation. */
export interface HostParts {
  readonly ask: Ask;
  /** Asks what is not asked again: a plan is looked at several times. */
  readonly askOnce: Ask;
  say(text: string): void;
  readonly architecture: Architecture;
  /** The project, with what is planned so far. */
  readonly run: Pick<Run, 'workspace'>;
  readonly choices: Choices;
  isGiven(option: string): boolean;
  /** How the keys of JSON are spelt, if that is said. */
  readonly json?: JsonCase | undefined;
  /** The value of `--destination`, if one was given. */
  readonly destination: string | undefined;
}

/**
 * Combines what the command contributes with what the project has. Nothing is planned in the run
 * itself.
 */
export function hostOf({
  architecture,
  choices,
  destination,
  json,
  run,
  ...parts
}: HostParts): Host {
  const layout = layOut(architecture, run.workspace, choices);
  return {
    ...parts,
    architecture,
    models: layout.referable(),
    standing: layout.project.kind === 'foreign' ? [] : layout.project.models(),
    parents: layout.nestable(),
    hasUsers: layout.project.hasUsers(),
    user: userOf(architecture, run.workspace),
    dialect: layout.project.dialect(),
    takesAll: layout.project.kind !== 'foreign',
    integrations: layout.integrations,
    urls: layout.urls,
    usualAccess: layout.usualAccess,
    neighboursFor:
      layout.project.kind === 'foreign'
        ? (feature) => neighboursOf(feature, { architecture, choices, features: [] }, run.workspace)
        : undefined,
    foresee: async (feature) => {
      const request = withItems({ architecture, features: [feature], choices, json } as Request);
      const [wanted = feature] = request.features;
      const own = run.workspace.fork();
      const spelling = json === undefined ? '' : ` --json-case ${json}`;
      const command = commandOf(architecture, feature, destination) + spelling;
      return remembersOther(own, wanted)
        ? foreseeChange(request, command, own, parts.askOnce)
        : { ...planRequest(request, own), command };
    },
  };
}

/** Finds the features of an existing backend that one can be written like. */
async function neighboursOf(
  feature: FeatureSpec,
  request: Request,
  workspace: Workspace,
): Promise<readonly string[]> {
  const { candidatesFor } = await import('./neighbour-choice.js');
  return candidatesFor(feature, request, workspace).names;
}

/** Plans the change of a feature that stands and is said anew. */
async function foreseeChange(
  request: Request,
  command: string,
  workspace: Workspace,
  ask: Ask,
): Promise<Outlook> {
  const { changesSaid, withRenames } = await import('./said-anew.js');
  const changes = await changesSaid({ request, workspace, options: {}, ask });
  const { conflicts, files, plans, risky } = planWithChanges(
    request,
    { changes, closing: new Map() },
    workspace,
  );
  const told = [...risky.map(({ message }) => message), ...conflictNotes(conflicts)];
  const [renamed = new Map()] = [...changes.values()].map((each) => each.renamed);
  return {
    files,
    plans: plans.map((plan) => ({ ...plan, notes: [...plan.notes, ...told] })),
    command: withRenames(command, renamed),
  };
}
