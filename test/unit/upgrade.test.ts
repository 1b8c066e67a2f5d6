/** Projects that are brought to other templates while people have written into their files. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { NEW_PROJECTS, openGround } from '../../scripts/fuzz/grounds.js';
import type { PathsOf } from '../../shared/evolve/dropped.js';
import { putInto } from '../../shared/evolve/evolved.js';
import { planUpgrade } from '../../shared/evolve/upgrade.js';
import { orderFeatures } from '../../shared/feature/order.js';
import { parseFeature } from '../../shared/feature/schema.js';
import { type FeatureOptions, featureFromArguments } from '../../shared/feature/spec.js';
import type { Architecture } from '../../shared/plan/architecture.js';
import { layOut } from '../../shared/plan/lay-out.js';
import { planRequest } from '../../shared/plan/request.js';
import { viewForTemplates } from '../../shared/plan/template-view.js';
import { listTemplates, templateFile } from '../../shared/plan/templates.js';
import { findMigrations, onlyHead } from '../../shared/project/migrations.js';
import type { PlannedFile, Workspace } from '../../shared/project/workspace.js';
import { idOf } from '../../shared/project/written.js';
import { firstSyntaxError } from '../../shared/python/syntax-error.js';
import { rememberedIn } from '../../shared/run/remembered.js';
import { EDITS, marksIn } from '../hand-edits.js';

const edits = Object.values(EDITS);
const BY_HAND = { layer: 'project', why: 'Somebody has changed it by hand.' };
const COMMANDS = [
  ['product', 'name:str=120:unique', 'price:decimal=10.2:gt=0', 'notes:text:optional'],
  ['order_item', 'product:ref=Product', 'count:int:ge=1'],
] as const;
const FOUNDED = NEW_PROJECTS.filter(({ change }) => change === undefined);

/** The templates of each architecture as a later version has them: everything says of itself that it is new. */
const later = mkdtempSync(join(tmpdir(), 'later-'));

