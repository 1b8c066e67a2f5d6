/** A project whose line ends git has changed, as it does on Windows, is still the same project. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { ARCHITECTURES } from '../../generators/app/architectures.js';
import type { Architecture } from '../../shared/plan/architecture.js';
import { planRequest } from '../../shared/plan/request.js';
import { type PlannedFile, Workspace } from '../../shared/project/workspace.js';
import { typedFeature } from '../typed-feature.js';

const folder = mkdtempSync(join(tmpdir(), 'line-ends-'));
afterAll(() => rmSync(folder, { recursive: true }));

const CATEGORY = ['category', 'name:str=80:unique'];
const PRODUCT = ['product', 'name:str', 'price:decimal=10.2:gt=0', 'category:ref=Category'];

function plan(architecture: Architecture, root: string, words: readonly string[]) {
  const features = [typedFeature(words, architecture)];
  return planRequest({ architecture, features, choices: {} }, new Workspace(root)).files;
}

/** Writes what was planned, with other line ends. */
function checkOut(root: string, files: readonly PlannedFile[], newline: string): void {
  for (const { path, after } of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), after.replaceAll('\n', newline));
  }
}

describe.each(ARCHITECTURES.map((each) => [each.id, each] as const))('%s', (id, architecture) => {
  const [unix, windows] = ['unix', 'windows'].map((name) => join(folder, id, name, 'shop'));
  const files = plan(architecture, unix as string, CATEGORY);
  checkOut(unix as string, files, '\n');
  checkOut(windows as string, files, '\r\n');

  test('a feature that is added again is there already', () => {
    const again = plan(architecture, windows as string, CATEGORY);
    expect(again.length).toBeGreaterThan(5);
    expect(again.filter(({ action }) => action !== 'unchanged')).toEqual([]);
  });

  test('the next feature is the same, and files keep the line ends they have', () => {
    const next = plan(architecture, windows as string, PRODUCT);
    const withoutCr = next.map(({ path, after }) => [path, after.replaceAll('\r', '')]);
    const expected = plan(architecture, unix as string, PRODUCT);
    expect(withoutCr).toEqual(expected.map(({ path, after }) => [path, after]));
    const edited = next.filter(({ action }) => action === 'edit');
    expect(edited.length).toBeGreaterThan(1);
    expect(edited.filter(({ after }) => /(?<!\r)\n/.test(after)).map(({ path }) => path)).toEqual(
      [],
    );
  });
});
