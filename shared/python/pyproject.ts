/** `pyproject.toml`: adding to a person's, without touching any other byte. */
import { createRequire } from 'node:module';
import type { AST } from 'toml-eslint-parser';
import { insert, lineStart, newlineOf, refuseEdit } from './edits.js';

const require = createRequire(import.meta.url);

/**
 * Adds packages to those that a project needs to run, on lines of their own and in order where the others are.
 *
 * @param path the file, for messages.
 * @param requirements what to add, by the package's name: `{ httpx: 'httpx>=0.28' }`.
 * @returns the edited text; a package that is there already is left as it is.
 * @throws RefusalError where the file is not valid, or has no such list.
 */
export function addDependencies(
  source: string,
  path: string,
  requirements: Readonly<Record<string, string>>,
): string {
  const byHand = Object.values(requirements).map((requirement) => `"${requirement}",`);
  const list = findDependencies(source, path, byHand);
  const names = list.elements.map((element) =>
    element.type === 'TOMLValue' ? packageName(String(element.value)) : '',
  );
  const missing = Object.entries(requirements).filter(([name]) => !names.includes(name));
  const additions = missing.map(([name, requirement]) => {
    const next = names.findIndex((other) => other > name);
    const follower = list.elements[next];
    const last = list.elements.at(-1);
    if (last === undefined) return { at: list.range[0] + 1, text: `"${requirement}", ` };
    const sample = follower ?? last;
    const start = lineStart(source, sample.range[0]);
    const indent = source.slice(start, sample.range[0]);
    const ownLine = indent.trim() === '';
    const newline = newlineOf(source);
    if (follower !== undefined) {
      return ownLine
        ? { at: start, text: `${indent}"${requirement}",${newline}` }
        : { at: follower.range[0], text: `"${requirement}", ` };
    }
    return {
      at: last.range[1],
      text: ownLine ? `,${newline}${indent}"${requirement}"` : `, "${requirement}"`,
    };
  });
  return insert(source, additions);
}

function findDependencies(source: string, path: string, byHand: readonly string[]): AST.TOMLArray {
  // Loaded only here: few features need a package that their project does not have.
  const { parseTOML } = require('toml-eslint-parser') as typeof import('toml-eslint-parser');
  let document: AST.TOMLProgram;
  try {
    document = parseTOML(source.replace(/^\uFEFF/, ' '));
  } catch (error) {
    return refuseEdit(path, `it is not valid TOML (${(error as Error).message})`, byHand);
  }
  const project = document.body[0].body.find(
    (node): node is AST.TOMLTable =>
      node.type === 'TOMLTable' && node.resolvedKey.join('.') === 'project',
  );
  const value = project?.body.find(({ key }) => keyOf(key) === 'dependencies')?.value;
  if (value?.type !== 'TOMLArray') {
    return refuseEdit(path, 'it has no list `dependencies` in [project]', byHand);
  }
  return value;
}

function keyOf({ keys }: AST.TOMLKey): string {
  return keys.map((key) => (key.type === 'TOMLBare' ? key.name : key.value)).join('.');
}

/** `Pydantic_Settings[dotenv]>=2.7` is `pydantic-settings`. */
function packageName(requirement: string): string {
  const [name = ''] = /^[A-Za-z0-9._-]*/.exec(requirement.trim()) ?? [];
  return name.toLowerCase().replaceAll(/[._-]+/g, '-');
}
