import { relative, resolve } from 'node:path';
import { type Ask, askingOnce, isAnswered } from '../ask/ask.js';
import { askWhichBackend } from '../ask/backend-choice.js';
import { ConflictChoices } from '../ask/conflict-choice.js';
import type { Host } from '../ask/interview.js';
import { areLossesWanted, CHANGE_ALL_THE_SAME } from '../ask/losses.js';
import { chooseStyle } from '../ask/style.js';
import { ForeseenError, RefusalError, UsageError } from '../errors.js';
import { readJsonCase } from '../feature/json-case.js';
import { snakeOf } from '../feature/naming.js';
import { givenOf, isGiven, type RunOptions, readOptions } from '../feature/options.js';
import { closingFields } from '../feature/order.js';
import type { FeatureInput } from '../feature/spec.js';
import type { UserInput } from '../feature/user.js';
import { withItems } from '../plan/additions.js';
import type { Architecture, ArchitectureFamily } from '../plan/architecture.js';
import { publishedSchema } from '../plan/own-files.js';
import type { Request } from '../plan/request.js';
import { areUsersSaidAnew } from '../plan/user.js';
import { userOf } from '../plan/user-view.js';
import {
  type Choices,
  rememberedFeatures,
  rememberedJsonCase,
  remembersOther,
} from '../project/memory.js';
import { readProject } from '../project/project.js';
import { recognise } from '../project/recognition.js';
import type { PlannedFile } from '../project/workspace.js';
import type { RunDocument } from '../show/documents.js';
import { printDocument, printFailure } from '../show/ending.js';
import { outcomeOf, summarise, toDocument, toText } from '../show/preview.js';
import { showProgress } from '../show/progress.js';
import {
  refusalOf,
  refusalOfConflicts,
  refusalOfLosses,
  refuseClosed,
  refuseConflicts,
  refuseInsideProject,
  refuseNamesakes,
  refuseUnresolved,
  refuseUnwritable,
} from './checks.js';
import { hostOf } from './host.js';
import { inTurn, isInUse } from './in-turn.js';
import { type Inputs, linesOfSpec, readFeatures, type StandingFeature } from './inputs.js';
import { refuseLinksOut } from './links.js';
import type { Chosen } from './neighbour-choice.js';
import type { Planned } from './planned.js';
import { type Change, type Changes, USERS } from './request-with-changes.js';
import { Run } from './run.js';
import { pendingIn, type Surroundings } from './surroundings.js';
import type { Verification } from './verification/verification.js';
import { verificationDocument, verificationFor, verifiedText } from './verification/wish.js';

/** What `composeWith` can pass to our generators besides the options of the command line. */
export interface ComposeOptions extends Partial<RunOptions> {
  /** A feature in the form of a spec file, with its name, in place of arguments. */
  readonly feature?: FeatureInput;
  /** Several features, in any order. */
  readonly features?: readonly FeatureInput[];
  /** What users have besides an address and a role, in the form of a spec file. */
  readonly user?: UserInput;
  /** Yeoman's own: whether packages that `package.json` names are left uninstalled. */
  readonly skipInstall?: boolean;
}

/** What a command was given. */
export interface Given {
  /** The name of the feature and its fields, as typed. */
  readonly words: readonly string[];
  /** The options, as they arrive. */
  readonly raw: Readonly<Record<string, unknown>>;
}

/**
 * A command that adds features: from what was given to what was done.
 *
 * Its steps are called in this order, by Yeoman's loop or by the runner: {@link begin},
 * {@link request}, {@link plan}, then the files are written, and {@link report}. Everything happens
 * in memory, so an error at any step leaves the project as it was.
 */
export class FeatureCommand implements Planned {
  readonly #family: ArchitectureFamily;
  readonly #given: Given;
  readonly #surroundings: Surroundings;
  readonly #ask: Ask | undefined;
  readonly #askOnce: Ask | undefined;
  #options: RunOptions;
  /** Adds the lines of the spec file to what is wrong with features, if there is one. */
  #inSpec: ((error: ForeseenError) => ForeseenError) | undefined;
  #root: string;
  #isLossWanted = false;
  readonly #choices = new ConflictChoices();

