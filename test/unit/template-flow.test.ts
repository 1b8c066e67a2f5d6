/** Templates look like the Python that they become: little of them says when something is there. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

const ROOT = join(import.meta.dirname, '..', '..');

/** The share of lines that decide something; of fewer lines than these, it says nothing. */
const MOST_FLOW = 0.25;
const FEWEST_LINES = 25;

/** Returns how many lines of a template are, at least in part, statements. */
function flowOf(lines: readonly string[]): number {
  let isInside = false;
  return lines.filter((line) => {
    const isFlow = isInside || /<%(?![-=])/.test(line);
    for (const [tag] of line.matchAll(/<%(?![-=])|%>/g)) isInside = tag !== '%>';
    return isFlow;
  }).length;
}

test('statements are counted, values are not', () => {
  expect(
    flowOf(['<% if (a) { -%>', '    <%- b %>', '<% const c = 1;', 'd(); %>', '<% } -%>']),
  ).toBe(4);
});

test('no template is more than a quarter control flow', () => {
  const shares = ['shared', 'generators'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ejs'))
      .map((path) => {
        const lines = readFileSync(join(ROOT, folder, path), 'utf8')
          .trimEnd()
          .split('\n');
        return { path: `${folder}/${path}`, lines, share: flowOf(lines) / lines.length };
      }),
  );
  expect(shares.length).toBeGreaterThan(100);
  const wrong = shares.filter(
    ({ lines, share }) => lines.length >= FEWEST_LINES && share > MOST_FLOW,
  );
  expect(wrong.map(({ path, share }) => `${path}: ${Math.round(share * 100)} %`)).toEqual([]);
});
