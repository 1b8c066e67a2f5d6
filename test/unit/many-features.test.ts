/**
 * Planning many features takes time in proportion to their number. Time cannot be asserted, so this
 * counts what takes it: reading files and folders, parsing, and checking the syntax of files that
 * features are registered in.
 */
import * as fs from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, jest, test } from '@jest/globals';
import type { FeatureSpec } from '../../shared/feature/spec.js';
import * as syntaxError from '../../shared/python/syntax-error.js';
import * as tokens from '../../shared/python/tokens.js';

const counts = { folders: 0, files: 0, parses: 0, parsed: 0, checked: 0 };
type Counts = typeof counts;

/** Counts the calls of a function of a module. */
function counted<F extends (...args: never[]) => unknown>(
  real: F,
  count: (...args: Parameters<F>) => void,
): F {
  return ((...args: Parameters<F>) => {
    count(...args);
    return real(...args);
  }) as F;
}

jest.unstable_mockModule('node:fs', () => ({
  ...fs,
  readdirSync: counted(fs.readdirSync as never, () => {
    counts.folders += 1;
  }),
  readFileSync: counted(fs.readFileSync as never, (path: string) => {
    if (isOfProject(path)) counts.files += 1;
  }),
}));
jest.unstable_mockModule('../../shared/python/tokens.js', () => ({
  ...tokens,
  tokenize: counted(tokens.tokenize, (text) => {
    counts.parses += 1;
    counts.parsed += text.length;
  }),
}));
jest.unstable_mockModule('../../shared/python/syntax-error.js', () => ({
  firstSyntaxError: counted(syntaxError.firstSyntaxError, (text) => {
    counts.checked += text.length;
  }),
}));

const { ARCHITECTURES, findArchitecture } = await import('../../generators/app/architectures.js');
const { featureFromArguments } = await import('../../shared/feature/spec.js');
const { planRequest } = await import('../../shared/plan/request.js');
const { Workspace } = await import('../../shared/project/workspace.js');
const { temporaryFolder } = await import('../generated/python-project.js');

const folder = temporaryFolder();
afterAll(() => fs.rmSync(folder, { recursive: true }));

/** Whether a path is in a project, and not one of our templates. */
function isOfProject(path: string): boolean {
  return String(path).startsWith(folder);
}

/** Plans features and returns what that took. */
function workOf(id: string, count: number, root: string): Counts {
  const architecture = findArchitecture(id);
  const features = Array.from({ length: count }, (_, index): FeatureSpec => {
    const tokens = ['name:str=120:unique', 'person:ref=User'];
    return featureFromArguments(`thing${index}x`, tokens, {}, architecture);
  });
  Object.assign(counts, { folders: 0, files: 0, parses: 0, parsed: 0, checked: 0 });
  planRequest({ architecture, features, choices: {} }, new Workspace(root));
  return { ...counts };
}

describe.each(ARCHITECTURES.map(({ id }) => id))('%s', (id) => {
  const root = join(folder, id);
  const [few, some, many] = [10, 20, 40].map((count) => workOf(id, count, root)) as [
    Counts,
    Counts,
    Counts,
  ];

  // All models are in one file there, which later features may refer to, so it is read each time.
  const isOneFile = id === 'domain-routes';
  const kinds = (Object.keys(counts) as (keyof Counts)[]).filter(
    (kind) => !(isOneFile && kind === 'parsed'),
  );

  test.each(kinds)('twenty later features take what twice ten earlier ones take: %s', (kind) => {
    const earlier = (some[kind] - few[kind]) * 2;
    expect(many[kind] - some[kind]).toBeLessThanOrEqual(earlier * 1.1);
  });

  test('a file that features are registered in is not checked again for each of them', () => {
    expect(many.checked).toBe(few.checked);
  });

  test('no file is looked for that is not there, and no folder read that is not new', () => {
    expect(many.files).toBe(few.files);
    // A package for each feature, with one for its tests in it.
    expect(many.folders - some.folders).toBeLessThanOrEqual(20 * 2);
  });
});
