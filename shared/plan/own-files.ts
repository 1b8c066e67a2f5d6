/** The files that come with the package: of the sources, or of the build. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withAncestors } from '../project/ancestors.js';

let knownRoot: string | undefined;

/** Returns the folder that has `generators/` and `shared/`. */
function packageRoot(): string {
  // The bundles have this module in another place than the sources have.
  knownRoot ??= withAncestors(dirname(fileURLToPath(import.meta.url))).find((folder) =>
    existsSync(join(folder, 'generators')),
  );
  if (knownRoot === undefined) throw new Error('the templates are missing: reinstall the package');
  return knownRoot;
}

/** Returns the folder in which each architecture has its templates. */
export function generatorsRoot(): string {
  return join(packageRoot(), 'generators');
}

/** Returns the folder of the templates that architectures share. */
export function sharedRoot(): string {
  return join(packageRoot(), 'shared', 'templates');
}

/** Returns the JSON Schema of spec files, as it is published with the package. */
export function publishedSchema(): string {
  return readFileSync(join(packageRoot(), 'spec.schema.json'), 'utf8');
}

/** The name of the skill that comes with the package. */
export const SKILL = 'fastapi-feature';

/** Returns the file of the skill. */
export function ownSkill(): string {
  return join(packageRoot(), 'skills', SKILL, 'SKILL.md');
}

/** Returns the version of the package. */
export function ownVersion(): string {
  return JSON.parse(readFileSync(join(installedRoot(), 'package.json'), 'utf8')).version;
}

/**
 * Returns what a package says in `package.json` to depend on this one. A version that the changelog does not name has been
 * released nowhere, so that npm could only take it from where it is.
 */
export function ownRequirement(): string {
  const root = installedRoot();
  return requirement(ownVersion(), root, changelogIn(root));
}

/**
 * @param root where the package is installed.
 * @param changelog undefined where it does not come with the package, as in the wheel.
 */
export function requirement(version: string, root: string, changelog: string | undefined): string {
  const isReleased =
    changelog === undefined ||
    changelog
      .split('\n')
      .some((line) => line === `## ${version}` || line.startsWith(`## ${version} `));
  return isReleased ? `^${version}` : `file:${root.replaceAll('\\', '/')}`;
}

function changelogIn(root: string): string | undefined {
  const path = join(root, 'CHANGELOG.md');
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

/** Returns the folder that has `package.json`. */
function installedRoot(): string {
  const folder = withAncestors(packageRoot()).find((each) =>
    existsSync(join(each, 'package.json')),
  );
  return folder ?? '.';
}
