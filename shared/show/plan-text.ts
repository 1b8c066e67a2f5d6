/** Shows a plan to the user before it is carried out: on one screen, and more of what they open. */
import type { Plan } from '../plan/plan.js';
import type { FileAction, PlannedFile } from '../project/workspace.js';
import { type Fold, folded } from './folded.js';
import { outcomeOf } from './preview.js';
import { styled } from './styled.js';
import { screenWidth, wrapped, wrappedText } from './text-width.js';

/** The mark in front of a file. */
const MARKS: Readonly<Record<FileAction, string>> = {
  create: styled('green', '+'),
  edit: styled('cyan', '~'),
  overwrite: styled('red', '!'),
  delete: styled('red', '-'),
  unchanged: styled('dim', '='),
};

/** How many lines of a screen the question below a plan takes, with an empty line in front of it. */
const LINES_OF_QUESTION = 11;
const FEWEST_FOLDS = 3;
/** How many folders can be opened. What is in them is shown at once. */
const MOST_OPENED = 8;
/** How many files are named that stand already. */
const MOST_NAMED = 5;

/** A part of a plan that can be opened. */
export interface PlanSection {
  /** What it is called: a folder, or what a project needs. */
  readonly title: string;
  readonly files: readonly PlannedFile[];
  /** Why it is there; undefined for a folder of the feature. */
  readonly why: string | undefined;
}

/**
 * Returns a plan on one screen: what changes in files that stand, then the new folders with the number of their files,
 * then the command that does the same.
 *
 * @param rows how many lines the screen has.
 */
export function planText(
  plans: readonly Plan[],
  files: readonly PlannedFile[],
  command: string,
  rows: number,
): string {
  const width = screenWidth();
  const around = [outcomeOf(plans, files, 'planned'), ...changesText(files)];
  const after = [
    ...foundationText(plans, files, width),
    ...reusedText(plans, width),
    'The command that does the same:',
    ...commandLines(command, width - 2).map((line) => `  ${line}`),
  ];
  const left = rows - LINES_OF_QUESTION - around.length - after.length;
  return [...around, ...foldsText(foldsOf(files, left)), ...after].join('\n');
}

/** Breaks a command so that it can still be copied. */
function commandLines(command: string, width: number): string[] {
  if (process.platform === 'win32') return [command];
  const lines = wrapped(command.split(' '), ' ', width - ' \\'.length);
  return lines.map((line, index) => (index < lines.length - 1 ? `${line} \\` : line));
}

/**
 * Returns the parts of a plan that can be opened: the folders of the feature, and what the project gets besides.
 */
export function sectionsOf(
  plans: readonly Plan[],
  files: readonly PlannedFile[],
): readonly PlanSection[] {
  const folds = foldsOf(files, MOST_OPENED);
  return [
    ...folds.map(({ path, files: inside }) => ({ title: path, files: inside, why: undefined })),
    ...providedOf(plans).map(({ id, why }) => ({
      title: id,
      files: files.filter((file) => file.layer === 'foundation' && file.why === why),
      why,
    })),
  ].filter((section) => section.files.length > 0);
}

/** Returns the files of a part as a tree, each with a mark. */
export function sectionText({ files, why }: PlanSection): string {
  return [...(why === undefined ? [] : wrappedText(why, screenWidth())), treeOf(files)].join('\n');
}

/** Says how many files there are: `1 file`. */
export function countOf({ length }: readonly unknown[]): string {
  return `${length} ${length === 1 ? 'file' : 'files'}`;
}

/** Lists the files that stand and change, those that differ first; nothing if there are none. */
function changesText(files: readonly PlannedFile[]): string[] {
  const changed = (['overwrite', 'delete', 'edit'] as const).flatMap((action) =>
    files.filter((file) => file.action === action),
  );
  if (changed.length === 0) return [];
  const isCut = changed.length > MOST_NAMED;
  const named = isCut ? changed.slice(0, MOST_NAMED - 1) : changed;
  return [
    'Changes in files that stand:',
    ...named.map(({ action, path }) => {
      const about = action === 'overwrite' ? styled('dim', '  differs: you are asked') : '';
      return `${MARKS[action]} ${path}${about}`;
    }),
    ...(isCut ? [`  and ${changed.length - named.length} more`] : []),
  ];
}