beforeAll(() => {
  for (const { architecture } of FOUNDED) {
    for (const tree of ['foundation', 'feature'] as const) {
      for (const template of listTemplates(architecture.templates, tree)) {
        const text = readFileSync(templateFile(architecture.templates, tree, template), 'utf8');
        const path = join(later, architecture.id, tree, template);
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, text.replaceAll(/^([ \t]*"""|# )(?=\w)/gm, '$1Anew: '));
      }
    }
  }
});
afterAll(() => rmSync(later, { recursive: true }));

function laterVersionOf(architecture: Architecture): Architecture {
  return { ...architecture, templates: [join(later, architecture.id), ...architecture.templates] };
}

/** A project with features, as it was written, and what finds these texts again. */
function written(ground: (typeof FOUNDED)[number]) {
  const { architecture } = ground;
  const workspace = openGround(ground).workspace.fork();
  const features = COMMANDS.map(([name, ...tokens]) =>
    featureFromArguments(name, tokens, {}, architecture),
  );
  planRequest({ architecture, features, choices: {} }, workspace);
  // The project has a category as well.
  return {
    workspace,
    features: orderFeatures(rememberedIn(architecture, workspace, parseFeature)),
    architecture,
  };
}

function upgraded(
  { architecture, features }: ReturnType<typeof written>,
  workspace: Workspace,
  versionsOf: (path: string) => readonly string[],
) {
  return planUpgrade({
    workspace,
    features,
    layOut: (each) => layOut(laterVersionOf(architecture), each),
    versionsOf,
    pathsOf: () => new Map(),
  });
}

/** What git would know of a project that is committed as it stands. */
function pathsIn(workspace: Workspace): PathsOf {
  const paths = new Map(
    workspace.pythonFiles().map((path) => [idOf(workspace.read(path) ?? ''), new Set([path])]),
  );
  return (ids) => new Map([...paths].filter(([id]) => ids.has(id)));
}

const editsIn = (files: readonly PlannedFile[]) =>
  files.filter(({ action }) => action !== 'unchanged').map(({ path }) => path);

describe.each(FOUNDED.map((ground) => [ground.name, ground] as const))('%s', (_, ground) => {
  // Each file is edited in another way, and in three ways in all.
  test.each([0, 1, 2])('becomes new around what people have written, %d', (turn) => {
    const project = written(ground);
    const workspace = project.workspace.fork();
    const all = upgraded(project, project.workspace, () => []);
    expect(all.conflicts).toEqual([]);
    const own = all.files.filter(({ path }) => path.endsWith('.py'));
    expect(own.length).toBeGreaterThan(30);
    workspace.planning(() => {
      for (const [index, { before = '', path }] of own.entries()) {
        const edit = edits[(index + 4 * turn) % edits.length];
        workspace.edit(path, edit?.(before) ?? '', BY_HAND);
      }
    });
    const versionsOf = (path: string) => [project.workspace.read(path) ?? ''];
    const { conflicts, files, plans } = upgraded(project, workspace, versionsOf);
    expect(conflicts).toEqual([]);
    expect(plans.flatMap(({ notes }) => notes)).toEqual([]);
    for (const { after, path } of files.filter(({ path }) => path.endsWith('.py'))) {
      const [standing = '', wanted = ''] = [
        workspace.read(path),
        own.find((each) => each.path === path)?.after,
      ];
      const anew = (text: string) => text.match(/"""Anew: /g)?.length ?? 0;
      expect([path, anew(after)]).toEqual([path, anew(wanted)]);
      expect([path, marksIn(after)]).toEqual([path, marksIn(standing)]);
      expect([path, firstSyntaxError(after)]).toEqual([path, undefined]);
    }
    const next = workspace.fork();
    next.planning(() => putInto(next, files));
    expect(editsIn(upgraded(project, next, versionsOf).files)).toEqual([]);
    // What was written later is not in git, if somebody has changed it.
    expect(editsIn(upgraded(project, next, () => []).files)).toEqual([]);
  });

  test('stays as it is where the templates are the same', () => {
    const { architecture, features, workspace } = written(ground);
    const { files } = planUpgrade({
      workspace,
      features,
      layOut: (each) => layOut(architecture, each),
      versionsOf: () => [],
      pathsOf: pathsIn(workspace),
    });
    expect(editsIn(files)).toEqual([]);
  });

  describe('a file that newer templates no longer have', () => {
    /** Upgrades to an architecture that has no tests of features, or no models. */
    function upgradedWithout(what: RegExp, edit: (path: string, text: string) => string) {
      const { architecture, features, workspace } = written(ground);
      const committed = pathsIn(workspace);
      const files = architecture.files.filter(({ template }) => !what.test(template));
      expect(files.length).toBeLessThan(architecture.files.length);
      const edited = workspace.fork();
      edited.planning(() => {
        for (const path of workspace.pythonFiles()) {
          const text = workspace.read(path) ?? '';
          if (edit(path, text) !== text) edited.edit(path, edit(path, text), BY_HAND);
        }
      });
      const { plans, ...evolved } = planUpgrade({
        workspace: edited,
        features,
        layOut: (each) => layOut({ ...architecture, files }, each),
        versionsOf: () => [],
        pathsOf: committed,
      });
      const gone = evolved.files.filter(({ action }) => action === 'delete');
      return { gone: gone.map(({ path }) => path), notes: plans.flatMap(({ notes }) => notes) };
    }
    const TESTS = /tests?\/.*test_/;
    const isTest = (path: string) => /test_/.test(path) && /product|order_item|categor/.test(path);

    test('goes where it is as it was written', () => {
      const { gone, notes } = upgradedWithout(TESTS, (_, text) => text);
      expect(gone.length).toBeGreaterThanOrEqual(3);
      expect(gone.filter((path) => !isTest(path))).toEqual([]);
      expect(notes).toEqual([]);
    });

    test('stays where somebody has changed it, and is named', () => {
      const { gone, notes } = upgradedWithout(TESTS, (path, text) =>
        isTest(path) && /product/.test(path) ? `${text}# Mine.\n` : text,
      );
      expect(gone.filter((path) => /product/.test(path))).toEqual([]);
      expect(gone.length).toBeGreaterThanOrEqual(2);
      expect(notes.join()).toMatch(/product.* stays, though newer templates no longer have it/);
    });

    test('stays where something needs it, which is named', () => {
      const { gone, notes } = upgradedWithout(/models?\/\[feature\]|models\.py/, (_, text) => text);
      expect(gone).toEqual([]);
      if (ground.name === 'domain-routes') return;
      expect(notes.join()).toMatch(/product\S* \(.*:\d+.* needs it\) stays, though/);
    });
  });
});

describe.each(FOUNDED.map((ground) => [ground.name, ground] as const))(
  'an index that a later version has end in the id, in %s',
  (_, ground) => {
    const withoutId = (text: string) => text.replace(/, "id"(?=[\])]|$)/, '');
    /** The architecture as it was before indexes ended in the id. */
    const earlier: Architecture = {
      ...ground.architecture,
      view: (feature) => {
        const view = { ...viewForTemplates(feature), ...ground.architecture.view?.(feature) };
        const lists = 'listIndexes' in view ? (view.listIndexes as Record<string, string>[]) : [];
        return {
          ...view,
          tableArguments: view.tableArguments.map(withoutId),
          migrationIndexes: view.migrationIndexes.map(withoutId),
          listIndexes: lists.map((one) => mapValues(one, withoutId)),
        };
      },
    };

    /** What an upgrade makes of a project with a product that such an architecture has written. */
    function upgradedFrom(options: FeatureOptions) {
      const workspace = openGround(ground).workspace.fork();
      const { architecture } = ground;
      const said = featureFromArguments('ware', ['price:int:index'], options, architecture);
      planRequest({ architecture: earlier, features: [said], choices: {} }, workspace);
      const features = orderFeatures(rememberedIn(architecture, workspace, parseFeature));
      const { files, plans } = planUpgrade({
        workspace,
        features,
        layOut: (each) => layOut(architecture, each),
        versionsOf: () => [],
        pathsOf: pathsIn(workspace),
      });
      const changed = files.filter(
        ({ action, path }) => action !== 'unchanged' && path.endsWith('.py'),
      );
      return { changed, notes: plans.flatMap(({ notes }) => notes) };
    }

    test('is exchanged by a migration, or told where there is none', () => {
      const { changed, notes } = upgradedFrom({});
      const owner = ground.name === 'domain-routes' ? '"owner_id", ' : '';
      const migration = changed.find(({ path }) => /_change_wares\.py$/.test(path))?.after ?? '';
      if (ground.name === 'package-per-feature') {
        expect(migration).toBe('');
        expect(notes.join()).toContain(
          'run DROP INDEX ix_wares_price; CREATE INDEX ix_wares_price ON wares (price, id);',
        );
        return;
      }
      const [up = '', down = ''] = migration.replaceAll(/\s+/g, ' ').split('def downgrade');
      for (const [text, columns] of [
        [up, `${owner}"price", "id"`],
        [down, `${owner}"price"`],
      ] as const) {
        expect(text).toContain('op.drop_index("ix_wares_price", table_name="wares")');
        expect(text.replaceAll(/([([]) | ,? ?(?=[\])])/g, '$1')).toContain(
          `op.create_index("ix_wares_price", "wares", [${columns}]`,
        );
      }
      expect(notes).toEqual([]);
    });

    test('is exchanged in a table with any name', () => {
      const { changed, notes } = upgradedFrom({ table: 'Old Wares' });
      const said = [...changed.map(({ after }) => after), ...notes].join('\n');
      expect(said).toMatch(/ix_Old Wares_price.*id/s);
      expect(
        said.includes('op.drop_index("ix_Old Wares_price", table_name="Old Wares")') ||
          said.includes('CREATE INDEX "ix_Old Wares_price" ON "Old Wares" (price, id);'),
      ).toBe(true);
    });
  },
);

