/** How much of a feature is what its authors wrote, if it is written like its neighbour. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { mirror, shareOf } from '../mirror.js';

/** The backends that have two features with models and endpoints, each with what is mirrored in it. */
const mirrored = ['neighbours', 'projects'].flatMap((corpus) => {
  const folder = join(import.meta.dirname, '..', corpus);
  const names = readdirSync(folder).filter((name) => !name.includes('.'));
  return names.flatMap((name) => mirror(join(folder, name)).map((each) => ({ name, ...each })));
});

test('the documented shares are those that there are', () => {
  const rows = mirrored.map((each) => {
    const share = each.refused === undefined ? `${Math.floor(shareOf(each) * 100)} %` : 'refused';
    const counts = `${each.same.length} | ${each.missing.length} | ${each.added.length}`;
    return `| ${each.name} | \`${each.feature}\` like \`${each.neighbour}\` | ${counts} | ${share} |`;
  });
  const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'adopting.md'), 'utf8');
  const table = page.split('\n').filter((line) => / like `/.test(line) && line.startsWith('|'));
  expect(table).toEqual(rows);
});

test('features that are written alike agree to nine tenths', () => {
  const alike = mirrored.filter(({ name }) => ['hexagonal', 'team-service'].includes(name));
  expect(alike).toHaveLength(4);
  for (const each of alike) expect(shareOf(each)).toBeGreaterThan(0.9);
  // Only what is particular to them is missing, and nothing is made up.
  expect(alike.flatMap(({ added }) => added)).toEqual([]);
  const missing = alike.flatMap((each) => each.missing);
  expect(missing.filter((line) => !/find_by_email|restock/.test(line))).toEqual([]);
});

test('over the corpus nine tenths agree, and nowhere less than three quarters', () => {
  const shares = mirrored.map(shareOf);
  expect(Math.min(...shares)).toBeGreaterThan(0.75);
  expect(shares.reduce((sum, each) => sum + each, 0) / shares.length).toBeGreaterThan(0.9);
});