/** Returns the new files of the feature, in folders. */
function foldsOf(files: readonly PlannedFile[], most: number): readonly Fold<PlannedFile>[] {
  const own = files.filter(({ action, layer }) => action === 'create' && layer !== 'foundation');
  return folded(own, Math.max(most - 1, FEWEST_FOLDS));
}

function foldsText(folds: readonly Fold<PlannedFile>[]): string[] {
  if (folds.length === 0) return [];
  const widest = Math.max(...folds.map(({ path }) => (path.endsWith('/') ? path.length : 0)));
  return [
    'New:',
    ...folds.map(({ files, path }) =>
      path.endsWith('/')
        ? `${MARKS.create} ${path.padEnd(widest)}  ${countOf(files)}`
        : `${MARKS.create} ${path}`,
    ),
  ];
}

function providedOf(plans: readonly Plan[]) {
  return [...new Set(plans.flatMap((plan) => plan.provided))];
}

/** Says what the project lacks and gets. */
function foundationText(
  plans: readonly Plan[],
  files: readonly PlannedFile[],
  width: number,
): string[] {
  const count = files.filter(({ layer }) => layer === 'foundation');
  if (count.length === 0) return [];
  const names = providedOf(plans).map(({ id }) => id);
  const text = `${countOf(count)} that the project lacks: ${names.join(', ')}`;
  return hanging(text, MARKS.create, width);
}

/** Says what the project has and the feature uses. */
function reusedText(plans: readonly Plan[], width: number): string[] {
  const reused = [...new Map(plans.flatMap((plan) => plan.reused).map((one) => [one.id, one]))];
  if (reused.length === 0) return [];
  const told = reused.flatMap(([, finding]) => (finding.isTold ? [finding.why] : []));
  if (told.length > 0) return told.flatMap((each) => hanging(each, MARKS.unchanged, width));
  return hanging(`used as it is: ${reused.map(([id]) => id).join(', ')}`, MARKS.unchanged, width);
}

/** Returns a sentence after a mark, in as many lines as it needs. */
function hanging(sentence: string, mark: string, width: number): string[] {
  const [first = '', ...rest] = wrappedText(sentence, width - 2);
  return [`${mark} ${first}`, ...rest.map((line) => `  ${line}`)];
}

/** Returns paths as a tree: one line for each folder, and below it its files with their marks. */
function treeOf(files: readonly PlannedFile[]): string {
  const lines: string[] = [];
  let open: readonly string[] = [];
  for (const file of files.toSorted((a, b) => compare(a.path, b.path))) {
    const folders = file.path.split('/').slice(0, -1);
    const name = file.path.split('/').at(-1) ?? '';
    const shared = folders.findIndex((folder, depth) => folder !== open[depth]);
    const common = shared < 0 ? folders.length : shared;
    for (const [depth, folder] of folders.entries()) {
      if (depth >= common) lines.push(`  ${'  '.repeat(depth)}${folder}/`);
    }
    lines.push(`${MARKS[file.action]} ${'  '.repeat(folders.length)}${name}`);
    open = folders;
  }
  return lines.join('\n');
}

/** Compares paths; the files of a folder come before its folders. */
function compare(one: string, other: string): number {
  const [a, b] = [one.split('/'), other.split('/')];
  const depth = a.findIndex((part, index) => part !== b[index]);
  const isFile = (parts: readonly string[]) => depth === parts.length - 1;
  if (isFile(a) !== isFile(b)) return isFile(a) ? -1 : 1;
  return (a[depth] ?? '') < (b[depth] ?? '') ? -1 : 1;
}
