/** Lists that are filtered by several values of an enum or a reference. */
import { describe, expect, test } from '@jest/globals';
import { ARCHITECTURES } from '../../generators/app/architectures.js';
import type { FeatureOptions } from '../../shared/feature/spec.js';
import type { Architecture } from '../../shared/plan/architecture.js';
import { newProject, plannedFiles } from './planned-files.js';

const STATE = 'state:enum=open/paid';

function emit(architecture: Architecture, fields: readonly string[], options: FeatureOptions = {}) {
  const files = plannedFiles(architecture, newProject(), ['parcel', ...fields], options);
  return files
    .filter(({ action }) => action !== 'unchanged')
    .map(({ after }) => after)
    .join('\n');
}

describe.each(ARCHITECTURES.map((architecture) => [architecture.id, architecture] as const))(
  '%s',
  (_, architecture) => {
    test('takes up to a hundred values of an enum and of a reference', () => {
      const text = emit(architecture, [STATE, 'parent:ref=Parcel:optional']);
      expect(text).toContain('state_in = one_of("state")');
      expect(text).toContain('parent_id_in = one_of("parent_id")');
      expect(text).toMatch(
        /state_in: Omittable\[\s*Annotated\[list\[ParcelState\], Field\(max_length=100\)\]\s*\] = Field\(\s*default=None, alias="state"\s*\)/,
      );
      expect(text).toMatch(/Field\(\s*default=None, alias="parent_id"\s*\)/);
    });

    test('keeps a field that is called like the attribute apart from it', () => {
      const text = emit(architecture, [STATE, 'state_in:int:index', 'one_of:int']);
      expect(text).toMatch(
        / state_in_: Omittable\[Int32\] = Field\(default=None, alias="state_in"\)/,
      );
      expect(text).toMatch(/ one_of_: Mapped\[int\]/);
    });

    test('knows nothing of it where there is no such field, nobody may see it, or there is no list', () => {
      expect(emit(architecture, ['name:str', 'open:bool'])).not.toMatch(/one_of/);
      expect(emit(architecture, [`${STATE}:private`])).not.toMatch(/one_of/);
      expect(emit(architecture, [STATE], { endpoints: 'get+create' })).not.toMatch(/one_of/);
    });
  },
);
