/** Lists that are filtered by what a text begins with. */
import { describe, expect, test } from '@jest/globals';
import { ARCHITECTURES } from '../../generators/app/architectures.js';
import { direct } from '../../generators/layered/direct/architecture.js';
import { packagePerFeature } from '../../generators/package-per-feature/architecture.js';
import { RefusalError } from '../../shared/errors.js';
import { formatFieldToken, parseFieldToken } from '../../shared/feature/field/grammar.js';
import type { FeatureOptions } from '../../shared/feature/spec.js';
import { existingBackend, newProject, plannedFiles } from './planned-files.js';
import { refusal } from './refusal.js';

const emit = (architecture = direct, fields: readonly string[], options: FeatureOptions = {}) =>
  plannedFiles(architecture, newProject(), ['parcel', ...fields], options)
    .map(({ after }) => after)
    .join('\n');

describe.each(ARCHITECTURES.map((architecture) => [architecture.id, architecture] as const))(
  '%s',
  (_, architecture) => {
    test('filters by it, with an index by bytes in the model and in the migration', () => {
      const text = emit(architecture, ['name:str:prefix', 'kind:str:prefix:column=Kind']);
      expect(text).toContain('name_prefix = begins_with("name")');
      expect(text).toContain(' name_prefix: Omittable[Text] = None');
      expect(text).toMatch(
        /Index\(\s*"px_parcels_Kind",[^()]*"kind",[^()]*postgresql_ops=\{"kind": "varchar_pattern_ops"\}/,
      );
      // Where no migration creates the table, the model does.
      const tables = text.match(/op\.create_table\(\s*"parcels"/g) ?? [];
      expect(
        text.match(
          /op\.create_index\(\s*"px_parcels_Kind",.*?"Kind".*?postgresql_ops=\{\s*"Kind": "varchar_pattern_ops"/gs,
        ) ?? [],
      ).toHaveLength(tables.length);
      // Neither whole values nor orders: the index is for beginnings.
      expect(text).not.toMatch(/ name: Omittable\[ParcelName\] = None\n +name_prefix/);
    });

    test('keeps a field that is called like the filter apart from it', () => {
      const text = emit(architecture, ['name:str:prefix', 'name_prefix:int:index']);
      expect(text).toMatch(/Field\(\s*default=None, alias="name_prefix_eq"\s*\)/);
    });

    test('knows nothing of it where no field says so', () => {
      expect(emit(architecture, ['name:str:index'])).not.toMatch(/begins_with|px_|prefixes/);
    });
  },
);

test('is written again as it was said', () => {
  expect(formatFieldToken(parseFieldToken('name:str=80:prefix:index'))).toBe(
    'name:str=80:index:prefix',
  );
});

describe('is refused', () => {
  test.each<[field: string, message: RegExp]>([
    ['name:str:prefix:private', /"prefix" and "private" contradict each other/],
    ['name:text:prefix', /prefix/],
    ['stock:int:prefix', /prefix/],
    [
      'name:str=2000:prefix',
      /cannot be indexed, but "prefix" needs an index\..*Allow at most 660/s,
    ],
  ])('%s', (field, message) => {
    expect(refusal(() => emit(direct, [field]))).toMatch(message);
  });

  test('where there is no list', () => {
    expect(refusal(() => emit(direct, ['name:str:prefix'], { endpoints: 'get+create' }))).toMatch(
      /what prefix filters is the list, and that is left out\. Add list to --endpoints/,
    );
  });

  test('in a backend of others', () => {
    const act = () =>
      plannedFiles(packagePerFeature, existingBackend('packages'), ['parcel', 'name:str:prefix']);
    expect(act).toThrow(RefusalError);
    expect(act).toThrow(/Leave prefix out, and use index to filter by whole values/);
  });
});
