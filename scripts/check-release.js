// Whether a tag, the version in package.json and the changelog speak of the same release: `node scripts/check-release.js v1.2.3`.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');

/**
 * What keeps a tag from being released; empty where nothing does.
 *
 * @param {string} tag the tag that was pushed
 * @param {string} version the version in `package.json`
 * @param {string} changelog the text of `CHANGELOG.md`
 * @returns {string[]}
 */
export function releaseProblems(tag, version, changelog) {
  const [, ...sections] = changelog.split(/^## /m);
  const [unreleased, released] = /^unreleased/i.test(sections[0] ?? '')
    ? sections
    : ['', sections[0]];
  const problems = [];
  if (tag !== `v${version}`) {
    problems.push(`the tag is ${tag}, but package.json has the version ${version}`);
  }
  if (released?.split(/\s/)[0] !== version) {
    problems.push(`the latest release in CHANGELOG.md has no heading "## ${version}"`);
  }
  if (unreleased.split('\n').slice(1).join('').trim() !== '') {
    problems.push(`CHANGELOG.md still has something under "Unreleased"`);
  }
  return problems;
}

if (process.argv[1] === import.meta.filename) {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const changelog = readFileSync(join(ROOT, 'CHANGELOG.md'), 'utf8');
  const problems = releaseProblems(process.argv[2] ?? '', version, changelog);
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) process.exitCode = 1;
}
