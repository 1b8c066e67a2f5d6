/** What `.yo-rc.json` remembers. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { RefusalError } from '../../shared/errors.js';
import { featureFromArguments } from '../../shared/feature/spec.js';
import { findPlaces } from '../../shared/project/json-places.js';
import { rememberedFeatures, withMemory } from '../../shared/project/memory.js';
import { Workspace } from '../../shared/project/workspace.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'remembered-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const memory = (...names: string[]) => ({
  architecture: 'onion',
  isForeign: false,
  choices: {},
  features: names.map((name) => featureFromArguments(name, ['name:str'])),
});

function treeWith(text?: string): Workspace {
  if (text !== undefined) writeFileSync(join(folder, '.yo-rc.json'), text);
  return new Workspace(folder);
}

describe('with a run in it', () => {
  test('every existing line is kept, in its order', () => {
    const first = withMemory(treeWith(), memory('product'));
    const second = withMemory(treeWith(first), memory('category', 'tag'));
    const lines = second.split('\n');
    let at = -1;
    for (const line of first.split('\n')) {
      at = lines.indexOf(line, at + 1);
      expect([line, at]).not.toEqual([line, -1]);
    }
    expect(Object.keys(rememberedFeatures(treeWith(second)))).toEqual([
      'tag',
      'category',
      'product',
    ]);
  });

  test('the same run changes nothing', () => {
    const once = withMemory(treeWith(), memory('product', 'tag'));
    expect(withMemory(treeWith(once), memory('product', 'tag'))).toBe(once);
    expect(withMemory(treeWith(once), memory('product'))).toBe(once);
  });

  test("what other generators keep there, and the user's indentation, stay", () => {
    const text = '{\n\t"generator-host": {\n\t\t"a": 1\n\t}\n}\n';
    const after = withMemory(treeWith(text), memory('product'));
    expect(after.startsWith('{\n\t"generator-host": {\n\t\t"a": 1\n\t},\n')).toBe(true);
  });

  test.each(['{ not json', '[]', '"text"'])('%s is refused: it would be lost', (text) => {
    expect(() => withMemory(treeWith(text), memory('product'))).toThrow(RefusalError);
  });
});

test('the place where a text is no longer JSON is found in every text that is none', () => {
  const json = fc.json({ maxDepth: 3 }).map((text) => JSON.stringify(JSON.parse(text), null, 1));
  const edit = fc.tuple(
    fc.nat(),
    fc.nat(3),
    fc.constantFrom('', ',', '}', '"', '\\', '01', '\n', ':'),
  );
  const edited = fc.tuple(json, edit).map(([text, [at, length, put]]) => {
    const start = at % (text.length + 1);
    return text.slice(0, start) + put + text.slice(start + length);
  });
  let faults = 0;
  fc.assert(
    fc.property(edited, (text) => {
      let isJson = true;
      try {
        JSON.parse(text);
      } catch {
        isJson = false;
      }
      const { fault } = findPlaces(text);
      faults += fault === undefined ? 0 : 1;
      expect([text, fault === undefined]).toEqual([text, isJson]);
    }),
    { numRuns: 3000 },
  );
  expect(faults).toBeGreaterThan(500);
});
