/** Shows the changes of a run, to people and programs. */
import { resolve } from 'node:path';
import { createTwoFilesPatch } from 'diff';
import { quoted } from '../feature/notation.js';
import type { Omission, Plan } from '../plan/plan.js';
import { changes, type PlannedFile } from '../project/workspace.js';
import type { PlanPart } from './documents.js';
import { shownSteps, stepsOn } from './next-steps.js';
import { styled } from './styled.js';
import { screenWidth, wrappedText } from './text-width.js';

/** What a person has decided about conflicts. */
export interface Decisions {
  /** The files that stay as they are. */
  readonly kept: readonly string[];
  /** The features that are not remembered as they were planned. */
  readonly forgotten: readonly string[];
}

/** How much of a plan to show. */
export interface PreviewOptions {
  /** Whether to say why each file exists. */
  readonly explain: boolean;
  /** Whether to show the changes in existing files. */
  readonly diffs: boolean;
}

/**
 * Returns what `--json` prints of a plan.
 *
 * @param plans the plans of the run, at least one.
 * @param files their merged changes.
 */
export function toDocument(
  plans: readonly Plan[],
  files: readonly PlannedFile[],
  dryRun: boolean,
): PlanPart {
  return {
    architecture: plans[0]?.architecture ?? '',
    features: plans.flatMap(({ feature }) => feature?.feature ?? []),
    ...withItemsOf(plans),
    dryRun,
    files: files.map((file) => ({
      path: file.path,
      action: file.action,
      layer: file.layer,
      why: file.why,
      ...(changesWhatStands(file) ? { diff: diffOf(file) } : {}),
    })),
    omitted: plans.flatMap(({ omitted }) => omitted),
    provided: [...new Set(plans.flatMap((plan) => plan.provided.map(({ id }) => id)))],
    nextSteps: nextStepsOf(plans),
    reused: [...new Set(plans.flatMap((plan) => plan.reused.map(({ id }) => id)))],
    notes: notesOf(plans),
  };
}

/**
 * Returns the changes as text: a line for each file, grouped by layer, then what is left out if
 * reasons are wanted, then diffs if they are.
 *
 * @param omitted what the features could have and do not.
 */
export function toText(
  files: readonly PlannedFile[],
  omitted: readonly Omission[],
  options: PreviewOptions,
): string {
  const lines: string[] = [];
  for (const layer of new Set(files.map((file) => file.layer))) {
    lines.push(layer);
    for (const file of files.filter((candidate) => candidate.layer === layer)) {
      lines.push(`  ${file.action.padEnd(9)}  ${file.path}`);
      if (options.explain) lines.push(...explained(reasonOf(file)));
    }
    lines.push('');
  }
  if (options.explain && omitted.length > 0) {
    lines.push('left out');
    for (const { because, path, why } of omitted) {
      lines.push(`  ${path}`, ...explained(`${why} ${because}`));
    }
    lines.push('');
  }
  if (options.diffs) lines.push(diffsOf(files));
  return lines.join('\n').trimEnd();
}

/** Says why a file exists and, if nothing is written to it, why not. */
function reasonOf({ action, why }: PlannedFile): string {
  return action === 'unchanged' ? `${why} Already up to date.` : why;
}

/** Returns a reason, to follow the path that it is about. */
function explained(why: string): string[] {
  const indent = ' '.repeat(13);
  // A program that reads this does not need lines that fit a screen.
  if (process.stdout.isTTY !== true) return [indent + why];
  return wrappedText(why, screenWidth() - indent.length).map((line) => indent + line);
}

/** Returns the changes in existing files, as unified diffs. */
export function diffsOf(files: readonly PlannedFile[]): string {
  return files.filter(changesWhatStands).map(diffOf).join('\n');
}

/**
 * Returns the last words of a run: what was done, and the commands that come next.
 *
 * @param destination the value of `--destination`, if one was given: the commands are run there.
 * @param decisions what a person has decided about conflicts.
 * @param verified whether it was tried, in words.
 */
export function summarise(
  plans: readonly Plan[],
  files: readonly PlannedFile[],
  destination: string | undefined,
  { forgotten, kept }: Decisions = { forgotten: [], kept: [] },
  verified?: string,
): string {
  const outcome = outcomeOf(plans, files, 'done', kept.length);
  const tried = verified === undefined ? [] : [verified];
  if (!files.some(changes)) return [outcome, ...tried].join('\n');
  const memory =
    forgotten.length === 0
      ? []
      : [
          `.yo-rc.json says of ${forgotten.join(', ')} what it said before, as these files are kept as they are:`,
          ...kept.map((path) => `  ${path}`),
        ];
  const go =
    destination === undefined || resolve(destination) === process.cwd()
      ? []
      : [`cd ${quoted(destination)}`];
  const indent = '  ';
  const steps = shownSteps([...go, ...nextStepsOf(plans)], screenWidth() - indent.length).map(
    (step) => indent + step,
  );
  const next = steps.length === 0 ? [] : ['', 'Next:', ...steps];
  return [outcome, ...memory, ...usedBy(plans), ...notesOf(plans), ...tried, ...next].join('\n');
}

