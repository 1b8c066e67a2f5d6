/** Plans several features as a whole. */
import { type ForeseenError, type Problem, RefusalError, UsageError } from '../errors.js';
import type { JsonCase } from '../feature/json-case.js';
import { isNamespace } from '../feature/namespace.js';
import { nameFeature, pascalOf } from '../feature/naming.js';
import type { FeatureSpec } from '../feature/spec.js';
import type { UserSpec } from '../feature/user.js';
import { type Choices, MEMORY, withMemory, withWritten } from '../project/memory.js';
import type { PlannedFile, Workspace } from '../project/workspace.js';
import { PROJECT, type Rewritten, rewrittenBy } from '../project/written.js';
import { timed } from '../timing.js';
import { planItems, withItems } from './additions.js';
import type { Architecture } from './architecture.js';
import { stands } from './capabilities.js';
import { refuseOtherJson } from './json-case.js';
import { layOut } from './lay-out.js';
import { viewNames } from './names-view.js';
import { type FeatureManner, type Plan, planFeature } from './plan.js';
import { planUser } from './user.js';

/** The features that a run adds, in one architecture. */
export interface Request extends FeatureManner {
  readonly architecture: Architecture;
  readonly features: readonly FeatureSpec[];
  /** What the project gets once, as it is typed: `adapter=transcriber`. */
  readonly items?: readonly string[] | undefined;
  /** What its users have, if that is said. */
  readonly user?: UserSpec | undefined;
  /** How the project spells the keys of its JSON, if that is said. */
  readonly json?: JsonCase | undefined;
  /** What was chosen where the code is ambiguous. */
  readonly choices: Choices;
}

/** What a request takes. */
export interface PlannedRequest {
  readonly plans: readonly Plan[];
  /** What happens to each file, including `.yo-rc.json`. */
  readonly files: readonly PlannedFile[];
}

/** Is told which feature is planned next: how many are done, and of how many. */
export type OnProgress = (done: number, all: number, feature: string) => void;

/**
 * Plans a request as a whole.
 *
 * @param workspace the project; the planned files are added to it.
 * @throws UsageError if the architecture cannot have such features, with everything that is wrong with any of them.
 * @throws RefusalError if the project cannot be extended safely, or lacks what features refer to.
 */
export function planRequest(
  request: Request,
  workspace: Workspace,
  onProgress: OnProgress = () => undefined,
): PlannedRequest {
  const {
    agents,
    architecture: general,
    features,
    choices,
    items = [],
    json,
    keepsStanding,
    user,
  } = withItems(request);
  const isStanding = stands(general, workspace);
  const layout = layOut(general, workspace, choices, features, isStanding ? undefined : json);
  if (json !== undefined) refuseOtherJson(json, layout, isStanding);
  if (user !== undefined && features.length + items.length === 0 && !isStanding) refuseUsersAlone();
  const owners = new Owners();
  const { changes, result: plans } = workspace.planning(() => {
    if (user !== undefined) planUser(layout, user);
    const mistakes = new Mistakes(features.length);
    const { changes: files, result: planned } = workspace.planning(() =>
      features.flatMap((feature, index) => {
        onProgress(index, features.length, feature.name);
        return mistakes.collect(feature, () => {
          const { definitions, files, ...plan } = timed('plan', () =>
            planFeature(layout, feature, { agents, keepsStanding }),
          );
          owners.refuseTaken(feature, plan.overwrites);
          owners.note(feature, files, definitions);
          // Of a thousand features, only what is told of them is kept: not what each did to the files
          // that all share, nor what templates saw.
          return { ...plan, feature: viewNames(nameFeature(feature.name, feature.plural)) };
        });
      }),
    );
    mistakes.settle();
    const isNew = planned.some(({ reused }) => reused.length === 0);
    const added = items.length === 0 ? undefined : planItems(layout, items, isNew);
    const { generator, id: architecture } = general;
    const memory = {
      architecture,
      generator: isNamespace(generator) ? generator : undefined,
      isForeign: layout.project.kind === 'foreign',
      json: layout.architecture.json,
      choices,
      features,
      items: added?.items ?? [],
    };
    const text = withMemory(workspace, memory);
    workspace.edit(MEMORY, withWritten(text, owners.rewritten(files)), {
      layer: 'project',
      why: 'Remembers the architecture and the features, for later runs and for --print-spec.',
    });
    return added === undefined ? planned : [...planned, added.plan];
  });
  onProgress(features.length, features.length, '');
  return { plans, files: changes };
}

