import { resolve } from 'node:path';
import { type Ask, isAnswered } from '../ask/ask.js';
import { askWhichBackend } from '../ask/backend-choice.js';
import type { Host } from '../ask/interview.js';
import { chooseStyle } from '../ask/style.js';
import { isGiven, type RunOptions, readOptions } from '../feature/options.js';
import type { FeatureInput } from '../feature/spec.js';
import type { Architecture, ArchitectureFamily } from '../plan/architecture.js';
import { publishedSchema } from '../plan/own-files.js';
import type { Choices } from '../project/memory.js';
import { readProject } from '../project/project.js';
import { recognise } from '../project/recognition.js';
import type { PlannedFile } from '../project/workspace.js';
import { summarise, toDocument, toText } from '../show/preview.js';
import { showProgress } from '../show/progress.js';
import {
  refuseConflicts,
  refuseInsideProject,
  refuseNamesakes,
  refuseUnwritable,
} from './checks.js';
import { hostOf } from './host.js';
import { inTurn, isInUse } from './in-turn.js';
import { type Inputs, readFeatures } from './inputs.js';
import type { Planned } from './planned.js';
import { Run } from './run.js';
import type { Surroundings } from './surroundings.js';

/** What `composeWith` can pass to our generators besides the options of the command line. */
export interface ComposeOptions extends Partial<RunOptions> {
  /** A feature in the form of a spec file, with its name, in place of arguments. */
  readonly feature?: FeatureInput;
  /** Several features, in any order. */
  readonly features?: readonly FeatureInput[];
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
  #options: RunOptions;
  #root: string;

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

  /**
   * Finishes or undoes what an earlier run left behind, once nobody else writes.
   *
   * @throws RefusalError if that is not possible, or this run is one that must not write.
   */
  async begin(): Promise<void> {
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
    const { printSchema, printSpec, style } = this.#options;
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
    const features = await this.#readFeatures(architecture, choices);
    this.#run.request({ architecture, choices, features }, this.#options);
  }

  /**
   * Plans every feature of the run that is not planned yet.
   *
   * @returns the files to write; none in a dry run.
   * @throws as {@link Run.plan} does, and RefusalError if they cannot be written, or something else has to be decided first.
   */
  async plan(): Promise<readonly PlannedFile[]> {
    try {
      return this.#plan(this.#ask !== undefined);
    } catch (error) {
      // What was read while another run wrote may be half of something.
      if (this.#options.dryRun || !(isInUse(this.#root) || this.isOutdated())) throw error;
      let files: readonly PlannedFile[] = [];
      await inTurn([this.#root], async () => {
        if (!this.isOutdated()) throw error;
        files = await this.planAgain();
        return [];
      });
      return files;
    }
  }

  isOutdated(): boolean {
    return this.#run.workspace.outdated() !== undefined;
  }

  async planAgain(): Promise<readonly PlannedFile[]> {
    this.#run.startAgain();
    const { architecture, workspace } = this.#run;
    // Another run may have laid a foundation that decides.
    await chooseStyle(this.#family, architecture?.style, workspace, undefined);
    return this.#plan(false);
  }

  /** @param canAsk whether somebody is asked about conflicts. */
  #plan(canAsk: boolean): readonly PlannedFile[] {
    const { architecture, manner, workspace } = this.#run;
    if (architecture === undefined || manner === undefined) return [];
    if (this.#options.destination === undefined && !recognise(workspace, [architecture])) {
      refuseInsideProject(this.#root);
    }
    const files = this.#run.plan(manner.json ? undefined : showProgress);
    if (manner.dryRun) return [];
    if (!manner.force && !canAsk) refuseConflicts(files);
    refuseNamesakes(files, (folder) => workspace.list(folder));
    refuseUnwritable(this.#root, files);
    return files;
  }

  /** Says what was done, or would be, and what comes next: once for the whole run. */
  report(): void {
    const { files, manner, plans } = this.#run;
    if (manner === undefined || plans.length === 0 || !this.#run.showOnce()) return;
    const { dryRun, explain, json } = manner;
    if (json) {
      const document = toDocument(plans, files, dryRun);
      process.stdout.write(`${JSON.stringify(document, undefined, 2)}\n`);
    } else if (dryRun || explain) {
      const omitted = plans.flatMap((plan) => plan.omitted);
      process.stdout.write(`${toText(files, omitted, { explain, diffs: dryRun })}\n`);
    }
    if (dryRun || json) return;
    this.#surroundings.say(`\n${summarise(plans, files, this.#options.destination)}\n`);
  }

  get #run(): Run {
    const { pendingText, run } = this.#surroundings;
    return Run.of(run, this.#root, (path) => pendingText(resolve(this.#root, path)));
  }

  get #inputs(): Inputs {
    const { raw, words } = this.#given;
    const { feature, features } = raw as ComposeOptions;
    const objects = features ?? (feature === undefined ? undefined : [feature]);
    return { options: this.#options, words, objects, cwd: this.#surroundings.cwd };
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
          name: `${value} (${description})`,
          value,
        })),
      });
    }
    return choices;
  }

  #readFeatures(architecture: Architecture, choices: Choices) {
    const ask = this.#ask;
    const host = ask && (() => this.#hostOf(architecture, choices, ask));
    return readFeatures(this.#inputs, architecture, host);
  }

  #hostOf(architecture: Architecture, choices: Choices, ask: Ask): Host {
    const host = hostOf({
      ask,
      say: this.#surroundings.say,
      architecture,
      run: this.#run,
      choices,
      isGiven: (option) => isGiven(this.#given.raw, option),
      destination: this.#options.destination,
    });
    // If nothing will be written, there is nothing to agree to.
    const { dryRun, printSpec } = this.#options;
    return dryRun || printSpec ? { ...host, foresee: undefined } : host;
  }

  /**
   * Prints the features as a spec file: those that were given, or else those that the project
   * remembers.
   */
  async #printSpec(architecture: Architecture): Promise<void> {
    const { rememberedSpec, specText } = await import('../show/spec-text.js');
    const remembered = rememberedSpec(architecture, this.#run.workspace);
    const { objects, options, words } = this.#inputs;
    const nothingIsGiven = objects === undefined && options.spec === undefined && !words.length;
    if (nothingIsGiven && remembered !== undefined) {
      process.stdout.write(remembered);
      return;
    }
    const features = await this.#readFeatures(architecture, {});
    process.stdout.write(specText(architecture, features));
  }
}
