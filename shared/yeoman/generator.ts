import { resolve } from 'node:path';
import type Generator from 'yeoman-generator';
import type { Ask } from '../ask/ask.js';
import { askWhichBackend } from '../ask/backend-choice.js';
import type { Host } from '../ask/interview.js';
import { chooseStyle } from '../ask/style.js';
import { RefusalError } from '../errors.js';
import { isGiven, type RunOptions } from '../feature/options.js';
import type { FeatureInput } from '../feature/spec.js';
import type { Architecture, ArchitectureFamily } from '../plan/architecture.js';
import { publishedSchema } from '../plan/templates.js';
import type { Choices } from '../project/memory.js';
import { readProject } from '../project/project.js';
import { recognise } from '../project/recognition.js';
import { helpText } from '../show/help.js';
import { recordPhase } from '../timing.js';
import {
  refuseConflicts,
  refuseInsideProject,
  refuseNamesakes,
  refuseUnwritable,
} from './checks.js';
import { isUnfinished, repairUnfinished } from './commit.js';
import { commitAtOnce, handOver, pendingText } from './hand-over.js';
import { hostOf } from './host.js';
import { readFeatures } from './inputs.js';
import { OwnGenerator } from './own-generator.js';
import { Run } from './run.js';

/** What `composeWith` can pass to our generators besides the options of the command line. */
export interface ComposeOptions extends Partial<RunOptions> {
  /** A feature in the form of a spec file, with its name, in place of arguments. */
  readonly feature?: FeatureInput;
  /** Several features, in any order. */
  readonly features?: readonly FeatureInput[];
}

/**
 * What all our generators that add features do: read the features, plan them, and hand the plan to
 * Yeoman to write.
 *
 * A sub-generator only names its architecture. Everything happens in memory until Yeoman commits,
 * so an error at any time leaves the project as it was.
 */
export abstract class FeatureGenerator extends OwnGenerator {
  /** The architecture whose features this generator adds, or one for each of its styles. */
  protected abstract readonly architectures: ArchitectureFamily;

  #options: RunOptions | undefined;
  /** The root of the project. */
  #root = '';
  #handedOver = 0;

