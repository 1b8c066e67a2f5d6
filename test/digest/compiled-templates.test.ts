/** The templates that the build has compiled render what their sources do, in everything that is emitted. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, jest, test } from '@jest/globals';
import ejs from 'ejs';
import type { CompiledFolder, CompiledTemplate } from '../../shared/plan/compiled-templates.js';
import { PROJECTS } from '../backends.js';
import { typedFeature } from '../typed-feature.js';

const ROOT = join(import.meta.dirname, '..', '..');

/** The templates that have been rendered in both ways, and whether that was the same every time. */
const compared = new Map<string, boolean>();

/** Returns what a template sees as the properties of one object: EJS passes nothing on that is inherited. */
function flattened(locals: object): object {
  const all: Record<string, unknown> = {};
  for (const name in locals) all[name] = locals[name as keyof typeof locals];
  return all;
}

/** Returns the compiled template, which also renders its source and compares. */
function comparing(template: CompiledTemplate, file: string): CompiledTemplate {
  const source = ejs.compile(readFileSync(file, 'utf8'), {
    filename: file,
    root: [join(ROOT, 'shared', 'templates')],
    escape: String,
  });
  const path = relative(ROOT, file);
  return (locals, ...rest) => {
    const text = template(locals, ...rest);
    const isSame = text === source(flattened(locals));
    compared.set(path, isSame && compared.get(path) !== false);
    return text;
  };
}

const { compiledFolder: built } = await import('../../shared/plan/compiled-templates.js');

/** Not every architecture has templates of each kind. */
function compiledFolder(folder: string): CompiledFolder | undefined {
  const compiled = built(join(ROOT, 'dist', relative(ROOT, folder)));
  if (compiled === undefined) return undefined;
  const all = new Map<string, CompiledTemplate | undefined>();
  const template = (name: string) => {
    const known = all.get(name) ?? compiled.template(name);
    const file = join(folder, name);
    if (known !== undefined && !all.has(name)) all.set(name, comparing(known, file));
    return all.get(name);
  };
  return { files: compiled.files, template };
}

const folders = new Map<string, CompiledFolder | undefined>();

jest.unstable_mockModule('../../shared/plan/compiled-templates.js', () => ({
  compiledFolder(folder: string) {
    const known = folders.get(folder) ?? compiledFolder(folder);
    folders.set(folder, known);
    return known;
  },
}));

const { emittedCases } = await import('./emitted.js');
const { findArchitecture } = await import('../../generators/app/architectures.js');
const { starter } = await import('../../generators/eject/starter.js');
const { planRequest } = await import('../../shared/plan/request.js');
const { Workspace } = await import('../../shared/project/workspace.js');

/** Adds a feature to a project that has come to use Alembic. */
function emitWithAlembic(root: string, folder: string): void {
  const architecture = findArchitecture('package-per-feature');
  const path = `${folder}alembic/env.py`;
  const environment = 'from alembic import context\n\ncontext.configure()\n';
  const features = [typedFeature(['product', 'name:str'], architecture)];
  const workspace = new Workspace(root);
  workspace.write(path, environment, { layer: 'models', why: 'Runs migrations.' });
  planRequest({ architecture, features, choices: {} }, workspace);
}

test('each of them', () => {
  for (const { emit } of emittedCases().filter(({ name }) => !name.endsWith('random features'))) {
    emit();
  }
  emitWithAlembic(join(PROJECTS, 'no-such-folder'), 'backend/');
  emitWithAlembic(join(PROJECTS, 'packages'), '');
  starter('team', findArchitecture('onion'), join(PROJECTS, 'no-such-folder'));
  const sources = ['generators', 'shared'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ejs'))
      .map((path) => join(folder, path)),
  );
  expect(Object.fromEntries(compared)).toEqual(
    Object.fromEntries(sources.map((path) => [path, true])),
  );
}, 300_000);
