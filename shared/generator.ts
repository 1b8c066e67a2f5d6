import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import {
  createConflicterTransform,
  createYoResolveTransform,
  forceYoFiles,
} from '@yeoman/conflicter';
import { transformFileField } from '@yeoman/transform';
import { isFilePending } from 'mem-fs-editor/state';
import Generator from 'yeoman-generator';
import type { Architecture } from './architecture.js';
import { type Choices, findAmbiguities } from './backend/choices.js';
import { mergePlans } from './changes.js';
import { createCommitOfAll, isUnfinished, repairUnfinished } from './commit.js';
import { RefusalError, UsageError } from './errors.js';
import { type FeatureSpec, featureFromArguments } from './feature-rules.js';
import { FileTree } from './file-tree.js';
import { helpText } from './help.js';
import { type RunOptions, readOptions } from './options.js';
import { type Plan, planFeature } from './plan.js';
import type { PlannedFile } from './planned-files.js';
import { findForeignBackend, recognise } from './recognition.js';
import { rememberedArchitecture, withRememberedChoices } from './remembered.js';
import { chooseStyle, type Styles } from './style.js';
import { leaveErrorsToCaller } from './task-errors.js';
import { recordPhase, timed } from './timing.js';

/** What `composeWith` can give our generators beside the command line's options. */
export interface ComposeOptions {
  /** A feature in the form a spec file has it, in place of arguments. */
  readonly feature?: unknown;
}

/** The runs whose files are committed by one of our generators. */
const runsThatCommitAtOnce = new WeakSet<object>();

/** What Yeoman's environment commits with. */
interface CommitParts {
  readonly adapter: unknown;
  readonly conflicterOptions: unknown;
  readonly sharedFs: {
    pipeline(
      options: { filter: (file: { path: string }) => boolean },
      ...transforms: unknown[]
    ): Promise<void>;
  };
}

/** The files planned in each run, by project root: generators of one run build on each other. */
const treesOfRuns = new WeakMap<object, Map<string, FileTree>>();

/**
 * What all our generators do: read the feature, plan it, and hand the plan to Yeoman to write.
 *
 * A sub-generator names its architecture and is done. Everything happens in memory until Yeoman
 * commits, so an error at any time leaves the project as it was.
 */
export abstract class FeatureGenerator extends Generator {
  /** The architecture whose features this generator adds; where it has styles, one for each. */
  protected abstract readonly architectures: Styles;

  #chosen: Architecture | undefined;
  #options: RunOptions | undefined;
  #choices: Choices = {};
  /** The project's root. */
  #root = '';
  #features: readonly FeatureSpec[] = [];
  #plans: readonly Plan[] = [];
  #files: readonly PlannedFile[] = [];
  #handedOver = 0;

  constructor(...[args, options, features]: ConstructorParameters<typeof Generator>) {
    super(args, options, {
      ...features,
      // Yeoman looks for tasks in the sub-generator's own class only, unless told to look here too.
      inheritTasks: true,
      tasksMatchingPriority: true,
      // It parses no types and knows no `--no-...`; the option table of our own does.
      disableInGeneratorOptionsSupport: true,
    });
    leaveErrorsToCaller(this);
    this.#commitAtOnce();
  }

  /** The text of `--help`. */
  override help(): string {
    return helpText(this.architectures);
  }

  /** Reads the options; nothing that was given on the command line is ever asked about. */
  initializing(): void {
    this.#options = readOptions(this.options);
    this.#root = resolve(this.destinationRoot(), this.#options.destination ?? '.');
    this.#repair();
  }