  constructor(...args: ConstructorParameters<typeof Generator>) {
    super(...args);
    commitAtOnce(this, () => this.#root);
  }

  /** Returns the text of `--help`. */
  override help(): string {
    return helpText(this.architectures);
  }

  /** Reads the options. Nothing that was given on the command line is asked for later. */
  initializing(): void {
    this.#options = this.readGiven();
    this.#root = resolve(this.destinationRoot(), this.#options.destination ?? '.');
    this.#repair();
  }

  /**
   * Asks for what is missing, if there is somebody to answer, and adds it to the request of the
   * run.
   */
  async prompting(): Promise<void> {
    const { printSchema, printSpec, style } = this.#given;
    const ask = this.askIfAnswered(this.#given);
    if (printSchema) {
      process.stdout.write(publishedSchema());
      return;
    }
    if (ask && this.#given.destination === undefined) await this.#chooseBackend(ask);
    const architecture = await chooseStyle(this.architectures, style, this.#run.workspace, ask);
    if (printSpec) {
      await this.#printSpec(architecture, ask);
      return;
    }
    const choices = await this.#settle(architecture, ask);
    const host = ask && (() => this.#hostOf(architecture, choices, ask));
    const features = await readFeatures(this.#inputs, architecture, host);
    this.#run.request({ architecture, choices, features }, this.#given);
  }

  /**
   * Plans every feature of the run. Only a plan that is known to be good reaches Yeoman's files.
   */
  async writing(): Promise<void> {
    const { architecture, manner, workspace } = this.#run;
    if (architecture === undefined || manner === undefined) return;
    if (this.#given.destination === undefined && !recognise(workspace, [architecture])) {
      refuseInsideProject(this.#root);
    }
    const { showProgress } = await import('../show/progress.js');
    const files = this.#run.plan(manner.json ? undefined : showProgress);
    if (manner.dryRun) return;
    if (!manner.force && this.askIfAnswered(this.#given) === undefined) refuseConflicts(files);
    refuseNamesakes(files, (folder) => workspace.list(folder));
    refuseUnwritable(this.#root, files);
    handOver(this, this.#root, files);
    this.#handedOver = performance.now();
  }

  /** Says what was done and what comes next, once for the whole run. */
  async end(): Promise<void> {
    const { files, manner, plans } = this.#run;
    if (manner === undefined || plans.length === 0 || !this.#run.showOnce()) return;
    const { dryRun, explain, json } = manner;
    const { summarise, toDocument, toText } = await import('../show/preview.js');
    if (json) {
      const document = toDocument(plans, files, dryRun);
      process.stdout.write(`${JSON.stringify(document, undefined, 2)}\n`);
    } else if (dryRun || explain) {
      const omitted = plans.flatMap((plan) => plan.omitted);
      process.stdout.write(`${toText(files, omitted, { explain, diffs: dryRun })}\n`);
    }
    if (dryRun) return;
    recordPhase('commit', this.#handedOver);
    if (!json) this.log(`\n${summarise(plans, files, this.#given.destination)}\n`);
  }

  get #given(): RunOptions {
    if (this.#options === undefined) throw new Error('options are read in initializing()');
    return this.#options;
  }

  get #run(): Run {
    return Run.of(this.env, this.#root, (path) => pendingText(this, resolve(this.#root, path)));
  }

  get #inputs() {
    const { feature, features } = this.options as ComposeOptions;
    const objects = features ?? (feature === undefined ? undefined : [feature]);
    return { options: this.#given, words: this._args, objects, cwd: this.env.cwd };
  }

  /** Asks which backend is meant, if the repository has several. */
  async #chooseBackend(ask: Ask): Promise<void> {
    const destination = await askWhichBackend(this.#run.workspace, ask);
    if (destination === undefined) return;
    this.#options = { ...this.#given, destination };
    this.#root = resolve(this.#root, destination);
  }

  /** Settles what the code of an existing backend does not decide. `.yo-rc.json` remembers it. */
  async #settle(architecture: Architecture, ask: Ask | undefined): Promise<Choices> {
    const { backend: given } = this.#given;
    if (given === undefined && ask === undefined) return {};
    const project = readProject(architecture, this.#run.workspace);
    const choices: Record<string, string> = { ...(given && project.choicesIn(given)) };
    for (const { key, question, candidates } of project.ambiguities()) {
      if (choices[key] !== undefined || ask === undefined) continue;
      choices[key] = await ask({
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

  #hostOf(architecture: Architecture, choices: Choices, ask: Ask): Host {
    const host = hostOf({
      ask,
      say: (text) => this.log(text),
      architecture,
      run: this.#run,
      choices,
      isGiven: (option) => isGiven(this.options, option),
      destination: this.#given.destination,
    });
    // If nothing will be written, there is nothing to agree to.
    const { dryRun, printSpec } = this.#given;
    return dryRun || printSpec ? { ...host, foresee: undefined } : host;
  }

  /**
   * Prints the features as a spec file: those that were given, or else those that the project
   * remembers.
   */
  async #printSpec(architecture: Architecture, ask: Ask | undefined): Promise<void> {
    const { rememberedSpec, specText } = await import('../show/spec-text.js');
    const remembered = rememberedSpec(architecture, this.#run.workspace);
    const { objects, options, words } = this.#inputs;
    const nothingIsGiven = objects === undefined && options.spec === undefined && !words.length;
    if (nothingIsGiven && remembered !== undefined) {
      process.stdout.write(remembered);
      return;
    }
    const host = ask && (() => this.#hostOf(architecture, {}, ask));
    const features = await readFeatures(this.#inputs, architecture, host);
    process.stdout.write(specText(architecture, features));
  }

  /**
   * @throws RefusalError if an earlier run was killed while it wrote, and this one must not
   *   write.
   */
  #repair(): void {
    if (!this.#given.dryRun) {
      const done = repairUnfinished(this.#root);
      if (done !== undefined) process.stderr.write(`${done}\n`);
      return;
    }
    if (!isUnfinished(this.#root)) return;
    throw new RefusalError(
      `an earlier run was killed while writing to ${this.#root}. Run without --dry-run to repair that first.`,
    );
  }
}
