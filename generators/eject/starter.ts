/** A package with a generator of one's own, to start from. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../../shared/errors.js';
import { partsOf } from '../../shared/feature/namespace.js';
import type { Architecture } from '../../shared/plan/architecture.js';
import { OVERRIDES } from '../../shared/plan/overrides.js';
import { ownRequirement, ownVersion } from '../../shared/plan/own-files.js';
import {
  filesBelow,
  listTemplates,
  renderTemplate,
  targetPath,
} from '../../shared/plan/templates.js';
import { ARCHITECTURES } from '../app/architectures.js';
import type { Ejection } from './ejection.js';

const TEMPLATES = ['eject/templates'];
const TREE = 'starter';

/**
 * Returns a package whose generator has the templates that the project has customised, and one more.
 *
 * @param name as it was given: `team`, `generator-team`, `@acme/team`.
 * @param root the root of the project, an absolute path.
 * @throws UsageError if no package can have that name, or the architecture comes from another generator.
 */
export function starter(name: string, architecture: Architecture, root: string): Ejection {
  const { id, title } = architecture;
  const namespace = `${name.replace(/(^|\/)generator-/, '$1')}:${id}`;
  const packageName = partsOf(namespace)?.packageName;
  if (packageName === undefined || packageName !== packageName.toLowerCase()) {
    throw refusalOf(name);
  }
  if (!ARCHITECTURES.some((each) => each.id === id)) {
    const names = ARCHITECTURES.map((each) => each.id).join(', ');
    throw new UsageError(
      `--as-generator starts from an architecture of this package, but "${id}" comes from another one. Architectures: ${names}.`,
      { place: 'ARCHITECTURE' },
    );
  }
  const folder = packageName.replace(/^@[^/]+\//, '');
  const requirement = ownRequirement();
  const view = { architecture: id, namespace, packageName, title, requirement };
  const own = listTemplates(TEMPLATES, TREE).map((template) => ({
    // It has a template in it, which keeps the placeholder in its path.
    target: `${folder}/${targetPath(template, { architecture: id, feature: '[feature]' })}`,
    contents: renderTemplate(TEMPLATES, TREE, template, view),
  }));
  const customised = filesBelow(join(root, OVERRIDES))
    .filter((path) => path.startsWith(`${id}/`) || path.startsWith('shared/'))
    .map((path) => ({
      target: `${folder}/src/generators/${id}/templates/${path}`,
      contents: readFileSync(join(root, OVERRIDES, path), 'utf8'),
    }));
  const isLocal = requirement.startsWith('file:');
  const local = isLocal ? [{ target: `${folder}/.npmrc`, contents: COPIED }] : [];
  return {
    files: [...own, ...local, ...customised],
    would: `${folder} would be a package with the generator ${namespace}.`,
    done:
      `${folder} is a package with the generator ${namespace}. Next: cd ${folder} && npm install && npm test` +
      (isLocal ? `\n${originOf(requirement)}` : ''),
    way: 'Choose another name, or overwrite it with --force.',
  };
}

/** Of a linked package, the compiler would look for Yeoman where that package is. */
const COPIED = 'install-links=true\n';

function originOf(requirement: string): string {
  return (
    `Version ${ownVersion()} of generator-fastapi-feature is not on npm, so package.json has it from ` +
    `${requirement.replace('file:', '')}. Once it is there: npm install generator-fastapi-feature@${ownVersion()}`
  );
}

function refusalOf(name: string): UsageError {
  return new UsageError(
    `--as-generator ${name}: no package can have that name. Give one in small letters, such as team or @acme/team.`,
    { place: '--as-generator' },
  );
}