  /**
   * @param family the architecture whose features are added, or one for each of its styles.
   * @throws UsageError for a value that does not fit its option.
   */
  constructor(family: ArchitectureFamily, given: Given, surroundings: Surroundings) {
    this.#family = family;
    this.#given = given;
    this.#surroundings = surroundings;
    this.#options = readOptions(given.raw);
    this.#ask = isAnswered(this.#options) ? surroundings.ask : undefined;
    this.#askOnce = this.#ask && askingOnce(this.#ask);
    this.#root = resolve(surroundings.root, this.#options.destination ?? '.');
  }

  /** The root of the project. */
  get root(): string {
    return this.#root;
  }

  /** Whether files that differ are overwritten without asking. */
  get isForced(): boolean {
    return this.#run.manner?.force === true;
  }

  get files(): readonly PlannedFile[] {
    return this.#run.files;
  }

  get verification(): Verification | undefined {
    return this.#run.verification;
  }

  /**
   * Finishes or undoes what an earlier run left behind, once nobody else writes.
   *
   * @throws RefusalError if the folder cannot be read, if that is not possible, or this run is one that must not write.
   */
  async begin(): Promise<void> {
    refuseClosed(this.#root);
    const { dryRun, printSchema, printSpec } = this.#options;
    if (printSchema || printSpec || !isInUse(this.#root)) return;
    const { refuseUnfinished, tellOfForeign } = await import('./left-behind.js');
    tellOfForeign(this.#root);
    if (dryRun) refuseUnfinished(this.#root);
    else await inTurn([this.#root], async () => []);
  }

  /**
   * Asks for what is missing, if there is somebody to answer, and adds it to the request of the
   * run.
   *
   * @throws UsageError for features that are wrong, CancelledError if the user cancels instead of answering.
   */
  async request(): Promise<void> {
    const { asGenerator, json, output, printSchema, printSpec, style } = this.#options;
    if (json && printSpec) {
      throw new UsageError(
        '--json and --print-spec exclude each other, as spec files are YAML. Leave one of them out.',
        { place: '--json' },
      );
    }
    if (output !== undefined && !printSpec) {
      throw new UsageError(
        `--output ${output}: only --print-spec writes to a file of your choice. Add it, or leave --output out.`,
        { place: '--output' },
      );
    }
    if (asGenerator !== undefined) {
      throw new UsageError(
        `--as-generator ${asGenerator}: only eject writes a generator. Use fastapi-feature eject --as-generator ${asGenerator}, or leave it out.`,
        { place: '--as-generator' },
      );
    }
    if (printSchema) {
      process.stdout.write(publishedSchema());
      return;
    }
    if (this.#options.destination === undefined) await this.#chooseBackend();
    const architecture = await chooseStyle(this.#family, style, this.#run.workspace, this.#ask);
    if (printSpec) {
      await this.#printSpec(architecture);
      return;
    }
    const choices = await this.#settle(architecture);
    const wanted = await this.#readFeatures(architecture, choices);
    this.#inSpec = await linesOfSpec(this.#inputs);
    const { agents } = this.#options;
    const asked = withItems({ agents, architecture, choices, ...wanted });
    const { notes, ...chosen } = await this.#neighboursOf(asked);
    const request = { ...asked, ...chosen };
    this.#run.request(request, this.#options, await this.#changesSaid(request), notes);
  }

  /**
   * Plans every feature of the run that is not planned yet.
   *
   * @returns the files to write; none in a dry run.
   * @throws as {@link Run.plan} does, and RefusalError if they cannot be written or verified, or something else has to
   *   be decided first.
   */
  async plan(): Promise<readonly PlannedFile[]> {
    const files = await this.#planOnce();
    if (this.#run.plans.length > 0) {
      this.#run.verification ??= await verificationFor(this.#root, this.#run.files, {
        options: this.#options,
        isSaid: isGiven(this.#given.raw, 'verify'),
        ask: this.#ask,
        say: this.#surroundings.say,
      });
    }
    return files;
  }

  async #planOnce(): Promise<readonly PlannedFile[]> {
    try {
      const planned = this.#plan(this.#ask !== undefined);
      const files = (await this.#afterConflicts()) ?? planned;
      await this.#askAboutLosses();
      return files;
    } catch (error) {
      // What was read while another run wrote may be half of something.
      if (this.#options.dryRun || !(isInUse(this.#root) || this.isOutdated())) this.#fail(error);
      let files: readonly PlannedFile[] = [];
      await inTurn([this.#root], async () => {
        if (!this.isOutdated()) this.#fail(error);
        files = await this.planAgain();
        return [];
      });
      return files;
    }
  }

  /** @throws error which programs are told of, with the plan, if it is only that which must not be written. */
  #fail(error: unknown): never {
    const { manner, refusal } = this.#run;
    if (manner?.json && refusal !== undefined && error === refusal)
      this.#printRefusal(refusal, false);
    throw error;
  }

  isOutdated(): boolean {
    return this.#run.workspace.outdated() !== undefined;
  }

  noteWritten(): void {
    this.#run.noteWritten();
  }

  async planAgain(): Promise<readonly PlannedFile[]> {
    this.#run.startAgain();
    const { architecture, workspace } = this.#run;
    // Another run may have laid a foundation that decides.
    await chooseStyle(this.#family, architecture?.style, workspace, undefined);
    try {
      return this.#plan(false);
    } catch (error) {
      this.#fail(error);
    }
  }

  /** @param canAsk whether somebody is asked about conflicts. */
  #plan(canAsk: boolean): readonly PlannedFile[] {
    const { architecture, manner, workspace } = this.#run;
    if (architecture === undefined || manner === undefined) return [];
    if (this.#options.destination === undefined && !recognise(workspace, [architecture])) {
      refuseInsideProject(this.#root);
    }
    const files = this.#planned(manner.json);
    const refusal = refusalOf(() => {
      refuseLinksOut(workspace, files);
      if (!manner.force && !canAsk) refuseConflicts(files, manner.dryRun);
      this.#refuseUndecided(canAsk);
      refuseUnresolved(workspace, files);
      refuseNamesakes(files, (folder) => workspace.list(folder));
      refuseUnwritable(this.#root, files);
    });
    if (refusal === undefined) return manner.dryRun ? [] : files;
    // What must not be written can still be shown.
    this.#run.refusal = refusal;
    if (manner.dryRun) return [];
    throw refusal;
  }

  /** @throws RefusalError for what only a person can merge, and for what is lost unless somebody wants it. */
  #refuseUndecided(canAsk: boolean): void {
    const { manner, undecided } = this.#run;
    const isAsked = canAsk && manner?.dryRun !== true;
    if (undecided.conflicts.length > 0 && !isAsked) throw refusalOfConflicts(undecided.conflicts);
    const isWanted = manner?.force || isAsked || this.#isLossWanted;
    if (undecided.risky.length > 0 && !isWanted) throw refusalOfLosses(undecided.risky);
  }

  /**
   * Asks what becomes of the places that a person has changed exactly where they have to change.
   *
   * @returns the files by then; undefined if there was nothing to ask.
   * @throws RefusalError if somebody is asked and would rather write nothing.
   */
  async #afterConflicts(): Promise<readonly PlannedFile[] | undefined> {
    const { conflicts } = this.#run.undecided;
    if (conflicts.length === 0 || this.#ask === undefined || this.#run.manner?.dryRun) {
      return undefined;
    }
    const person = { ask: this.#ask, say: this.#surroundings.say };
    if (!(await this.#choices.ask(conflicts, person))) throw refusalOfConflicts(conflicts);
    this.#run.startAgain();
    const files = this.#plan(true);
    return (await this.#afterConflicts()) ?? files;
  }

  /** @throws RefusalError if somebody is asked about what is lost and does not want it. */
  async #askAboutLosses(): Promise<void> {
    const { manner, undecided } = this.#run;
    if (undecided.risky.length === 0 || manner?.force || manner?.dryRun) return;
    if (this.#ask === undefined) return;
    this.#isLossWanted = await areLossesWanted(undecided.risky, CHANGE_ALL_THE_SAME, {
      ask: this.#ask,
      say: this.#surroundings.say,
    });
    if (!this.#isLossWanted) throw new RefusalError(undecided.risky);
  }

  #printRefusal(refusal: RefusalError, dryRun: boolean): void {
    const { files, plans } = this.#run;
    printFailure(refusal, toDocument(plans, files, dryRun));
  }

  /** @throws as {@link Run.plan} does; what is wrong with the features of a spec file is said with its lines. */
  #planned(isSilent: boolean): readonly PlannedFile[] {
    try {
      return this.#run.plan(isSilent ? undefined : showProgress);
    } catch (error) {
      const isAboutFeatures =
        error instanceof ForeseenError &&
        error.problems.every(({ place }) => place?.startsWith('features.'));
      throw isAboutFeatures ? (this.#inSpec?.(error) ?? error) : error;
    }
  }

  /**
   * Settles what is written if a person keeps some of the files.
   *
   * @param kept absolute paths.
   * @returns a function that returns what is written to a file, given by its absolute path, instead of what was
   *   planned; undefined if nothing is.
   */
  settle(kept: readonly string[]): (path: string, planned: string) => string | undefined {
    const named = (path: string) => relative(this.#root, path).replaceAll('\\', '/');
    const { contents } = this.#run.settle(new Set(kept.map(named)));
    return (path, planned) => contents(named(path), planned);
  }

  /**
   * Says what was done, or would be, and what comes next: once for the whole run.
   *
   * @throws RefusalError in a dry run, if the run would be refused.
   */
  report(): void {
    const { files, manner, plans, refusal, settlement } = this.#run;
    if (manner === undefined || plans.length === 0 || !this.#run.showOnce()) return;
    const { dryRun, explain, json } = manner;
    if (json && refusal !== undefined) {
      this.#printRefusal(refusal, dryRun);
    } else if (json) {
      const message = outcomeOf(plans, files, dryRun ? 'planned' : 'done', settlement?.kept.length);
      printDocument({
        code: 0,
        message,
        ...toDocument(plans, files, dryRun),
        ...(dryRun ? {} : { verification: verificationDocument(this.verification) }),
      } satisfies RunDocument);
    } else if (dryRun || explain) {
      const omitted = plans.flatMap((plan) => plan.omitted);
      process.stdout.write(`${toText(files, omitted, { explain, diffs: dryRun })}\n`);
    }
    if (refusal !== undefined) throw refusal;
    if (dryRun || json) return;
    const verified = verifiedText(this.verification, files, this.#ask !== undefined);
    const summary = summarise(plans, files, this.#options.destination, settlement, verified);
    this.#surroundings.say(`\n${summary}\n`);
  }

  get #run(): Run {
    return Run.of(this.#surroundings.run, this.#root, pendingIn(this.#root, this.#surroundings));
  }

  get #inputs(): Inputs {
    const { raw, words } = this.#given;
    const { feature, features, user } = raw as ComposeOptions;
    const isOfUsers = user !== undefined && words.length === 0 && this.#options.spec === undefined;
    const none = isOfUsers ? [] : undefined;
    const objects = features ?? (feature === undefined ? none : [feature]);
    return { options: this.#options, words, objects, user, cwd: this.#surroundings.cwd };
  }

  /** Asks which backend is meant, if the repository has several. */
  async #chooseBackend(): Promise<void> {
    if (this.#ask === undefined) return;
    const destination = await askWhichBackend(this.#run.workspace, this.#ask);
    if (destination === undefined) return;
    this.#options = { ...this.#options, destination };
    this.#root = resolve(this.#root, destination);
    await this.begin();
  }

  /** Settles what the code of an existing backend does not decide. `.yo-rc.json` remembers it. */
  async #settle(architecture: Architecture): Promise<Choices> {
    const { backend: given } = this.#options;
    if (given === undefined && this.#ask === undefined) return {};
    const project = readProject(architecture, this.#run.workspace);
    const choices: Record<string, string> = { ...(given && project.choicesIn(given)) };
    for (const { key, question, candidates } of project.ambiguities()) {
      if (choices[key] !== undefined || this.#ask === undefined) continue;
      choices[key] = await this.#ask({
        type: 'select',
        name: key,
        message: question,
        choices: candidates.map(({ value, description }) => ({
          name: `${value}: ${description}`,
          value,
        })),
      });
    }
    return choices;
  }

  /**
   * Finds what changes features that stand: they are not written again where they are said with something else. What closes
   * a circle of new ones is added once they stand.
   */
  async #changesSaid(request: Request): Promise<Changes> {
    const { workspace } = this.#run;
    const { drop, rename } = this.#options;
    const { decide } = this.#choices;
    const { architecture, features, user } = request;
    const users = new Map<string, Change>();
    if (user !== undefined && areUsersSaidAnew(architecture, workspace, user)) {
      const { usersAnew } = await import('./users-anew.js');
      users.set(USERS, usersAnew(request, user, workspace, decide));
    }
    const isSaid = drop !== undefined || rename !== undefined;
    const isOther = features.some((each) => remembersOther(workspace, each));
    const closing = closingFields(features);
    if (!isSaid && !isOther && closing.size === 0) {
      return { changes: users, closing: new Map() };
    }
    const { changesSaid, closingChanges } = await import('./said-anew.js');
    const said = { request, workspace, decide };
    const changes = await changesSaid({ ...said, options: this.#options, ask: this.#askOnce });
    return {
      changes: new Map([...users, ...changes]),
      closing: closingChanges(said, changes, closing),
    };
  }

  /** Finds out which features of an existing backend the new ones are written like. */
  async #neighboursOf(request: Request): Promise<Chosen> {
    const { architecture, choices, features } = request;
    const { workspace } = this.#run;
    const { kind } = readProject(architecture, workspace, choices);
    if (kind !== 'foreign' || features.length === 0) return { features, notes: [] };
    const { chooseNeighbours } = await import('./neighbour-choice.js');
    return chooseNeighbours(request, workspace);
  }

  #readFeatures(architecture: Architecture, choices: Choices) {
    const ask = this.#ask;
    const host = ask && (() => this.#hostOf(architecture, choices, ask));
    const inputs = {
      ...this.#inputs,
      standing: (name: string) => this.#standing(name, architecture),
    };
    return readFeatures(inputs, architecture, host);
  }

  /** Finds a feature that the project remembers, and what was said of it. */
  async #standing(word: string, architecture: Architecture): Promise<StandingFeature | undefined> {
    const { workspace } = this.#run;
    const names = Object.keys(rememberedFeatures(workspace));
    const name = [word, snakeOf(word)].find((each) => names.includes(each));
    if (name === undefined) return undefined;
    const { readRemembered } = await import('./remembered.js');
    const { spec } = await readRemembered(architecture, workspace, name);
    return { spec, said: givenOf(this.#options, this.#given.raw) };
  }

  #hostOf(architecture: Architecture, choices: Choices, ask: Ask): Host {
    const { destination, jsonCase } = this.#options;
    const host = hostOf({
      ask,
      askOnce: this.#askOnce ?? ask,
      say: this.#surroundings.say,
      architecture,
      run: this.#run,
      choices,
      isGiven: (option) => isGiven(this.#given.raw, option),
      destination,
      json: jsonCase === undefined ? undefined : readJsonCase(jsonCase, '--json-case'),
    });
    // If nothing will be written, there is nothing to agree to.
    const { dryRun, printSpec } = this.#options;
    return dryRun || printSpec ? { ...host, foresee: undefined } : host;
  }

  /**
   * Prints the features as a spec file, or writes one.
   *
   * @throws RefusalError if the file differs and nobody forces it.
   */
  async #printSpec(architecture: Architecture): Promise<void> {
    const text = await this.#specText(architecture);
    const { dryRun, force, output } = this.#options;
    if (output === undefined) {
      process.stdout.write(text);
      return;
    }
    const { writeOutput } = await import('./output.js');
    const path = resolve(this.#surroundings.cwd, output);
    this.#surroundings.say(await writeOutput(path, output, text, { dryRun, force }));
  }

  /** Returns the features as a spec file: those that were given, or else those that the project remembers. */
  async #specText(architecture: Architecture): Promise<string> {
    const { rememberedSpec, specText } = await import('../show/spec-text.js');
    const remembered = rememberedSpec(architecture, this.#run.workspace);
    const { objects, options, words } = this.#inputs;
    const nothingIsGiven =
      objects === undefined &&
      options.spec === undefined &&
      options.with === undefined &&
      words.length === 0;
    if (nothingIsGiven && remembered !== undefined) return remembered;
    const {
      features,
      items,
      user = userOf(architecture, this.#run.workspace),
      json = rememberedJsonCase(this.#run.workspace),
    } = await this.#readFeatures(architecture, {});
    return specText(architecture, features, items, { json, user });
  }
}