/**
 * Returns the last words of a run about features that stand.
 *
 * @param destination as for {@link summarise}, and likewise what was tried.
 */
export function summariseEvolution(
  plans: readonly Plan[],
  files: readonly PlannedFile[],
  destination: string | undefined,
  verified?: string,
): string {
  if (files.some(changes)) return summarise(plans, files, destination, undefined, verified);
  const tried = verified === undefined ? [] : [verified];
  return [outcomeOfEvolution(plans, files, 'done'), ...notesOf(plans), ...tried].join('\n');
}

/** Returns what was done with features that stand, or would be, in one line. */
export function outcomeOfEvolution(
  plans: readonly Plan[],
  files: readonly PlannedFile[],
  stage: keyof typeof OUTCOMES,
): string {
  const outcome = outcomeOf(plans, files, stage);
  return files.some(changes)
    ? outcome
    : outcome.replace('everything already exists', 'nothing has to change');
}

/** What is said of a number of files, before and after they are written. */
const OUTCOMES = {
  planned: { create: 'to create', edit: 'to edit', overwrite: 'to overwrite', delete: 'to delete' },
  done: { create: 'created', edit: 'edited', overwrite: 'overwritten', delete: 'deleted' },
} as const;

/** Returns what was done, or would be, in one line. */
export function outcomeOf(
  plans: readonly Plan[],
  files: readonly PlannedFile[],
  stage: keyof typeof OUTCOMES,
  kept = 0,
): string {
  const names = plans.flatMap(({ feature, items = [] }) => feature?.label ?? items).join(', ');
  const counts = (['create', 'edit', 'overwrite', 'delete'] as const)
    .map((action) => [files.filter((file) => file.action === action).length, action] as const)
    .filter(([count]) => count > 0)
    .map(([count, action]) => `${count} ${OUTCOMES[stage][action]}`);
  const left = kept > 0 ? [`${kept} kept as ${kept === 1 ? 'it is' : 'they are'}`] : [];
  if (counts.length > 0) return `${names}: ${[...counts, ...left].join(', ')}.`;
  if (kept > 0) return `${names}: ${left.join()}; nothing was written.`;
  return stage === 'done'
    ? `${names}: everything already exists; nothing was written.`
    : `${names}: everything already exists.`;
}

/** Returns what the project gets once, if anything. */
function withItemsOf(plans: readonly Plan[]): Pick<PlanPart, 'with'> {
  const items = plans.flatMap((plan) => plan.items ?? []);
  return items.length === 0 ? {} : { with: items };
}

function changesWhatStands({ action }: PlannedFile): boolean {
  return action === 'edit' || action === 'overwrite';
}

/** Returns the change of a file as a unified diff. */
export function diffOf({
  path,
  before = '',
  after,
}: Omit<PlannedFile, 'action' | 'layer' | 'why'>): string {
  return createTwoFilesPatch(`a/${path}`, `b/${path}`, before, after, undefined, undefined, {
    context: 2,
  }).replace(/^=+\n/, '');
}

/** Colours a diff the usual way. */
export function colouredDiff(diff: string): string {
  return diff
    .split('\n')
    .map((line) => {
      const colour = DIFF_COLOURS[line.charAt(0)];
      return colour === undefined ? line : styled(colour, line);
    })
    .join('\n');
}

const DIFF_COLOURS: Readonly<Record<string, 'green' | 'red' | 'cyan'>> = {
  '+': 'green',
  '-': 'red',
  '@': 'cyan',
};

function nextStepsOf(plans: readonly Plan[]): string[] {
  // What the project gets may have to be installed first.
  const inOrder = plans.toSorted(
    (one, other) => (other.items?.length ?? 0) - (one.items?.length ?? 0),
  );
  return stepsOn(process.platform, [...new Set(inOrder.flatMap((plan) => plan.nextSteps))]);
}

/** Lists what an existing backend has and the features use. */
function usedBy(plans: readonly Plan[]): string[] {
  const found = plans.flatMap(({ reused }) => reused.filter(({ isTold }) => isTold));
  return [...new Set(found.map(({ why }) => why))];
}

function notesOf(plans: readonly Plan[]): string[] {
  return [...new Set(plans.flatMap((plan) => plan.notes))];
}
