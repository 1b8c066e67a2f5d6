/** Features planned one after the other, as runs would, in memory. */
import { ForeseenError, UsageError } from '../../shared/errors.js';
import { commandOf, quoted, subcommandOf, writeFeature } from '../../shared/feature/notation.js';
import { readOptions } from '../../shared/feature/options.js';
import { parseFeature } from '../../shared/feature/schema.js';
import { type FeatureSpec, featureFromArguments } from '../../shared/feature/spec.js';
import type { Architecture } from '../../shared/plan/architecture.js';
import { planRequest } from '../../shared/plan/request.js';
import type { PlannedFile, Workspace } from '../../shared/project/workspace.js';
import type { LikelyFeature, TypedFeature } from '../../test/likely-features.js';
import { fittingIn, type Ground, openGround, standingIn } from './grounds.js';

/** How one feature ended. */
export interface Attempt {
  readonly index: number;
  readonly end: 'planned' | 'usage' | 'refusal' | 'fault';
  /** What is typed for it. */
  readonly command: string;
  /** The feature as it was typed, with everything filled in that depends on the project. */
  readonly typed: TypedFeature;
  /** The files that it creates or edits. */
  readonly files: readonly Pick<PlannedFile, 'path' | 'action'>[];
  /** What it was told, or what is wrong. */
  readonly message: string;
  /** How long it kept a processor busy. */
  readonly milliseconds: number;
}

/** The text of each file that a project has beside what is on the disk, by path. */
export type Texts = readonly (readonly [path: string, text: string])[];

/**
 * Plans features one after the other, each after those that were accepted before it.
 *
 * @param tell is called before each, and with how it ended.
 * @param skipped those that are left out, by index: they never end.
 */
export function attemptAll(
  ground: Ground,
  features: readonly (LikelyFeature | TypedFeature)[],
  tell: (index: number, attempt?: Attempt) => void,
  skipped: ReadonlySet<number> = new Set(),
): Texts {
  const opened = openGround(ground);
  let { workspace } = opened;
  const texts = new Map(opened.files.map(({ after, path }) => [path, after]));
  const { architecture } = ground;
  const accepted: { attempt: Attempt; spec: FeatureSpec }[] = [];
  const names = new Set<string>();
  for (const [index, feature] of features.entries()) {
    // What stands is changed when it is said anew, and may be asked about.
    if (skipped.has(index) || names.has(nameOf(feature))) continue;
    tell(index);
    const trial = workspace.fork();
    const ended = attemptOne(index, feature, architecture, trial);
    tell(index, ended.attempt);
    if (ended.files === undefined) continue;
    workspace = trial;
    for (const { path, after } of ended.files) texts.set(path, after);
    accepted.push({ attempt: ended.attempt, spec: ended.spec });
    names.add(nameOf(feature));
  }
  for (const { attempt, spec } of accepted) {
    const complaint = secondRun(architecture, spec, workspace);
    if (complaint !== undefined) {
      tell(attempt.index, { ...attempt, end: 'fault', message: complaint });
    }
  }
  return [...texts];
}

/** Returns the name of a feature in one spelling. */
function nameOf({ name }: LikelyFeature | TypedFeature): string {
  return name.replaceAll(/[^a-z0-9]/gi, '').toLowerCase();
}

type Ended =
  | { readonly attempt: Attempt; readonly files?: undefined }
  | {
      readonly attempt: Attempt;
      readonly files: readonly PlannedFile[];
      readonly spec: FeatureSpec;
    };

