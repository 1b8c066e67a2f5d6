/** Commands about a feature that stands: from what was given to what was done. */
import { resolve } from 'node:path';
import { type Ask, isAnswered } from '../ask/ask.js';
import { ConflictChoices } from '../ask/conflict-choice.js';
import { areLossesWanted } from '../ask/losses.js';
import { type Problem, RefusalError, UsageError } from '../errors.js';
import type { Evolved } from '../evolve/evolved.js';
import type { Decide } from '../evolve/merge.js';
import { TOOLS } from '../feature/commands.js';
import { FEATURE_OPTIONS } from '../feature/keys.js';
import { type OptionDeclaration, propertyName } from '../feature/option.js';
import {
  isGiven,
  OPTIONS,
  type RunOptions,
  readOptions,
  writtenOption,
} from '../feature/options.js';
import type { FeatureSpec } from '../feature/spec.js';
import type { Architecture } from '../plan/architecture.js';
import { recognise } from '../project/recognition.js';
import { type PlannedFile, Workspace } from '../project/workspace.js';
import type { RunDocument } from '../show/documents.js';
import { printDocument, printFailure } from '../show/ending.js';
import { outcomeOfEvolution, summariseEvolution, toDocument, toText } from '../show/preview.js';
import {
  refusalOfConflicts,
  refusalOfLosses,
  refuseClosed,
  refuseUnresolved,
  refuseUnwritable,
} from './checks.js';
import type { Given } from './feature-command.js';
import { inTurn, isInUse } from './in-turn.js';
import { refuseLinksOut } from './links.js';
import type { Planned } from './planned.js';
import { findRemembered, requireRemembered } from './remembered.js';
import { pendingIn, type Surroundings } from './surroundings.js';
import type { Verification } from './verification/verification.js';
import {
  verificationDocument,
  verificationFor,
  verifiedText,
  type Wish,
} from './verification/wish.js';

/** Returns the architectures that a project may follow. */
export type ArchitecturesFor = (workspace: Workspace) => Promise<readonly Architecture[]>;

/** What a command makes of a feature. */
export interface Evolution {
  /** The name of the command. */
  readonly command: 'change' | 'remove' | 'upgrade';
  /** Whether it takes arguments besides the feature. */
  readonly takesMore: boolean;
  /** Whether it is about all features, so that none is named. */
  readonly isAboutAll?: true;
  /** What the user is asked where something is lost or breaks. */
  readonly question: string;
  /** Asks what is wanted, where nothing else is said; not there if the name of the feature says all. */
  readonly converse?: (
    standing: EvolutionContext,
    person: Pick<Surroundings, 'ask' | 'say'>,
  ) => Promise<Answered | undefined>;
  /**
   * Plans what becomes of the feature.
   *
   * @throws UsageError for what is said wrongly, RefusalError if it is not possible.
   */
  plan(standing: EvolutionContext): Promise<Evolved>;
}

/** What a person wants a feature to become. */
export interface Answered {
  readonly next: FeatureSpec;
  /** The new names of fields, by the old ones. */
  readonly renamed: ReadonlyMap<string, string>;
}

/** What planning is given. */
export interface EvolutionContext {
  readonly workspace: Workspace;
  readonly architecture: Architecture;
  /** The name of the feature. */
  readonly name: string;
  /** The arguments behind it. */
  readonly tokens: readonly string[];
  readonly options: RunOptions;
  /** The changed files that stay because the user wants it. */
  readonly kept: ReadonlySet<string>;
  /** What was answered, where somebody was asked. */
  readonly answered?: Answered | undefined;
  /** Returns what was decided about a conflict. */
  readonly decide: Decide;
}

/**
 * A command about a feature that stands. Its steps are called in this order: {@link begin}, {@link plan}, the files are
 * written, {@link report}.
 */
export class EvolutionCommand implements Planned {
  readonly #evolution: Evolution;
  readonly root: string;
  readonly #architecturesFor: ArchitecturesFor;
  readonly #words: readonly string[];
  readonly #surroundings: Surroundings;
  readonly #options: RunOptions;
  readonly #ask: Ask | undefined;
  #workspace: Workspace;
  #name = '';
  #evolved: Evolved | undefined;
  /** The changed files that stay because the user wants it. */
  #kept: ReadonlySet<string> = new Set();
  #answered: Answered | undefined;
  readonly #choices = new ConflictChoices();
  #hasDecided = false;
  #refusal: RefusalError | undefined;
  /** What tries the result, if that is wanted. */
  verification: Verification | undefined;
  readonly #wish: Wish;

