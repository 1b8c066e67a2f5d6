/**
 * A run: everything that is asked for in one project before its files are written.
 *
 * Several generators may be composed in a run. They share its workspace, its plan and its preview.
 */

import { RefusalError, UsageError } from '../errors.js';
import type { RunOptions } from '../feature/options.js';
import { orderFeatures } from '../feature/order.js';
import { isSameUser, type UserSpec, writeUser } from '../feature/user.js';
import type { Architecture } from '../plan/architecture.js';
import type { Plan } from '../plan/plan.js';
import type { OnProgress, Request } from '../plan/request.js';
import {
  mergedByPath,
  type PendingFiles,
  type PlannedFile,
  Workspace,
} from '../project/workspace.js';
import { ignoredNote } from './ignored.js';
import {
  type Change,
  type Changes,
  type Closing,
  type DecidablePlan,
  planWithChanges,
} from './request-with-changes.js';
import { type Settlement, settle } from './settlement.js';
import type { Verification } from './verification/verification.js';

/** How a run is carried out and shown. */
export type Manner = Pick<RunOptions, 'dryRun' | 'explain' | 'force' | 'json'>;

/** What has to be decided before anything is written. */
export type Undecided = Pick<DecidablePlan, 'conflicts' | 'risky'>;

/** The existing runs, by what their generators share and the root of the project. */
const runs = new WeakMap<object, Map<string, Run>>();

/** What is asked for in one project. */
export class Run {
  readonly #root: string;
  readonly #pending: PendingFiles;
  #workspace: Workspace;
  /** What was requested, first to last. The last ones are not planned yet. */
  readonly #asked: Request[] = [];
  #requests: Request[] = [];
  readonly #notes: string[] = [];
  /** What changes the features that stand and are said with something else, by their names. */
  readonly #changes = new Map<string, Change>();
  /** What adds the fields that close a circle, by the names of their features. */
  readonly #closing = new Map<string, Closing>();
  #undecided: Undecided = { conflicts: [], risky: [] };
  #plans: readonly Plan[] = [];
  #files: readonly PlannedFile[] = [];
  #isShown = false;
  #manner: Manner | undefined;
  #kept: ReadonlySet<string> = new Set();
  #settlement: Settlement | undefined;
  /** Whether something was planned on what another generator is about to write. */
  #hasReadPending = false;
  /** Why what is planned must not be written, if that is known and the run goes on to show it. */
  refusal: RefusalError | undefined;
  /** What tries the result, if that is wanted. */
  verification: Verification | undefined;

  private constructor(root: string, pending: PendingFiles) {
    this.#root = root;
    this.#pending = pending;
    this.#workspace = new Workspace(root, (path) => this.#readPending(path));
  }

  /** The project, with what is planned so far. */
  get workspace(): Workspace {
    return this.#workspace;
  }

  /**
   * Returns the run that a command takes part in.
   *
   * @param shared what everything that belongs to the run shares, by identity.
   * @param root the root of the project, an absolute path.
   * @param pending what other generators are about to write.
   */
  static of(shared: object, root: string, pending: PendingFiles): Run {
    const byRoot = runs.get(shared) ?? new Map<string, Run>();
    runs.set(shared, byRoot);
    const run = byRoot.get(root) ?? new Run(root, pending);
    byRoot.set(root, run);
    return run;
  }

  /** Every feature planned so far. */
  get plans(): readonly Plan[] {
    return this.#plans;
  }

  /** What happens to each file, as far as planned, or settled. */
  get files(): readonly PlannedFile[] {
    return this.#settlement?.files ?? this.#files;
  }

  /** The architecture of what was requested and is not planned yet. */
  get architecture(): Architecture | undefined {
    return this.#requests[0]?.architecture;
  }

  /**
   * How all of it is carried out: written only if no generator objects, and shown in every way that
   * one asks for.
   */
  get manner(): Manner | undefined {
    return this.#manner;
  }

  /** What has to be decided before anything is written. */
  get undecided(): Undecided {
    return this.#undecided;
  }

