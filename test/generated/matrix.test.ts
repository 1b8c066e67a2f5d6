/** Features that are changed while people have edited their files: a sample of the matrix is run by Python and its tools. */
import { describe, expect, test } from '@jest/globals';
import { drawCells, MATRIX_GROUNDS } from '../../scripts/matrix/cells.js';
import { tryCells } from '../../scripts/matrix/project.js';
import { keepRunner } from '../kept-runner.js';
import { EMITTED_PACKAGES, PythonProject } from './python-project.js';
import { describeWithPython, PYTHON } from './with-python.js';

/** How many cells each project has: `npm run matrix` tries more. */
const CELLS = 4;
const SEED = 3;

const { run } = keepRunner();

describeWithPython('what has become of it passes ruff, mypy, all tests and alembic check', () => {
  test.each(MATRIX_GROUNDS.map((ground) => [ground.name, ground] as const))(
    'in %s',
    async (_, ground) => {
      const { bin } = new PythonProject('.', PYTHON, EMITTED_PACKAGES);
      const cells = drawCells(ground, CELLS, SEED);
      const { faults, merged, stopped } = await tryCells(ground, cells, { run, bin });
      expect(faults).toEqual([]);
      expect([...stopped, merged]).toEqual([CELLS]);
    },
    300_000,
  );
});

describe('cells', () => {
  test('are drawn so that each change and each edit comes about as often', () => {
    for (const ground of MATRIX_GROUNDS) {
      const cells = drawCells(ground, Number.POSITIVE_INFINITY, SEED);
      expect(new Set(cells.map((each) => JSON.stringify(each))).size).toBe(cells.length);
      const some = cells.slice(0, 28).map(({ edit }) => edit);
      expect(new Set(some).size).toBe(new Set(cells.map(({ edit }) => edit)).size);
    }
  });
});