  /** @throws UsageError for a value that does not fit its option, and for what the command does not take. */
  constructor(
    evolution: Evolution,
    architecturesFor: ArchitecturesFor,
    given: Given,
    surroundings: Surroundings,
  ) {
    refuseOptions(evolution.command, given.raw);
    this.#evolution = evolution;
    this.#architecturesFor = architecturesFor;
    this.#words = given.words;
    this.#surroundings = surroundings;
    this.#options = readOptions(given.raw);
    this.#ask = isAnswered(this.#options) ? surroundings.ask : undefined;
    this.#wish = {
      options: this.#options,
      isSaid: isGiven(given.raw, 'verify'),
      ask: this.#ask,
      say: surroundings.say,
    };
    this.root = resolve(surroundings.root, this.#options.destination ?? '.');
    this.#workspace = this.#read();
  }

  get files(): readonly PlannedFile[] {
    return this.#evolved?.files ?? [];
  }

  /** @throws RefusalError if the folder cannot be read, or an earlier run left something that cannot be finished. */
  async begin(): Promise<void> {
    refuseClosed(this.root);
    if (!isInUse(this.root)) return;
    const { refuseUnfinished, tellOfForeign } = await import('./left-behind.js');
    tellOfForeign(this.root);
    if (this.#options.dryRun) refuseUnfinished(this.root);
    else await inTurn([this.root], async () => []);
    this.#workspace = this.#read();
  }

  /**
   * Plans what becomes of the feature and has the user decide about what would be lost.
   *
   * @returns the files that change; none in a dry run.
   * @throws UsageError if there is no such feature, RefusalError if that is not possible, or not without losing something.
   */
  async plan(): Promise<readonly PlannedFile[]> {
    this.#refuseWords();
    const { command, isAboutAll } = this.#evolution;
    if (isAboutAll) requireRemembered(command, this.#workspace);
    else this.#name = await findRemembered(command, this.#words[0], this.#workspace, this.#ask);
    if (this.#ask !== undefined) {
      const person = { ask: this.#ask, say: this.#surroundings.say };
      this.#answered = await this.#evolution.converse?.(await this.#context(), person);
    }
    await this.#plan();
    await this.#decide();
    const { dryRun, json } = this.#options;
    if (dryRun) return [];
    if (this.#refusal === undefined) {
      this.verification = await verificationFor(this.root, this.files, this.#wish);
      return this.files;
    }
    if (json) printFailure(this.#refusal, this.#document());
    throw this.#refusal;
  }

  /** @throws UsageError for more arguments than the command takes. */
  #refuseWords(): void {
    const { command, isAboutAll, takesMore } = this.#evolution;
    const extra = this.#words[isAboutAll ? 0 : 1];
    if (extra === undefined || takesMore) return;
    throw new UsageError(
      isAboutAll
        ? `${command} takes no feature, but "${extra}" was given: it is about all that the project has.`
        : `${command} takes one feature, but "${extra}" was given too. Say one after the other.`,
      { place: extra },
    );
  }

  isOutdated(): boolean {
    return this.#workspace.outdated() !== undefined;
  }

  async planAgain(): Promise<readonly PlannedFile[]> {
    if (this.#hasDecided) {
      throw new RefusalError(
        `${this.root} was changed by somebody else before this run could write. Nothing was written; run the same command again.`,
      );
    }
    this.#workspace = this.#read();
    await this.#plan();
    await this.#decide();
    if (this.#refusal !== undefined) throw this.#refusal;
    return this.files;
  }

  noteWritten(): void {
    this.#workspace = this.#read();
  }

  settle(): (path: string, planned: string) => string {
    return (_, planned) => planned;
  }

  /**
   * Says what was done, or would be.
   *
   * @throws RefusalError in a dry run, if the run would be refused.
   */
  report(): void {
    const { destination, dryRun, explain, json } = this.#options;
    const plans = this.#evolved?.plans ?? [];
    if (json && this.#refusal !== undefined) {
      printFailure(this.#refusal, this.#document());
    } else if (json) {
      const message = outcomeOfEvolution(plans, this.files, dryRun ? 'planned' : 'done');
      printDocument({
        code: 0,
        message,
        ...this.#document(),
        ...(dryRun ? {} : { verification: verificationDocument(this.verification) }),
      } satisfies RunDocument);
    } else if (dryRun || explain) {
      process.stdout.write(`${toText(this.files, [], { explain, diffs: dryRun })}\n`);
    }
    if (this.#refusal !== undefined) throw this.#refusal;
    if (dryRun || json) return;
    const verified = verifiedText(this.verification, this.files, this.#ask !== undefined);
    const summary = summariseEvolution(plans, this.files, destination, verified);
    this.#surroundings.say(`\n${summary}\n`);
  }

  #document() {
    const plans = this.#evolved?.plans ?? [];
    return toDocument(plans, this.files, this.#options.dryRun);
  }

  #read(): Workspace {
    return new Workspace(this.root, pendingIn(this.root, this.#surroundings));
  }

  async #context(): Promise<EvolutionContext> {
    const workspace = this.#workspace;
    const architecture = recognise(workspace, await this.#architecturesFor(workspace));
    if (architecture === undefined) {
      throw new RefusalError(`${this.root} does not say which architecture it has.`);
    }
    return {
      workspace,
      architecture,
      name: this.#name,
      tokens: this.#words.slice(1),
      options: this.#options,
      kept: this.#kept,
      answered: this.#answered,
      decide: this.#choices.decide,
    };
  }

  async #plan(): Promise<void> {
    this.#evolved = await this.#evolution.plan(await this.#context());
    refuseLinksOut(this.#workspace, this.files);
    if (this.#evolved.conflicts.length === 0) refuseUnresolved(this.#workspace, this.files);
    refuseUnwritable(this.root, this.files);
  }

  /** Settles what happens to what would be lost: as forced, as the user says, or else nothing is written. */
  async #decide(): Promise<void> {
    const { changed = [], conflicts = [], risky = [] } = this.#evolved ?? {};
    if (conflicts.length > 0) {
      if (await this.#areDecided(conflicts)) {
        await this.#plan();
        await this.#decide();
      } else this.#refusal = refusalOfConflicts(conflicts);
      return;
    }
    const problems = [...changed, ...risky];
    if (problems.length === 0 || this.#options.force) return;
    if (this.#ask === undefined || this.#options.dryRun) {
      this.#refusal = refusalOfLosses(problems);
      return;
    }
    this.#hasDecided = true;
    await this.#askAbout(changed, this.#ask);
    if (risky.length === 0) return;
    const person = { ask: this.#ask, say: this.#surroundings.say };
    if (!(await areLossesWanted(risky, this.#evolution.question, person))) {
      this.#refusal = new RefusalError(risky);
    }
  }

  /** Whether somebody could be asked about conflicts, and has decided about all. */
  async #areDecided(conflicts: readonly Problem[]): Promise<boolean> {
    if (this.#ask === undefined || this.#options.dryRun) return false;
    this.#hasDecided = true;
    return this.#choices.ask(conflicts, { ask: this.#ask, say: this.#surroundings.say });
  }

  async #askAbout(changed: readonly Problem[], ask: Ask): Promise<void> {
    const kept = new Set<string>();
    for (const { message, place = '' } of changed) {
      const keeps = await ask<boolean>({
        type: 'select',
        name: 'keep',
        message,
        choices: [
          { name: 'keep it as it is', value: true },
          { name: 'remove it, and lose the changes', value: false },
        ],
      });
      if (keeps) kept.add(place.replace(/:\d+$/, ''));
    }
    if (kept.size === 0) return;
    this.#kept = kept;
    await this.#plan();
  }
}

/** @throws UsageError for an option that means nothing to a command. */
function refuseOptions(command: string, raw: Given['raw']): void {
  const known = TOOLS.get(command)?.options ?? {};
  const other = OPTIONS.find(({ name }) => isGiven(raw, name) && !Object.hasOwn(known, name));
  if (other === undefined) return;
  const written = `--${writtenOption(other)}`;
  const isOfFeature = FEATURE_OPTIONS.some(({ name }) => name === other.name);
  const instead =
    command === 'change' && isOfFeature
      ? `${insteadOf(other.name, [written, ...valuesOf(raw, other)].join(' '))} `
      : '';
  throw new UsageError(
    `${command} does not take ${written}. ${instead}Its options: ${Object.keys(known)
      .map((name) => `--${name}`)
      .join(', ')}.`,
    { place: written },
  );
}

/** Returns the value of an option as it is typed; none for a flag. */
function valuesOf(raw: Given['raw'], { kind, name }: OptionDeclaration): readonly string[] {
  const value = raw[propertyName(name)] ?? raw[name];
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return kind === 'flag' ? [] : [values.join('+')];
}

/** What stays as it was said when a feature was added, by its options. */
const LASTING = new Set(['id', 'key', 'like', 'parent', 'plural', 'soft-delete', 'table']);

/**
 * Says how a feature that stands comes to have what an option says, if it can.
 *
 * @param name the option.
 * @param said the same with its value, as it was typed.
 */
function insteadOf(name: string, said: string): string {
  if (LASTING.has(name)) {
    return 'It stays as it was said, as rows, files and clients go by it: remove the feature and add it anew.';
  }
  const anew =
    `say the feature anew, with all that it keeps: the command that added it, with ${said}, or its spec file, edited. ` +
    'fastapi-feature --print-spec shows what stands.';
  return name === 'with'
    ? `What a project is connected to is added beside its features: fastapi-feature ${said}. To have it remembered with this one, ${anew}`
    : `Of what is said of a feature, change takes only fields and what goes by them. For the rest, ${anew}`;
}