function attemptOne(
  index: number,
  feature: LikelyFeature | TypedFeature,
  architecture: Architecture,
  workspace: Workspace,
): Ended {
  let typed: TypedFeature = feature;
  let command = typedCommand(architecture, typed);
  const start = process.cpuUsage();
  const attempt = (end: Attempt['end'], message: string, files: Attempt['files'] = []) => ({
    index,
    end,
    command,
    typed,
    files,
    message,
    milliseconds: busySince(start),
  });
  try {
    typed = fittingIn(feature, architecture, standingIn(architecture, workspace));
    command = typedCommand(architecture, typed);
    const options = readOptions(typed.options);
    const spec = featureFromArguments(typed.name, typed.tokens, options, architecture);
    const { files } = planRequest({ architecture, features: [spec], choices: {} }, workspace);
    command = commandOf(architecture, spec);
    const complaint =
      (giveWay(spec) ? undefined : complaintAbout(files)) ?? notationComplaint(spec, architecture);
    if (complaint !== undefined) return { attempt: attempt('fault', complaint) };
    const changed = files.filter(({ action }) => action !== 'unchanged');
    if (changed.some(({ action }) => action === 'overwrite')) {
      return { attempt: attempt('refusal', 'a file exists already and differs') };
    }
    const kept = changed.map(({ action, path }) => ({ action, path }));
    return { attempt: attempt('planned', '', kept), files: changed, spec };
  } catch (error) {
    if (!(error instanceof ForeseenError)) {
      return { attempt: attempt('fault', (error as Error).stack ?? String(error)) };
    }
    if (error.message.length < 20)
      return { attempt: attempt('fault', `too short: ${error.message}`) };
    return { attempt: attempt(error instanceof UsageError ? 'usage' : 'refusal', error.message) };
  }
}

/** Returns how many milliseconds of work there were: the machine may be busy with others. */
function busySince(start: NodeJS.CpuUsage): number {
  const { system, user } = process.cpuUsage(start);
  return (system + user) / 1000;
}

/** Whether code of the foundation gives way to other code. */
function giveWay({ integrations }: FeatureSpec): boolean {
  return integrations.includes('accounts');
}

/** Says what is wrong with what happens to files; undefined if nothing is. */
function complaintAbout(files: readonly PlannedFile[]): string | undefined {
  for (const { action, after, before, path } of files) {
    if (action !== 'edit' || before === undefined || path.endsWith('.json')) continue;
    let at = 0;
    for (const letter of before) {
      at = after.indexOf(letter, at) + 1;
      if (at === 0) return `an edit of ${path} takes something away`;
    }
  }
  return undefined;
}

/** Says what is wrong with how a feature is written out and read again; undefined if nothing is. */
function notationComplaint(spec: FeatureSpec, architecture: Architecture): string | undefined {
  const again = parseFeature({ name: spec.name, ...writeFeature(spec) }, architecture);
  return JSON.stringify(again) === JSON.stringify(spec)
    ? undefined
    : `read again as ${JSON.stringify(again)}`;
}

/** Says what a second run would change; undefined if it changes nothing. */
function secondRun(
  architecture: Architecture,
  spec: FeatureSpec,
  workspace: Workspace,
): string | undefined {
  try {
    const request = { architecture, features: [spec], choices: {} };
    const changed = planRequest(request, workspace.fork()).files.filter(
      ({ action }) => action !== 'unchanged',
    );
    if (changed.length === 0) return undefined;
    return `a second run changes ${changed.map(({ action, path }) => `${path} (${action})`).join(', ')}`;
  } catch (error) {
    return `a second run fails: ${(error as Error).message}`;
  }
}

/** Returns what is typed for a feature, right or wrong, after the name of the program. */
export function wordsOf(
  architecture: Architecture,
  { name, options, tokens }: TypedFeature,
): string[] {
  const said = Object.entries(options).flatMap(([key, given]) => {
    if (given === undefined) return [];
    if (typeof given === 'boolean') return [given ? `--${key}` : `--no-${key}`];
    return [`--${key}=${given}`];
  });
  return [...subcommandOf(architecture).split(' '), ...said, '--', name, ...tokens];
}

function typedCommand(architecture: Architecture, typed: TypedFeature): string {
  const words = wordsOf(architecture, typed).filter((each) => each !== '--');
  return ['fastapi-feature', ...words.map((each) => quoted(each))].join(' ');
}
