/** What is written, remembered and reported if files are kept as they are. */
import { describe, expect, test } from '@jest/globals';
import type { Plan } from '../../shared/plan/plan.js';
import { MEMORY } from '../../shared/project/memory.js';
import type { FileAction, PlannedFile } from '../../shared/project/workspace.js';
import { settle } from '../../shared/run/settlement.js';

function memory(features: object | undefined, others: object = {}): string {
  const own = { ...(features === undefined ? {} : { features }), architecture: 'onion' };
  return `${JSON.stringify({ ...others, 'generator-fastapi-feature': own }, undefined, 2)}\n`;
}

function file(path: string, action: FileAction): PlannedFile {
  const before = action === 'create' ? undefined : 'before';
  return { path, action, layer: 'domain', why: '', before, after: 'after' };
}

function planOf(name: string, ...overwrites: string[]): Plan {
  return { feature: { feature: name }, overwrites } as unknown as Plan;
}

const OLD = memory({ product: { fields: { name: 'str' } }, tag: {} });
const NEW = memory({ product: { fields: { stock: 'int' } }, brand: { fields: {} }, tag: {} });
const files = [
  file('product.py', 'overwrite'),
  file('models.py', 'overwrite'),
  file('brand.py', 'create'),
  file('main.py', 'edit'),
  file('README.md', 'overwrite'),
  file('same.py', 'unchanged'),
  { ...file(MEMORY, 'edit'), before: OLD, after: NEW },
];
const product = planOf('product', 'product.py', 'models.py');
const brand = planOf('brand');

function actions(settled: readonly PlannedFile[]): Record<string, string> {
  return Object.fromEntries(settled.map(({ action, path }) => [path, action]));
}

describe('a run of which files are kept', () => {
  test('is written as planned if none is', () => {
    const { contents, forgotten, kept, ...rest } = settle([product, brand], files, new Set());
    expect([forgotten, kept, rest.files]).toEqual([[], [], files]);
    expect(contents('product.py', 'after')).toBe('after');
    expect(contents(MEMORY, NEW)).toBe(NEW);
  });

  test('remembers the feature as it was, and what else was added', () => {
    const kept = new Set(['product.py']);
    const settlement = settle([product, brand], files, kept);
    expect(settlement.forgotten).toEqual(['product']);
    expect(settlement.kept).toEqual(['product.py']);
    expect(JSON.parse(settlement.contents(MEMORY, NEW) ?? '')).toEqual(
      JSON.parse(memory({ product: { fields: { name: 'str' } }, brand: { fields: {} }, tag: {} })),
    );
    expect(settlement.contents('product.py', 'after')).toBeUndefined();
    expect(settlement.contents('models.py', 'after')).toBe('after');
    expect(actions(settlement.files)).toEqual({
      ...actions(files),
      'product.py': 'unchanged',
    });
  });

  test('remembers the feature as it was in a file with a byte-order mark', () => {
    const marked = files.map((each) =>
      each.path === MEMORY ? { ...each, before: `\uFEFF${OLD}` } : each,
    );
    const { contents } = settle([product], marked, new Set(['product.py']));
    expect(JSON.parse(contents(MEMORY, NEW) ?? '')).toHaveProperty(
      'generator-fastapi-feature.features.product.fields.name',
      'str',
    );
  });

  test('is not written at all if every feature is rejected', () => {
    const kept = new Set(['product.py', 'models.py']);
    const planned = memory({ product: { fields: { stock: 'int' } }, tag: {} });
    const own = files.map((each) => (each.path === MEMORY ? { ...each, after: planned } : each));
    const settlement = settle([product], own, kept);
    expect(settlement.contents(MEMORY, planned)).toBeUndefined();
    expect(settlement.contents('main.py', 'after')).toBeUndefined();
    expect(settlement.contents('host.txt', 'by the host')).toBe('by the host');
    expect(new Set(Object.values(actions(settlement.files)))).toEqual(new Set(['unchanged']));
    expect(actions(settlement.files)).not.toHaveProperty(['brand.py']);
  });

  test('is written if only a file of the foundation is kept', () => {
    const settlement = settle([product, brand], files, new Set(['README.md']));
    expect([settlement.forgotten, settlement.kept]).toEqual([[], ['README.md']]);
    expect(settlement.contents(MEMORY, NEW)).toBe(NEW);
  });

  test('does not create what a person leaves out', () => {
    const settlement = settle([product, brand], files, new Set(['brand.py']));
    expect([settlement.forgotten, settlement.kept]).toEqual([[], []]);
    expect(actions(settlement.files)).not.toHaveProperty(['brand.py']);
  });

  test('leaves no memory where none was, but keeps what a host remembers', () => {
    const fresh = [
      file('product.py', 'overwrite'),
      { ...file(MEMORY, 'create'), after: memory({ product: {} }) },
    ];
    const settlement = settle([planOf('product', 'product.py')], fresh, new Set(['product.py']));
    expect(settlement.contents(MEMORY, memory({ product: {} }))).toBeUndefined();
    const host = { 'generator-team': { team: 'platform' } };
    expect(JSON.parse(settlement.contents(MEMORY, memory({ product: {} }, host)) ?? '')).toEqual(
      host,
    );
  });
});
