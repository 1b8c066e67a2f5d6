/** Shows a plan to the user before it is carried out. */
import type { Plan } from '../plan/plan.js';
import type { FileAction, PlannedFile } from '../project/workspace.js';
import { styled } from './styled.js';
import { screenWidth, wrappedText } from './text-width.js';

/** The mark in front of a file. */
const MARKS: Readonly<Record<FileAction, string>> = {
  create: styled('green', '+'),
  edit: styled('cyan', '~'),
  overwrite: styled('red', '!'),
  delete: styled('red', '-'),
  unchanged: styled('dim', '='),
};

const MEANINGS: Readonly<Record<FileAction, string>> = {
  create: 'new',
  edit: 'edited',
  overwrite: 'differs (you will be asked)',
  delete: 'deleted',
  unchanged: 'unchanged',
};

/**
 * Returns a plan as a tree of files, each with a mark.
 *
 * @param isWhole whether to list the files of the foundation too; otherwise each of its parts has
 *   one line.
 */
export function planText(
  plans: readonly Plan[],
  files: readonly PlannedFile[],
  isWhole: boolean,
): string {
  const shown = isWhole ? files : files.filter(({ layer }) => layer !== 'foundation');
  const actions = [...new Set(files.map(({ action }) => action))];
  const legend = actions.map((action) => `${MARKS[action]} ${MEANINGS[action]}`).join('   ');
  return [treeOf(shown), ...(isWhole ? [] : foundationOf(plans, files)), `  ${legend}`].join(
    '\n\n',
  );
}

/** Lists what the project lacks and gets, and what it already has. */
function foundationOf(plans: readonly Plan[], files: readonly PlannedFile[]): string[] {
  const provided = [...new Set(plans.flatMap((plan) => plan.provided))].map(({ id, why }) => {
    const count = files.filter((file) => file.layer === 'foundation' && file.why === why).length;
    return hanging(`${id} (${count} ${count === 1 ? 'file' : 'files'}): ${why}`, MARKS.create);
  });
  const reused = [...new Map(plans.flatMap((plan) => plan.reused).map((one) => [one.id, one]))];
  const told = reused.flatMap(([, finding]) => (finding.isTold ? [finding.why] : []));
  const used = told.length > 0 ? told : [reused.map(([id]) => id).join(', ')];
  const lines = [
    ...(provided.length === 0
      ? []
      : ['Also added, because the project does not have it yet:', ...provided]),
    ...(reused.length === 0
      ? []
      : [
          'Already in the project, and used by the feature:',
          ...used.map((each) => hanging(each, MARKS.unchanged)),
        ]),
  ];
  return lines.length === 0 ? [] : [lines.join('\n')];
}

/** Returns a sentence after a mark, in as many lines as it needs. */
function hanging(sentence: string, mark: string): string {
  const [first = '', ...rest] = wrappedText(sentence, screenWidth() - 2);
  return [`${mark} ${first}`, ...rest.map((line) => `  ${line}`)].join('\n');
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
