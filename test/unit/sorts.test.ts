/** Lists that are sorted by several columns: by which, in which directions, and where not. */
import { describe, expect, test } from '@jest/globals';
import { ARCHITECTURES } from '../../generators/app/architectures.js';
import type { FeatureOptions } from '../../shared/feature/spec.js';
import type { Architecture } from '../../shared/plan/architecture.js';
import { ordersOf } from '../../shared/plan/sorts.js';
import { newProject, plannedFiles } from './planned-files.js';

/** Returns the values that the emitted `ParcelSort` allows. */
function ordersIn(
  architecture: Architecture,
  fields: readonly string[],
  options: FeatureOptions,
): string[] {
  const files = plannedFiles(architecture, newProject(), ['parcel', ...fields], options);
  const text = files.map(({ after }) => after).join('\n');
  const allowed = /ParcelSort = Literal\[([^\]]*)\]/.exec(text)?.[1] ?? '';
  return [...allowed.matchAll(/"([^"]+)"/g)].map(([, order = '']) => order);
}

const FIELDS = ['status:enum=open/sent', 'code:str=20:private', 'weight:int:optional', 'due:date'];

test('each of a few columns has a direction of its own, more of them one together', () => {
  expect(ordersOf(['a', 'b'], false)).toEqual(['a,b', 'a,-b', '-a,b', '-a,-b']);
  expect(ordersOf(['a', 'b', 'c'], false)).toHaveLength(8);
  expect(ordersOf(['a', 'b', 'c', 'd'], false)).toEqual(['a,b,c,d', '-a,-b,-c,-d']);
  expect(ordersOf(['a', 'b'], true)).toEqual(['a,b', '-a,-b']);
});

describe.each(ARCHITECTURES.map((architecture) => [architecture.id, architecture] as const))(
  '%s',
  (_, architecture) => {
    test('offers the columns of an index in their order', () => {
      const orders = ordersIn(architecture, FIELDS, { index: ['status+due', 'due+weight'] });
      expect(orders).toEqual(expect.arrayContaining(['status,-due', '-status,-due', 'due,weight']));
      expect(orders.join(' ')).not.toMatch(/due,-?status|weight,|^-?status$/);
    });

    test('offers none of what answers do not show', () => {
      const orders = ordersIn(architecture, FIELDS, { index: ['status+code'] });
      expect(orders.join(' ')).not.toContain(',');
    });

    test('by cursor, offers one direction, and columns that always have a value', () => {
      const options = { index: ['status+due', 'due+weight'], pages: 'cursor' };
      const orders = ordersIn(architecture, FIELDS, options);
      expect(orders.filter((order) => order.includes(','))).toEqual(['status,due', '-status,-due']);
    });
  },
);
