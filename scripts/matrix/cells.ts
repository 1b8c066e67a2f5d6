/** The cells of the matrix: a change, in a project whose files people have edited in one way. */
import fc from 'fast-check';
import { CHANGES } from '../../test/changes.js';
import { EDITS } from '../../test/hand-edits.js';
import { type Ground, NEW_PROJECTS, TEST_BACKENDS } from '../fuzz/grounds.js';

/** What changes, and how people have edited it. */
export interface Cell {
  readonly change: string;
  readonly edit: string;
}

/** Backends of others: all models in one module, a package for each feature, and layers. */
const FOREIGN = ['flat-tutorial', 'packages', 'layers-async'];

/** The projects of the matrix. */
export const MATRIX_GROUNDS: readonly Ground[] = [
  ...NEW_PROJECTS.filter(({ change }) => change === undefined),
  ...TEST_BACKENDS.filter(({ name }) => FOREIGN.includes(name)),
];

/** Returns what can be changed in a project: backends of others have no state machines. */
export function changesIn({ isFounded }: Ground): string[] {
  return Object.keys(CHANGES).filter((each) => isFounded || each !== 'flow');
}

/**
 * Draws cells of a project. As long as there are fewer than all, each change and each edit comes about as often as others.
 *
 * @param count how many; all if there are fewer.
 */
export function drawCells(ground: Ground, count: number, seed: number): Cell[] {
  const shuffled = (names: readonly string[]) => {
    const whole = fc.shuffledSubarray([...names], { minLength: names.length });
    return fc.sample(whole, { numRuns: 1, seed })[0] ?? [];
  };
  const [changes, edits] = [shuffled(changesIn(ground)), shuffled(Object.keys(EDITS))];
  const most = Math.min(count, changes.length * edits.length);
  return Array.from({ length: most }, (_, index) => {
    const [row, column] = [Math.floor(index / changes.length), index % changes.length];
    return {
      change: changes[column] ?? '',
      edit: edits[(column + row) % edits.length] ?? '',
    };
  });
}