/** @throws UsageError always: users come with a project, and a project with its first feature. */
function refuseUsersAlone(): never {
  throw new UsageError(
    'user: there is no project here whose users could have more. Say its first feature with them, which creates it: features: { product: { fields: [name:str] } }.',
    { place: 'user' },
  );
}

/** Which feature of a request each new text is for. */
class Owners {
  readonly #byPath = new Map<string, string>();
  readonly #definitions: Rewritten[] = [];

  /** @param definitions what the feature defines in files of several. */
  note({ name }: FeatureSpec, files: readonly PlannedFile[], definitions: readonly string[]): void {
    for (const { layer, path } of files) {
      if (layer !== 'foundation' && !this.#byPath.has(path)) this.#byPath.set(path, name);
    }
    const written = definitions.map((after) => ({ owner: name, after, isAgain: true }));
    this.#definitions.push(...written);
  }

  /**
   * @param overwrites the files of the feature that are there and differ.
   * @throws UsageError if another feature of the request has one of them.
   */
  refuseTaken({ name }: FeatureSpec, overwrites: readonly string[]): void {
    const taken = overwrites.find((path) => this.#byPath.has(path));
    if (taken === undefined) return;
    throw new UsageError(
      `${name} and ${this.#byPath.get(taken)} would both be in ${taken}. Call one of them otherwise.`,
    );
  }

  rewritten(files: readonly PlannedFile[]): Rewritten[] {
    const ownerOf = (path: string) => this.#byPath.get(path) ?? PROJECT;
    return [...rewrittenBy(files, ownerOf), ...this.#definitions];
  }
}

/** What is wrong with the features of a request, so that one does not hide another. */
class Mistakes {
  readonly #failed = new Set<string>();
  readonly #problems: Problem[] = [];
  #isUsage = false;

  /** @param count how many features there are. */
  constructor(private readonly count: number) {}

  /** Plans a feature; nothing if something is wrong with it. What is wrong with the project is left to the caller. */
  collect<T>(feature: FeatureSpec, plan: () => T): T[] {
    try {
      return [plan()];
    } catch (error) {
      if (!isAboutFeature(error)) throw error;
      // It may only miss what another one would have brought.
      const isFollowing =
        error instanceof RefusalError &&
        feature.fields.some(({ target }) => target !== undefined && this.#failed.has(target));
      this.#failed.add(pascalOf(feature.name));
      if (!isFollowing) this.#add(feature, error);
      return [];
    }
  }

  #add({ name }: FeatureSpec, error: ForeseenError): void {
    this.#isUsage ||= error instanceof UsageError;
    const feature = `features.${name}`;
    const prefix = this.count === 1 ? '' : `${feature}: `;
    for (const { message, place = '', suggestion } of error.problems) {
      const within = place.startsWith('fields.') ? `${feature}.${place}` : place || feature;
      this.#problems.push({ message: prefix + message, place: within, suggestion });
    }
  }

  /** @throws UsageError or RefusalError with all that is wrong, if anything is. */
  settle(): void {
    if (this.#problems.length === 0) return;
    throw this.#isUsage ? new UsageError(this.#problems) : new RefusalError(this.#problems);
  }
}

/** Whether an error is about a feature, and not about the project, where it would be the same for all. */
function isAboutFeature(error: unknown): error is ForeseenError {
  if (error instanceof UsageError) return true;
  return (
    error instanceof RefusalError &&
    error.problems.every(({ place = '' }) => place.startsWith('fields.'))
  );
}