function mapValues(record: Readonly<Record<string, string>>, edit: (text: string) => string) {
  return Object.fromEntries(Object.entries(record).map(([key, text]) => [key, edit(text)]));
}

describe('columns that every row has another value in', () => {
  const direct = FOUNDED.find(({ name }) => name === 'layered-direct');
  const earlier = mkdtempSync(join(tmpdir(), 'earlier-'));
  const MODEL = 'app/models/user.py';
  const MIGRATION = 'alembic/versions/5c0de1f2a3b4_create_users.py.ejs';
  const ENDPOINTS = 'app/api/v1/users.py';
  afterAll(() => rmSync(earlier, { recursive: true }));

  /** A project from before users had names, upgraded with what somebody has added to it, and committed in a file at once. */
  function upgradedFromNameless(added: string, committed?: string) {
    if (direct === undefined) throw new Error('layered-direct is no ground');
    const { architecture } = direct;
    for (const template of [`${MODEL}.ejs`, `${ENDPOINTS}.ejs`, MIGRATION]) {
      const text = readFileSync(
        templateFile(architecture.templates, 'foundation', template),
        'utf8',
      );
      const shared = readFileSync('shared/templates/create_users_migration.py.ejs', 'utf8');
      const path = join(earlier, 'foundation', template);
      mkdirSync(dirname(path), { recursive: true });
      const whole = template === MIGRATION ? shared : text;
      writeFileSync(path, whole.replaceAll(/^.*\b(?:username|full_name)\b.*\n/gm, ''));
    }
    const nameless = { ...architecture, templates: [earlier, ...architecture.templates] };
    const project = written({ ...direct, architecture: nameless });
    const workspace = project.workspace.fork();
    const head = onlyHead(findMigrations(workspace, 'alembic/versions'))?.revision;
    const own = `revision = "a1"\ndown_revision = "${head}"\n\n\ndef upgrade() -> None:\n    ${added}\n`;
    workspace.planning(() => workspace.write('alembic/versions/a1.py', own, BY_HAND));
    if (committed !== undefined) {
      const text = `${workspace.read(committed)}# ours\n`;
      workspace.planning(() => workspace.write(committed, text, BY_HAND));
    }
    return planUpgrade({
      workspace,
      features: project.features,
      layOut: (each) => layOut(architecture, each),
      versionsOf: (path) => [workspace.read(path) ?? ''],
      pathsOf: () => new Map(),
    });
  }

  test('are filled before they are required', () => {
    const { files } = upgradedFromNameless('pass');
    const migration = files.find(({ path }) => path.endsWith('_change_users.py'))?.after ?? '';
    const upgrade = migration.slice(0, migration.indexOf('def downgrade'));
    expect(upgrade).toMatch(
      /"username", sa\.String\(length=50\), nullable=True.*UPDATE users SET username = 'user' \|\| id"\).*"username", existing_type=sa\.String\(length=50\), nullable=False/s,
    );
  });

  test.each([ENDPOINTS, MODEL])('are not brought where %s would go on without them', (path) => {
    expect(() => upgradedFromNameless('pass', path)).toThrow(
      `${path}: this version adds users.username, users.full_name, but nobody knows which lines`,
    );
  });

  test.each([
    'op.add_column("users", sa.Column("full_name", sa.Text()))',
    "op.add_column('users', sa.Column('full_name', sa.Text()))",
    'with op.batch_alter_table("users") as batch_op:\n        batch_op.add_column(sa.Column("full_name", sa.Text()))',
  ])('are not half brought where --with had a part of them before: %s', (added) => {
    expect(() => upgradedFromNameless(added)).toThrow(
      /app\/models\/user\.py: this version adds users\.username, but alembic\/versions\/a1\.py has added a column/,
    );
  });
});
