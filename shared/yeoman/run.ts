/**
 * One run: everything that our generators are asked for in one project before Yeoman commits.
 *
 * Several generators may be composed in a run. They share its workspace, its plan and its preview.
 */

import { RefusalError } from '../errors.js';
import type { RunOptions } from '../feature/options.js';
import { orderFeatures } from '../feature/order.js';
import type { Architecture } from '../plan/architecture.js';
import type { Plan } from '../plan/plan.js';
import { type OnProgress, planRequest, type Request } from '../plan/request.js';
import { merged, type PendingFiles, type PlannedFile, Workspace } from '../project/workspace.js';

/** How a run is carried out and shown. */
export type Manner = Pick<RunOptions, 'dryRun' | 'explain' | 'force' | 'json'>;

/** The runs there are, by Yeoman's environment and the project's root. */
const runs = new WeakMap<object, Map<string, Run>>();

/** What our generators are asked for in one project. */
export class Run {
  readonly workspace: Workspace;
  #requests: Request[] = [];
  #plans: readonly Plan[] = [];
  #files: readonly PlannedFile[] = [];
  #isShown = false;
  #manner: Manner | undefined;

  private constructor(root: string, pending: PendingFiles) {
    this.workspace = new Workspace(root, pending);
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
        `a project has one architecture, but this run uses both "${other.architecture.id}" and "${request.architecture.id}". ` +
          'Choose one of them, or another --destination.',
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
    const { plans, files } = planRequest(all, this.workspace, onProgress);
    this.#plans = [...this.#plans, ...plans];
    const byPath = new Map(this.#files.map((file) => [file.path, file]));
    for (const file of files) byPath.set(file.path, merged(byPath.get(file.path), file));
    this.#files = [...byPath.values()];
    return files;
  }

  /** Whether this is the first time that somebody asks: a run is shown once. */
  showOnce(): boolean {
    const isFirst = !this.#isShown;
    this.#isShown = true;
    return isFirst;
  }
}