  /**
   * @param said what changes features that stand, and what adds the fields that close a circle.
   * @param notes what the user should know about how the features are going to be written.
   * @throws RefusalError if another architecture was requested before, UsageError if something else was said of users.
   */
  request(
    request: Request,
    { dryRun, explain, force, json }: Manner,
    { changes, closing }: Changes = { changes: new Map(), closing: new Map() },
    notes: readonly string[] = [],
  ): void {
    const other = this.#requests.find(
      ({ architecture }) => architecture.id !== request.architecture.id,
    );
    if (other !== undefined) {
      throw new RefusalError(
        `a project has one architecture, but this run uses both "${other.architecture.id}" and "${request.architecture.id}". ` +
          'Choose one of them, or another --destination.',
      );
    }
    this.#refuseOtherUsers(request);
    const before = this.#manner;
    this.#manner = {
      dryRun: dryRun || before?.dryRun === true,
      explain: explain || before?.explain === true,
      json: json || before?.json === true,
      force: force && before?.force !== false,
    };
    for (const [name, change] of changes) this.#changes.set(name, change);
    for (const [name, change] of closing) this.#closing.set(name, change);
    this.#notes.push(...notes);
    this.#asked.push(request);
    this.#requests.push(request);
  }

  /** @throws UsageError if what users have is said twice, and differently. */
  #refuseOtherUsers({ user }: Request): void {
    const before = userSaidIn(this.#asked);
    if (!saysUser(user) || before === undefined || isSameUser(before, user)) return;
    const [first, second] = [before, user].map((each) => JSON.stringify(writeUser(each)));
    throw new UsageError(
      `user: the generators of this run say different things of users: first ${first}, then ${second}. ` +
        'Users are the same in a whole project: say what all of it needs in one place, or the same in each.',
      { place: 'user' },
    );
  }

  /**
   * Forgets what was read and planned, so that everything is planned again on what stands now.
   *
   * @throws RefusalError if it was planned on what another generator is about to write, which would have to start
   *   again, too.
   */
  startAgain(): void {
    if (this.#hasReadPending) {
      const changed = this.#workspace.outdated() ?? 'a file';
      throw new RefusalError(
        `${changed} was changed by somebody else while this run was going on. Run the same command again.`,
      );
    }
    // By now, others may be about to write what was planned here.
    const own = new Map(this.#files.map(({ path, after }) => [path, after]));
    this.#workspace = new Workspace(this.#root, (path) => {
      return this.#pending(path) === own.get(path) ? undefined : this.#readPending(path);
    });
    this.#requests = [...this.#asked];
    this.#plans = [];
    this.#files = [];
    this.#undecided = { conflicts: [], risky: [] };
    this.refusal = undefined;
  }

  /** Notes that what is planned has been written: from now on, the project is what stands. */
  noteWritten(): void {
    this.#workspace = new Workspace(this.#root, (path) => this.#readPending(path));
  }

  /**
   * Plans everything that was requested and is not planned yet, as a whole.
   *
   * @returns the files that change; empty if another generator of the run has already had them
   *   planned.
   * @throws as {@link planWithChanges} does.
   */
  plan(onProgress?: OnProgress): readonly PlannedFile[] {
    const [first, ...rest] = this.#requests;
    this.#requests = [];
    if (first === undefined) return [];
    const all = {
      ...first,
      features: orderFeatures(
        [first, ...rest]
          .flatMap(({ features }) => features)
          .map((each) => this.#closing.get(each.name)?.opened ?? each),
      ),
      items: [...new Set([first, ...rest].flatMap(({ items = [] }) => items))],
      user: userSaidIn([first, ...rest]),
      choices: Object.assign({}, first.choices, ...rest.map(({ choices }) => choices)),
    };
    const said = { changes: this.#changes, closing: this.#closing };
    const planned = planWithChanges(all, said, this.workspace, onProgress);
    const { conflicts, files, plans, risky } = planned;
    const ignored = ignoredNote(this.#root, files);
    const told = [...this.#notes, ...(ignored === undefined ? [] : [ignored])];
    this.#plans = [
      ...this.#plans,
      ...plans.map((plan) => ({ ...plan, notes: [...plan.notes, ...told] })),
    ];
    this.#undecided = {
      conflicts: [...this.#undecided.conflicts, ...conflicts],
      risky: [...this.#undecided.risky, ...risky],
    };
    this.#files = mergedByPath([...this.#files, ...files]);
    return files;
  }

  /** What a person's decisions about conflicts have made of it; undefined if there was nothing to decide. */
  get settlement(): Settlement | undefined {
    return this.#settlement;
  }

  /**
   * Settles the run.
   *
   * @param kept the files that stay as they are, from the root of the project.
   */
  settle(kept: ReadonlySet<string>): Settlement {
    // Yeoman commits again if something is added to its files later.
    this.#kept = new Set([...this.#kept, ...kept]);
    this.#settlement = settle(this.#plans, this.#files, this.#kept);
    return this.#settlement;
  }

  /** Returns true the first time it is called, as a run is shown once. */
  showOnce(): boolean {
    const isFirst = !this.#isShown;
    this.#isShown = true;
    return isFirst;
  }

  #readPending(path: string): string | undefined {
    const text = this.#pending(path);
    this.#hasReadPending ||= text !== undefined;
    return text;
  }
}

/** Returns what requests say of users, which all of them say alike. */
function userSaidIn(requests: readonly Request[]): UserSpec | undefined {
  return requests.map(({ user }) => user).find(saysUser);
}

function saysUser(user: UserSpec | undefined): user is UserSpec {
  return user !== undefined && writeUser(user) !== undefined;
}
