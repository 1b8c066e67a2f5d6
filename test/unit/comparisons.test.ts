/** Lists that are filtered by comparisons: of what, by which parameters, and where not. */
import { describe, expect, test } from '@jest/globals';
import { ARCHITECTURES } from '../../generators/app/architectures.js';
import { direct } from '../../generators/layered/direct/architecture.js';
import { comparedKeys } from '../../shared/feature/comparisons.js';
import { type FeatureOptions, featureFromArguments } from '../../shared/feature/spec.js';
import type { Architecture } from '../../shared/plan/architecture.js';
import { existingBackend, newProject, plannedFiles } from './planned-files.js';

function emit(
  architecture: Architecture,
  fields: readonly string[],
  options: FeatureOptions = {},
  project = newProject(),
) {
  const files = plannedFiles(architecture, project, ['parcel', ...fields], options);
  return files.filter(({ action }) => action !== 'unchanged');
}

const textOf = (files: ReturnType<typeof emit>) => files.map(({ after }) => after).join('\n');

describe.each(ARCHITECTURES.map((architecture) => [architecture.id, architecture] as const))(
  '%s',
  (_, architecture) => {
    test('knows nothing of comparisons until an index holds a number or a date', () => {
      const plain = ['name:str:index', 'price:int', 'secret:int:index:private', 'open:bool'];
      const files = emit(architecture, plain);
      expect(files.map(({ path }) => path).join()).not.toMatch(/\/filters\.py/);
      expect(textOf(files)).not.toMatch(/comparisons|_ge\b/);
    });

    test('filters by what is greater or less', () => {
      const fields = ['price:decimal=10.2:gt=0:index', 'due:date:index', 'sent:datetime:index'];
      const files = emit(architecture, fields, { index: ['created_at'] });
      const text = textOf(files);
      expect(files.map(({ path }) => path).join()).toMatch(/\/filters\.py/);
      expect(text).toContain('price_gt, price_ge, price_lt, price_le = comparisons("price")');
      // What is stored is above zero; what is asked for need not be.
      expect(text).toMatch(
        /price_lt: Omittable\[\s*Annotated\[JsonDecimal, Field\(max_digits=10, decimal_places=2\)\]\s*\] = None/,
      );
      expect(text).toContain('due_ge: Omittable[IsoDate] = None');
      expect(text).toContain('sent_le: Omittable[UtcDatetime] = None');
      expect(text).toContain('created_at_gt: Omittable[UtcDatetime] = None');
      expect(text).not.toContain('updated_at_gt');
    });

    test('keeps a field that is called like a comparison apart from it', () => {
      const text = textOf(emit(architecture, ['price:int:index', 'price_ge:int:index']));
      expect(text).toMatch(/ price_ge: Omittable\[Int32\] = None/);
      expect(text).toMatch(
        / price_ge_: Omittable\[Int32\] = Field\(default=None, alias="price_ge_eq"\)/,
      );
      expect(text).toContain('= comparisons("price_ge_")');
      const alone = textOf(emit(architecture, ['price:int', 'price_ge:int']));
      expect(alone).not.toMatch(/price_ge_\b/);
    });

    test('keeps a field that is called like what makes them apart from it', () => {
      const text = textOf(emit(architecture, ['price:int:index', 'comparisons:int']));
      expect(text).toMatch(/comparisons_: Mapped\[int\] = mapped_column\(\s*"comparisons"/);
    });

    test('compares nothing without a list', () => {
      const text = textOf(emit(architecture, ['price:int:index'], { endpoints: 'get+create' }));
      expect(text).not.toMatch(/comparisons|price_ge/);
    });
  },
);

test('what is unique for each owner is compared where each list has the rows of one', () => {
  const keys = (options: FeatureOptions, ownsRows: boolean) =>
    comparedKeys(
      featureFromArguments('parcel', ['number:int:unique', 'weight:int:index'], options),
      ownsRows,
    );
  expect(keys({}, false)).toEqual(['number', 'weight']);
  expect(keys({ read: 'owner', write: 'owner' }, true)).toEqual(['number', 'weight']);
  expect(keys({ read: 'public' }, true)).toEqual(['weight']);
  expect(keys({ read: 'owner+admin' }, true)).toEqual(['weight']);
  expect(keys({ read: 'owner', parent: 'order' }, true)).toEqual(['weight']);
});

test('lists of an existing backend are filtered as its other lists are', () => {
  const project = existingBackend('layers-async');
  const text = textOf(emit(direct, ['price:int:index', 'price_ge:int'], {}, project));
  expect(text).not.toMatch(/comparisons|price_ge_/);
});
