// Gives the skill the version of the package: `npm version` runs it.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');
const SKILL = join(ROOT, 'skills', 'fastapi-feature', 'SKILL.md');

/**
 * Returns the text of a skill for a version: that of the package, and the one that its words are for.
 *
 * @param {string} text
 * @param {string} version
 * @returns {string}
 */
export function withVersion(text, version) {
  const [major, minor] = version.split('.');
  return text
    .replace(/^( {2}version: ).*$/m, `$1"${version}"`)
    .replace(/this skill is for \d+\.\d+/, `this skill is for ${major}.${minor}`);
}

if (process.argv[1] === import.meta.filename) {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  writeFileSync(SKILL, withVersion(readFileSync(SKILL, 'utf8'), version));
}
