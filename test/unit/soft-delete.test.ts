/** Rows that stay when they are deleted, and where that is refused. */
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { ARCHITECTURES } from '../../generators/app/architectures.js';
import { domainRoutes } from '../../generators/domain-routes/architecture.js';
import { direct } from '../../generators/layered/direct/architecture.js';
import { onion } from '../../generators/onion/architecture.js';
import { RefusalError } from '../../shared/errors.js';
import { planChange } from '../../shared/evolve/change.js';
import { commandOf } from '../../shared/feature/notation.js';
import { parseFeature } from '../../shared/feature/schema.js';
import { type FeatureOptions, featureFromArguments } from '../../shared/feature/spec.js';
import type { Architecture } from '../../shared/plan/architecture.js';
import { layOut } from '../../shared/plan/lay-out.js';
import { planFeature } from '../../shared/plan/plan.js';
import { Workspace } from '../../shared/project/workspace.js';
import { refusal } from './refusal.js';

const PROJECTS = join(import.meta.dirname, '..', 'projects');
const KEPT = { softDelete: true };

const empty = () => new Workspace(join(PROJECTS, 'no-such-folder', 'shop'));

/** Plans a feature in a project; the files that it would get are in the project from then on. */
function add(
  architecture: Architecture,
  project: Workspace,
  name: string,
  options: FeatureOptions = {},
  ...fields: readonly string[]
) {
  const given = ['name:str=40:unique', ...fields];
  const spec = featureFromArguments(name, given, options, architecture);
  return planFeature(layOut(architecture, project), spec);
}

const textOf = (
  files: readonly { readonly path: string; readonly after: string }[],
  ending: RegExp,
) => files.find(({ path }) => ending.test(path))?.after ?? '';

const hides = ({ capabilities }: Architecture) => capabilities.some(({ id }) => id === 'kept');

describe.each(
  ARCHITECTURES.filter(hides).map((architecture) => [architecture.id, architecture] as const),
)('%s', (_, architecture) => {
  test('says in the table that rows stay, of one feature and of no other', () => {
    const project = empty();
    const { files } = add(architecture, project, 'country', KEPT);
    const all = files.map(({ after }) => after).join('');
    expect(all).toMatch('KeptMixin');
    expect(all).toMatch('"uq_countries_name"');
    const river = add(architecture, project, 'river').files;
    const own = river.filter(({ path }) => path.includes('river'));
    expect(own.filter(({ after }) => /deleted_at|KeptMixin|retire/.test(after))).toEqual([]);
  });

  test('makes unique what is left, in the migration, too', () => {
    const { files } = add(architecture, empty(), 'country', KEPT);
    const migration = textOf(files, /_create_countries\.py$/);
    if (migration === '') return;
    expect(migration).toMatch('sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True)');
    expect(migration).toMatch('postgresql_where=sa.text("deleted_at IS NULL")');
    expect(migration).not.toMatch(/nullable=False, unique=True/);
  });

  test('brings what hides rows once', () => {
    const project = empty();
    const hiding = (name: string, options: FeatureOptions = KEPT) =>
      add(architecture, project, name, options).files.filter(({ path }) =>
        path.endsWith('/kept.py'),
      ).length;
    expect(hiding('river', {})).toBe(0);
    expect(hiding('country')).toBe(1);
    expect(hiding('city')).toBe(0);
  });
});

test('a layout that hides nothing refuses it', () => {
  const lacking = { ...onion, capabilities: onion.capabilities.filter(({ id }) => id !== 'kept') };
  expect(refusal(() => add(lacking, empty(), 'thing', KEPT))).toMatch(
    /^--soft-delete: .*Leave the option out, or choose/,
  );
});

test('in domain-routes, whose rows all stay, it changes nothing, and is told so', () => {
  const said = add(domainRoutes, empty(), 'thing', KEPT);
  const unsaid = add(domainRoutes, empty(), 'thing');
  const written = ({ files }: typeof said) =>
    files.filter(({ path }) => path !== '.yo-rc.json').map(({ after, path }) => [path, after]);
  expect(written(said)).toEqual(written(unsaid));
  expect(said.notes.join()).toMatch(/^--soft-delete changes nothing here/);
  expect(unsaid.notes).toEqual([]);
});

test('in an existing backend, it is refused', () => {
  const adding = () => add(direct, new Workspace(join(PROJECTS, 'layers-async')), 'box', KEPT);
  expect(adding).toThrow(RefusalError);
  expect(adding).toThrow(/^--soft-delete: .*Leave the option out/);
});

test('a feature that stands neither gets it nor loses it; where it changes nothing, it may be said', () => {
  const changing = (architecture: Architecture, said: boolean, wanted: boolean) => () => {
    const workspace = empty();
    const saying = (softDelete: boolean) =>
      featureFromArguments('thing', ['name:str=40:unique'], { softDelete }, architecture);
    add(architecture, workspace, 'thing', { softDelete: said });
    return planChange({
      workspace,
      layOut: (each) => layOut(architecture, each),
      spec: saying(said),
      next: saying(wanted),
      others: [],
      renamed: new Map(),
      architecture: architecture.id,
      choices: {},
    });
  };
  expect(changing(direct, true, false)).toThrow(
    /^--soft-delete: thing stands with rows that stay.*Say --soft-delete, or/,
  );
  expect(changing(direct, false, true)).toThrow(
    /^--soft-delete: thing stands with rows that are deleted for good.*Leave the option out, or/,
  );
  expect(changing(domainRoutes, false, true)()?.conflicts).toEqual([]);
});

test('what is unique afterwards in a feature whose rows stay is so among those that are left', () => {
  const workspace = empty();
  const saying = (...more: readonly string[]) =>
    featureFromArguments('thing', ['name:str=40:unique', ...more], KEPT, direct);
  add(direct, workspace, 'thing', KEPT);
  const changed = planChange({
    workspace,
    layOut: (each) => layOut(direct, each),
    spec: saying(),
    next: saying('code:str=20:unique:optional'),
    others: [],
    renamed: new Map(),
    architecture: direct.id,
    choices: {},
  });
  expect(changed?.conflicts).toEqual([]);
  const migration = textOf(changed?.files ?? [], /_change_things\.py$/);
  expect(migration).toMatch(
    /"uq_things_code",\s+"things",\s+\["code"\],\s+unique=True,\s+sqlite_where=/,
  );
});

test('a spec file says it by true and false alone, and it is written again', () => {
  const written = { name: 'country', fields: { name: 'str' } };
  const spec = parseFeature({ ...written, softDelete: true });
  expect(spec).toMatchObject(KEPT);
  expect(parseFeature(written)).toMatchObject({ softDelete: false });
  expect(refusal(() => parseFeature({ ...written, softDelete: 'yes' }))).toMatch(/softDelete: /);
  expect(commandOf({ generator: 'onion' }, spec)).toMatch(/ --soft-delete$/);
});
