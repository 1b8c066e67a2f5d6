/**
 * One run: everything that our generators are asked for in one project before Yeoman commits.
 *
 * Several generators may be composed in a run. They share its tree, its plan and its preview.
 */
import { basename } from 'node:path';
import type { Architecture } from './architecture.js';
import type { Choices } from './backend/choices.js';
import { mergeFiles } from './changes.js';
import { RefusalError } from './errors.js';
import { orderFeatures } from './feature-order.js';
import type { FeatureSpec } from './feature-rules.js';
import { FileTree, type PendingFiles } from './file-tree.js';
import type { RunOptions } from './options.js';
import { type Plan, planFeature } from './plan.js';
import { type PlannedFile, PlannedFiles } from './planned-files.js';
import { isForeign } from './recognition.js';
import { MEMORY, withMemory } from './remembered.js';
import { timed } from './timing.js';

/** How a run is carried out and shown. */
export type Manner = Pick<RunOptions, 'dryRun' | 'explain' | 'force' | 'json'>;

/** Features that a project is to have, in one architecture. */
export interface Request {
  readonly architecture: Architecture;
  readonly features: readonly FeatureSpec[];
  /** What was chosen where the code leaves it open. */
  readonly choices: Choices;
}

/** What a request takes. */
export interface PlannedRequest {
  readonly plans: readonly Plan[];
  /** What happens to each file, `.yo-rc.json` among them. */
  readonly files: readonly PlannedFile[];
}

/** Hears which feature is planned next: how many are done, of how many. */
export type OnProgress = (done: number, all: number, feature: string) => void;

/**
 * Plans a request as a whole.
 *
 * @param tree the project; the planned files are put over it.
 * @throws UsageError where the architecture cannot have such a feature.
 * @throws RefusalError where the project cannot be extended safely.
 */
export function planRequest(
  { architecture, features, choices }: Request,
  tree: FileTree,
  onProgress: OnProgress = () => undefined,
): PlannedRequest {
  const memory = new PlannedFiles(tree);
  // Planned first: what was chosen is read from there.
  memory.edit(
    MEMORY,
    withMemory(tree, {
      architecture: architecture.id,
      isForeign: isForeign(architecture, tree),
      choices,
      features,
    }),
    {
      layer: 'project',
      why: 'Remembers the architecture and the features, for later runs and for --print-spec.',
    },
  );
  const plans = features.map((feature, index) => {
    onProgress(index, features.length, feature.name);
    return timed('plan', () => planFeature(architecture, feature, tree, basename(tree.root)));
  });
  onProgress(features.length, features.length, '');
  return { plans, files: mergeFiles([...plans.flatMap(({ files }) => files), ...memory.all()]) };
}

/** The runs there are, by Yeoman's environment and the project's root. */
const runs = new WeakMap<object, Map<string, Run>>();

/** What our generators are asked for in one project. */
export class Run {
  readonly tree: FileTree;
  #requests: Request[] = [];
  #plans: readonly Plan[] = [];
  #files: readonly PlannedFile[] = [];
  #isShown = false;
  #manner: Manner | undefined;

  private constructor(root: string, pending: PendingFiles) {
    this.tree = new FileTree(root, pending);
  }

  /**
   * The run that a generator takes part in.
   *
   * @param env Yeoman's environment, which all generators of a run have in common.
   * @param root the project's root, an absolute path.
   * @param pending what others have left to be written.
   */
  static of(env: object, root: string, pending: PendingFiles): Run {
    const byRoot = runs.get(env) ?? new Map<string, Run>();
    runs.set(env, byRoot);
    const run = byRoot.get(root) ?? new Run(root, pending);
    byRoot.set(root, run);
    return run;
  }

  /** Every feature planned so far. */
  get plans(): readonly Plan[] {
    return this.#plans;
  }

  /** What happens to each file, as far as it is planned. */
  get files(): readonly PlannedFile[] {
    return this.#files;
  }

  /** The architecture that was asked for and is not planned yet. */
  get architecture(): Architecture | undefined {
    return this.#requests[0]?.architecture;
  }

  /** How all of it is carried out: written only if nobody wants otherwise, and shown as anybody wants. */
  get manner(): Manner | undefined {
    return this.#manner;
  }

  /** @throws RefusalError where another architecture was asked for before. */
  request(request: Request, { dryRun, explain, force, json }: Manner): void {
    const other = this.#requests.find(
      ({ architecture }) => architecture.id !== request.architecture.id,
    );
    if (other !== undefined) {
      throw new RefusalError(
        `one project has one architecture, but this run asks for "${other.architecture.id}" and for "${request.architecture.id}". ` +
          'Take one of them, or another --destination.',
      );
    }
    const before = this.#manner;
    this.#manner = {
      dryRun: dryRun || before?.dryRun === true,
      explain: explain || before?.explain === true,
      json: json || before?.json === true,
      force: force && before?.force !== false,
    };
    this.#requests.push(request);
  }

  /**
   * Plans everything that was asked for and is not planned yet, as one request.
   *
   * @returns the files that change, empty where another generator of the run has had them planned.
   * @throws as {@link planRequest} does.
   */
  plan(onProgress?: OnProgress): readonly PlannedFile[] {
    const [first, ...rest] = this.#requests;
    this.#requests = [];
    if (first === undefined) return [];
    const all = {
      ...first,
      features: orderFeatures([first, ...rest].flatMap(({ features }) => features)),
      choices: Object.assign({}, first.choices, ...rest.map(({ choices }) => choices)),
    };
    const { plans, files } = planRequest(all, this.tree, onProgress);
    this.#plans = [...this.#plans, ...plans];
    this.#files = mergeFiles([...this.#files, ...files]);
    return files;
  }

  /** Whether this is the first time that somebody asks: a run is shown once. */
  showOnce(): boolean {
    const isFirst = !this.#isShown;
    this.#isShown = true;
    return isFirst;
  }
}
