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
  const folder = withAncestors(packageRoot()).find((each) =>
    existsSync(join(each, 'package.json')),
  );
  return JSON.parse(readFileSync(join(folder ?? '.', 'package.json'), 'utf8')).version;
}
