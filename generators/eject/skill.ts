/** The skill for coding assistants, which a project can have. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../../shared/errors.js';
import { ownSkill, ownVersion, SKILL } from '../../shared/plan/own-files.js';
import type { Ejection } from './ejection.js';

/** Where most assistants look for the skills of a project, and where one looks instead. */
const COMMON = '.agents';
const CLAUDE = '.claude';

/**
 * Returns what puts the skill into a project.
 *
 * @param root the root of the project, an absolute path.
 * @param words the folder of skills, if it is not the usual one: `.claude/skills`.
 * @throws UsageError for a folder that is not in the project.
 */
export function skill(root: string, words: readonly string[]): Ejection {
  const [given, extra] = words;
  const folder = given?.replaceAll('\\', '/').replace(/\/+$/, '') ?? `${usualFolder(root)}/skills`;
  const isOutside = folder === '' || /^(\/|[A-Za-z]:)|(^|\/)\.\.(\/|$)/.test(folder);
  if (extra !== undefined || isOutside) {
    throw new UsageError(
      `eject skill takes a folder of the project, but was given: ${words.join(' ')}. ` +
        `For example: fastapi-feature eject skill ${CLAUDE}/skills.`,
      { place: 'FOLDER' },
    );
  }
  const target = `${folder}/${SKILL}/SKILL.md`;
  const what = `coding assistants how to use version ${ownVersion()} of this command.`;
  return {
    files: [{ target, contents: readFileSync(ownSkill(), 'utf8') }],
    would: `${target} would tell ${what}`,
    done: `${target} tells ${what}`,
    way: 'Delete it, or overwrite it with --force: it may be of another version, or changed.',
  };
}

function usualFolder(root: string): string {
  const isClaude = existsSync(join(root, CLAUDE)) && !existsSync(join(root, COMMON));
  return isClaude ? CLAUDE : COMMON;
}