  /** Asks for what is missing, where somebody is there to answer. */
  async prompting(): Promise<void> {
    const ask = this.#interactive
      ? (question: Record<string, unknown>) => this.prompt([question] as never)
      : undefined;
    this.#chosen = await chooseStyle(this.architectures, this.#run.style, this.#tree(), ask);
    if (this.#interactive) await this.#settleAmbiguities();
    this.#features = await this.#readFeatures();
  }

  /** Asks what the code of somebody else's backend leaves open, once. */
  async #settleAmbiguities(): Promise<void> {
    const tree = this.#tree();
    const backend = findForeignBackend(this.#architecture, tree);
    for (const { key, question, candidates } of backend ? findAmbiguities(backend) : []) {
      const choices = candidates.map(({ value, description }) => ({
        name: `${value} (${description})`,
        value,
      }));
      const answer = await this.prompt<Record<string, string>>([
        { type: 'select', name: key, message: question, choices },
      ] as never);
      this.#choices = { ...this.#choices, [key]: answer[key] };
      tree.plan('.yo-rc.json', withRememberedChoices(tree, this.#choices));
    }
  }

  /** Plans every feature; only a plan that is known to be good reaches Yeoman's files. */
  async writing(): Promise<void> {
    const tree = this.#tree();
    const projectName = basename(tree.root);
    if (this.#run.destination === undefined && !recognise(tree, [this.#architecture])) {
      refuseInsideProject(tree.root);
    }
    this.#plans = this.#features.map((feature) =>
      timed('plan', () => planFeature(this.#architecture, feature, tree, projectName)),
    );
    this.#files = mergePlans(this.#plans);
    if (this.#run.dryRun) {
      await this.#show();
      return;
    }
    this.#refuseConflicts();
    for (const file of this.#files) refuseUnwritable(tree.root, file);
    this.#write(tree.root);
    this.#handedOver = performance.now();
  }

  /** Says what was done and what comes next. */
  async end(): Promise<void> {
    if (this.#run.dryRun) return;
    recordPhase('commit', this.#handedOver);
    if (this.#run.json || this.#run.explain) await this.#show();
    if (this.#run.json) return;
    const { summarise } = await import('./preview.js');
    this.log(`\n${summarise(this.#plans, this.#files)}\n`);
  }

  /** All files of the run are written, or none. A host that commits in a way of its own keeps it. */
  #commitAtOnce(): void {
    const { env } = this;
    if (runsThatCommitAtOnce.has(env)) return;
    runsThatCommitAtOnce.add(env);
    const customCommitTask = () => {
      const { adapter, conflicterOptions, sharedFs } = env as unknown as CommitParts;
      return sharedFs.pipeline(
        {
          filter: (file) => isFilePending(file as never) || file.path.endsWith('.yo-resolve'),
        },
        createYoResolveTransform(),
        forceYoFiles(),
        createConflicterTransform(adapter as never, conflicterOptions as never),
        createCommitOfAll(this.#root),
      );
    };
    this.setFeatures({ customCommitTask });
  }

  /** @throws RefusalError where an earlier run was killed while it wrote, and this one must not write. */
  #repair(): void {
    if (!this.#run.dryRun) {
      const done = repairUnfinished(this.#root);
      if (done !== undefined) process.stderr.write(`${done}\n`);
      return;
    }
    if (!isUnfinished(this.#root)) return;
    throw new RefusalError(
      `an earlier run was killed while it wrote to ${this.#root}. Run without --dry-run: it repairs that first.`,
    );
  }

  get #run(): RunOptions {
    if (this.#options === undefined) throw new Error('options are read in initializing()');
    return this.#options;
  }

  get #architecture(): Architecture {
    if (this.#chosen === undefined) throw new Error('the style is settled in prompting()');
    return this.#chosen;
  }

  /** Whether somebody can be asked. */
  get #interactive(): boolean {
    return !this.#run.yes && process.stdin.isTTY === true;
  }

  async #readFeatures(): Promise<readonly FeatureSpec[]> {
    const { feature } = this.options as ComposeOptions;
    const architecture = this.#architecture;
    const [name, ...tokens] = this._args;
    if (feature !== undefined) {
      const { parseFeature } = await import('./feature-spec.js');
      return [parseFeature(feature, architecture)];
    }
    if (this.#run.spec !== undefined) {
      if (name !== undefined) {
        throw new UsageError(
          `features come either from --spec ${this.#run.spec} or from arguments, but "${name}" was given too. Leave one of them out.`,
        );
      }
      const { readSpecFile } = await import('./spec-file.js');
      return readSpecFile(resolve(this.env.cwd, this.#run.spec), architecture);
    }
    if (this.#interactive && (name === undefined || tokens.length === 0)) {
      const { askForFeature } = await import('./prompts.js');
      const answers = await askForFeature((questions) => this.prompt(questions as never), name);
      return [featureFromArguments(answers.name, answers.tokens, this.#run, architecture)];
    }
    if (name === undefined) {
      throw new UsageError(
        'no feature was named. Give a name and its fields: ' +
          `fastapi-feature ${architecture.generator} product name:str price:decimal=10.2:gt=0`,
      );
    }
    return [featureFromArguments(name, tokens, this.#run, architecture)];
  }

  #tree(): FileTree {
    const root = this.#root;
    const trees = treesOfRuns.get(this.env) ?? new Map<string, FileTree>();
    treesOfRuns.set(this.env, trees);
    const tree = trees.get(root) ?? new FileTree(root, (path) => this.#pending(join(root, path)));
    trees.set(root, tree);
    return tree;
  }

  /** What a host generator has written to Yeoman's memory before us. */
  #pending(path: string): string | undefined {
    const { sharedFs } = this.env as unknown as { sharedFs: MemoryFiles };
    if (!sharedFs.existsInMemory(path)) return undefined;
    const file = sharedFs.get(path);
    return isFilePending(file) && file.contents ? file.contents.toString() : undefined;
  }

  #refuseConflicts(): void {
    const conflicts = this.#files.filter(({ action }) => action === 'overwrite');
    if (conflicts.length === 0 || this.#run.force || this.#interactive) return;
    throw new RefusalError(
      `these files stand and differ from what would be written:\n${conflicts
        .map(({ path }) => `  ${path}`)
        .join('\n')}\nLook at the differences with --dry-run; overwrite them with --force.`,
    );
  }

  #write(root: string): void {
    const changed = this.#files.filter(({ action }) => action !== 'unchanged');
    for (const { path, after } of changed) this.fs.write(join(root, path), after);

    // Lines that are only added to a file need no "Overwrite?"; a person's .yo-resolve still decides.
    const additions = new Set(
      changed.filter(({ action }) => action === 'edit').map(({ path }) => join(root, path)),
    );
    const { bail } = this.options as { bail?: boolean };
    if (additions.size > 0 && !bail) {
      const filter = (file: { path: string }) => additions.has(file.path);
      this.queueTransformStream(
        { priorityToQueue: 'conflicts', filter } as never,
        createYoResolveTransform(),
        (transformFileField as PresetField)('conflicter', (status) => status ?? 'force', {
          filter,
        }),
      );
    }
    this.#remember(root);
  }

  /** Keeps the architecture in `.yo-rc.json`, so that later runs need not be told. */
  #remember(root: string): void {
    if (this.destinationRoot() !== root) this.destinationRoot(root);
    if (this.config.get('architecture') !== this.#architecture.id) {
      this.config.set('architecture', this.#architecture.id);
    }
    if (this.#plans.some(({ isForeign }) => isForeign)) this.config.set('foreign', true);
    if (Object.keys(this.#choices).length > 0) {
      this.config.set('backend', { ...(this.config.get('backend') as object), ...this.#choices });
    }
  }

  async #show(): Promise<void> {
    const { toDocument, toText } = await import('./preview.js');
    const { dryRun, explain, json } = this.#run;
    const text = json
      ? JSON.stringify(toDocument(this.#plans, this.#files, dryRun), undefined, 2)
      : toText(this.#files, { explain, diffs: dryRun });
    process.stdout.write(`${text}\n`);
  }
}

/** Presets a field that Yeoman's conflict check reads; the published types know only Vinyl's own fields. */
type PresetField = (
  field: string,
  value: (current: unknown) => unknown,
  options: { filter: (file: { path: string }) => boolean },
) => never;

interface MemoryFiles {
  existsInMemory(path: string): boolean;
  get(path: string): Parameters<typeof isFilePending>[0] & { contents: Buffer | null };
}

/**
 * A project is founded in a folder of its own, not by accident within another.
 *
 * @throws RefusalError where a folder above has a project of ours.
 */
function refuseInsideProject(root: string): void {
  for (let folder = dirname(root); folder !== dirname(folder); folder = dirname(folder)) {
    if (rememberedArchitecture(new FileTree(folder)) === undefined) continue;
    throw new RefusalError(
      `${root} is no project yet, but it is inside one: ${folder}. Run there, or name it with --destination ${folder}.`,
    );
  }
}

/** @throws RefusalError where the file, or the nearest folder that stands, cannot be written to. */
function refuseUnwritable(root: string, { path, action }: PlannedFile): void {
  if (action === 'unchanged') return;
  const place = nearestThatStands(join(root, path));
  if (place !== join(root, path) && !statSync(place).isDirectory()) {
    throw new RefusalError(`${path} cannot be written: ${place} is not a folder. Move it away.`);
  }
  try {
    accessSync(place, constants.W_OK);
  } catch {
    throw new RefusalError(
      `${path} cannot be written: there is no permission to write to ${place}.`,
    );
  }
}

function nearestThatStands(path: string): string {
  return existsSync(path) ? path : nearestThatStands(dirname(path));
}
