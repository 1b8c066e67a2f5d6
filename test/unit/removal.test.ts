/** Taking features away again, in memory. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  fittingIn,
  type Ground,
  identifiersOf,
  NEW_PROJECTS,
  openGround,
  standingIn,
  TEST_BACKENDS,
} from '../../scripts/fuzz/grounds.js';
import { ForeseenError } from '../../shared/errors.js';
import { planRemoval, type RemovalRequest } from '../../shared/evolve/removal.js';
import { exampleOf } from '../../shared/feature/items.js';
import {
  type FeatureOptions,
  type FeatureSpec,
  featureFromArguments,
} from '../../shared/feature/spec.js';
import { layOut } from '../../shared/plan/lay-out.js';
import { planRequest } from '../../shared/plan/request.js';
import { MEMORY } from '../../shared/project/memory.js';
import type { PlannedFile, Workspace } from '../../shared/project/workspace.js';
import { likelyFeature } from '../likely-features.js';

/** How many features are added to each project and removed from it; `REMOVALS=60` makes it 60 for each. */
const EACH = process.env.REMOVALS;
const FOUNDED = Number(EACH ?? 12);
const FITTED = Number(EACH ?? 5);

const BY_HAND = { layer: 'project', why: 'Somebody has changed it by hand.' };

/** Plans a feature in a copy of a project; undefined if it is refused. */
function added({ architecture }: Ground, project: Workspace, spec: FeatureSpec) {
  const workspace = project.fork();
  try {
    const { files } = planRequest({ architecture, features: [spec], choices: {} }, workspace);
    return { workspace, files };
  } catch (error) {
    if (error instanceof ForeseenError) return undefined;
    throw error;
  }
}

function removal(
  { architecture }: Ground,
  workspace: Workspace,
  spec: FeatureSpec,
  more: Partial<RemovalRequest> = {},
) {
  return planRemoval({
    workspace,
    layOut: (own) => layOut(architecture, own),
    spec,
    others: [],
    isWiringOnly: false,
    isCommitted: () => false,
    ...more,
  });
}

/** Returns the files that differ from those of a project after some changes. */
function differences(project: Workspace, ...runs: readonly (readonly PlannedFile[])[]) {
  const texts = new Map<string, string | undefined>();
  for (const { action, after, path } of runs.flat()) {
    if (action !== 'unchanged') texts.set(path, action === 'delete' ? undefined : after);
  }
  return [...texts].filter(([path, text]) => text !== project.read(path));
}

/**
 * Returns where a removal is stopped: what has been changed, or is no longer Python that could be told; or the file that
 * somebody has changed, if that is not among those that would go.
 */
function stoppingAt(
  path: string,
  ground: Ground,
  workspace: Workspace,
  spec: FeatureSpec,
  isCommitted: (path: string) => boolean,
): string[] {
  try {
    const { changed, files } = removal(ground, workspace, spec, { isCommitted });
    const isGone = files.some((file) => file.path === path && file.action === 'delete');
    return isGone ? changed.map(({ place = '' }) => place) : [path];
  } catch (error) {
    if (error instanceof ForeseenError) return [error.message];
    throw error;
  }
}

const GROUNDS = [...NEW_PROJECTS, ...TEST_BACKENDS].map((ground) => [ground.name, ground] as const);

test.each(GROUNDS)(
  'features that are added to %s and removed leave every byte as it was',
  (_, ground) => {
    const { architecture, isFounded } = ground;
    const { files, workspace: project } = openGround(ground);
    const standing = standingIn(architecture, project);
    // What is the project's stays when a feature goes.
    const integrations = (architecture.integrations ?? [])
      .filter(({ addition }) => addition === undefined)
      .map(exampleOf);
    const names = isFounded ? identifiersOf(files) : undefined;
    const numRuns = isFounded ? FOUNDED : FITTED;
    let count = 0;
    const named = new Set<string>();
    for (const likely of fc.sample(likelyFeature(names, integrations), { seed: 7, numRuns })) {
      const { name, options, tokens } = fittingIn(likely, architecture, standing);
      let spec: FeatureSpec;
      try {
        spec = featureFromArguments(name, tokens, options as never, architecture);
      } catch (error) {
        expect(error).toBeInstanceOf(ForeseenError);
        continue;
      }
      const run = added(ground, project, spec);
      if (run === undefined) continue;
      count += 1;
      const isCommitted = (path: string) => project.exists(path);
      const {
        changed,
        files,
        risky: mentions,
      } = removal(ground, run.workspace, spec, { isCommitted });
      const typed = [name, ...tokens, JSON.stringify(options)].join(' ');
      expect([typed, changed, mentions, differences(project, run.files, files)]).toEqual([
        typed,
        [],
        [],
        [],
      ]);
      // One changed byte in one of its files, and that file is named.
      // What features share stays then.
      const own = run.files.filter(
        ({ action, after, layer, path }) =>
          action === 'create' && after !== '' && layer !== 'foundation' && path !== MEMORY,
      );
      const { after = '', path = '' } = own[count % own.length] ?? {};
      const at = (count * 7919) % after.length;
      const byte = after[at] === 'x' ? 'y' : 'x';
      const edited = run.workspace.fork();
      edited.planning(() =>
        edited.edit(path, after.slice(0, at) + byte + after.slice(at + 1), BY_HAND),
      );
      named.add(path);
      const places = stoppingAt(path, ground, edited, spec, isCommitted);
      expect([typed, path, ...places]).toEqual([typed, path, expect.stringContaining(path)]);
    }
    expect(count).toBeGreaterThan(0);
    console.log(`${count} features; one byte changed in ${named.size} different files`);
  },
  300_000,
);

const [ONION, SERVICE, DIRECT] = NEW_PROJECTS as [Ground, Ground, Ground];
const ROUTES = NEW_PROJECTS.find(({ name }) => name === 'domain-routes') as Ground;
const MAIN = 'backend/app/presentation/main.py';

/** A project with a product; what is said of files is done to them by hand. */
function withProduct(
  ground: Ground,
  edits: Readonly<Record<string, (text: string) => string>> = {},
  tokens: readonly string[] = ['name:str=120:unique', 'category:ref=Category'],
  options: FeatureOptions = {},
) {
  const { architecture } = ground;
  const { workspace: project } = openGround(ground);
  const spec = featureFromArguments('product', tokens, options, architecture);
  const run = added(ground, project, spec);
  if (run === undefined) throw new Error('the product was refused');
  const { workspace } = run;
  workspace.planning(() => {
    for (const [path, edit] of Object.entries(edits)) {
      workspace.edit(path, edit(workspace.read(path) ?? ''), BY_HAND);
    }
  });
  return { project, workspace, spec };
}

function textAfter(files: readonly PlannedFile[], path: string): string | undefined {
  return files.find((file) => file.path === path)?.after;
}

describe('a file that a person has changed', () => {
  const ENTITY = 'backend/app/domain/entities/product.py';

  test('is named, with the line', () => {
    const edit = (text: string) => text.replace('class Product', '# Ours.\n\n\nclass Product');
    const { spec, workspace } = withProduct(ONION, { [ENTITY]: edit });
    const line = (workspace.read(ENTITY) ?? '').split('\n').indexOf('# Ours.') + 1;
    expect(removal(ONION, workspace, spec).changed).toEqual([
      {
        message: `${ENTITY} has been changed since it was written, from line ${line}.`,
        place: `${ENTITY}:${line}`,
      },
    ]);
  });

  test('stays if the person wants it, and what it needs is told', () => {
    const { spec, workspace } = withProduct(ONION, { [ENTITY]: (text) => `${text}# Ours.\n` });
    const { files } = removal(ONION, workspace, spec, { kept: new Set([ENTITY]) });
    expect(files.map(({ path }) => path)).not.toContain(ENTITY);
    expect(files.filter(({ action }) => action === 'delete').length).toBeGreaterThan(10);
  });

  test('is not one whose definitions others share, if those were not changed', () => {
    const models = 'database/models.py';
    const mine = '\n\nclass Note:\n    """Ours."""\n';
    const { project, spec, workspace } = withProduct(ROUTES, { [models]: (text) => text + mine });
    const { changed, files } = removal(ROUTES, workspace, spec);
    expect(changed).toEqual([]);
    expect(textAfter(files, models)).toBe(project.read(models) + mine);
  });

  test('is one whose definitions of the feature were changed', () => {
    const models = 'database/models.py';
    const edit = (text: string) =>
      text.replace('__tablename__ = "products"', "__tablename__ = 'products'");
    const { spec, workspace } = withProduct(ROUTES, { [models]: edit });
    expect(removal(ROUTES, workspace, spec).changed).toEqual([
      expect.objectContaining({
        message: expect.stringMatching(/models\.py has been .*: Product, at line/),
      }),
    ]);
  });
});

describe('what a person has written around a registration', () => {
  test.each([
    [
      'a comment above it',
      'app.include_router(product',
      '# Sold here.\napp.include_router(product',
      '# Sold here.\n',
    ],
    [
      'a statement of their own',
      'add_middleware(app)',
      'LIMIT = 10\nadd_middleware(app)',
      'LIMIT = 10\n',
    ],
    [
      'a router of their own',
      'app.include_router(category',
      'app.include_router(mine)\napp.include_router(category',
      'app.include_router(mine)\n',
    ],
    [
      'an import of their own',
      'from fastapi import',
      'from mine import router as mine\nfrom fastapi import',
      'from mine import router as mine\n',
    ],
    ['quotes of their own', '"/categories"', "'/categories'", "'/categories'"],
  ])('stays: %s', (_, before, after, mine) => {
    const edit = (text: string) => text.replace(before, after);
    const { project, spec, workspace } = withProduct(ONION, { [MAIN]: edit });
    expect(workspace.read(MAIN)).toContain(mine);
    const left = textAfter(removal(ONION, workspace, spec).files, MAIN);
    const expected = (project.read(MAIN) ?? '').replace(before, after);
    // A comment above the registration has nothing above it to stand at in the text before.
    expect(left?.replace(mine, '')).toBe(expected.replace(mine, '').replace('# Sold here.\n', ''));
    expect(left).toContain(mine);
    expect(left).not.toContain('product');
  });

  test('stays where it uses the router, and is told', () => {
    const own = 'app.include_router(product.router, prefix="/v2")\n';
    const edit = (text: string) =>
      text.replace('app.include_router(category', `${own}app.include_router(category`);
    const { spec, workspace } = withProduct(ONION, { [MAIN]: edit });
    const { files, risky: mentions } = removal(ONION, workspace, spec);
    const left = textAfter(files, MAIN);
    expect(left).toContain(own);
    expect(left?.match(/include_router\(product/g)).toHaveLength(1);
    expect(mentions).toEqual([
      {
        place: expect.stringMatching(`^${MAIN}:\\d+$`),
        message: expect.stringContaining('health, product, user'),
      },
    ]);
  });
});

test('code that imports from the feature is told, with its line', () => {
  const report = 'backend/app/presentation/report.py';
  const { spec, workspace } = withProduct(ONION, {
    [report]: () => '"""Ours."""\n\nfrom app.domain.entities.product import Product\n',
  });
  expect(removal(ONION, workspace, spec).risky).toEqual([
    {
      place: `${report}:3`,
      message: `${report}:3 needs it: from app.domain.entities.product import Product`,
    },
  ]);
});

test('a feature that is called like a module of Python is not what others import from there', () => {
  const { architecture } = ONION;
  const { workspace: project } = openGround(ONION);
  const spec = featureFromArguments('math', ['name:str'], {}, architecture);
  const run = added(ONION, project, spec);
  const { files, risky } = removal(ONION, run?.workspace as Workspace, spec);
  expect([risky, differences(project, run?.files ?? [], files)]).toEqual([[], []]);
});

test('a feature whose name begins like that of a model may have what features share', () => {
  const ground = NEW_PROJECTS.find(({ name }) => name === 'domain-routes, changed') as Ground;
  const { workspace: project } = openGround(ground);
  const options = { with: 'webhook' };
  const spec = featureFromArguments('user_update', ['name:str'], options, ground.architecture);
  const run = added(ground, project, spec);
  const { files } = removal(ground, run?.workspace as Workspace, spec);
  expect(differences(project, run?.files ?? [], files)).toEqual([]);
});

test('a feature that others refer to is not removed', () => {
  const { architecture } = ONION;
  const { workspace } = withProduct(ONION);
  const [category, product] = [
    featureFromArguments('category', ['name:str'], {}, architecture),
    featureFromArguments('product', ['kind:ref=Category'], {}, architecture),
  ] as const;
  expect(() => removal(ONION, workspace, category, { others: [product] })).toThrow(
    'category cannot be removed: product needs it, as its field kind refers to it.',
  );
});

describe('the table', () => {
  const VERSIONS = 'backend/alembic/versions';
  const isCommitted = (path: string) => path.startsWith(VERSIONS);

  test('is dropped by a migration behind the last one, once others may have it', () => {
    const { spec, workspace } = withProduct(ONION);
    const { files } = removal(ONION, workspace, spec, { isCommitted });
    const [migration, ...more] = files.filter(({ path }) => path.startsWith(VERSIONS));
    expect(more).toEqual([]);
    expect(migration).toMatchObject({
      action: 'create',
      path: expect.stringMatching(/_drop_products\.py$/),
    });
    const text = migration?.after ?? '';
    const [up = '', down = ''] = text.slice(text.indexOf('def upgrade')).split('def downgrade');
    expect(up).toMatch(/op\.drop_table\("products"\)/);
    expect(down).toMatch(/op\.create_table\(\s*"products"/);
    expect(text).toMatch(/down_revision: str \| None = "fc57e081b50c"/);
  });

  test.each([
    ['that is dropped', {}],
    ['with a name of its own that is dropped', { table: 'Product Details' }],
  ])('%s is created again by another migration', (_, options) => {
    const { spec, workspace } = withProduct(ONION, {}, ['name:str'], options);
    const { files } = removal(ONION, workspace, spec, { isCommitted });
    const dropping = files.find(({ path }) => path.endsWith('_drop_products.py')) as PlannedFile;
    workspace.planning(() => workspace.edit(dropping.path, dropping.after, dropping));
    const again = added(ONION, workspace, spec)?.files.filter(({ action }) => action === 'create');
    expect(again?.map(({ path }) => path)).toEqual([
      expect.stringMatching(/_create_products\.py$/),
    ]);
    expect(again?.[0]?.after).toContain(
      `Revises: ${/versions\/(\w+)_drop/.exec(dropping.path)?.[1]}\n`,
    );
  });

  test('that features share stays if one of them still needs it', () => {
    const { architecture } = ROUTES;
    const { workspace: project } = openGround(ROUTES);
    const [one, other] = ['order', 'shipment'].map((name) =>
      featureFromArguments(name, ['name:str'], { with: 'webhook' }, architecture),
    ) as [FeatureSpec, FeatureSpec];
    const { workspace } = added(ROUTES, project, other) as { workspace: Workspace };
    const run = added(ROUTES, workspace, one);
    const { files } = removal(ROUTES, run?.workspace as Workspace, one, { others: [other] });
    expect(differences(workspace, run?.files ?? [], files)).toEqual([]);
  });
});

test.each([ONION, SERVICE, DIRECT, ROUTES].map((ground) => [ground.name, ground] as const))(
  'what searches lists goes with the last feature whose list is searched: %s',
  (_, ground) => {
    const { workspace: project } = openGround(ground);
    const [one, other] = ['order', 'shipment'].map((name) =>
      featureFromArguments(name, ['name:str'], { search: 'name' }, ground.architecture),
    ) as [FeatureSpec, FeatureSpec];
    const first = added(ground, project, other) as { files: PlannedFile[]; workspace: Workspace };
    const second = added(ground, first.workspace, one);
    const { files } = removal(ground, second?.workspace as Workspace, one, { others: [other] });
    expect(differences(first.workspace, second?.files ?? [], files)).toEqual([]);
    const last = removal(ground, first.workspace, other).files;
    expect(differences(project, first.files, last)).toEqual([]);
  },
);

test.each([ONION, SERVICE, DIRECT, ROUTES].map((ground) => [ground.name, ground] as const))(
  'what filters lists by beginnings goes with the last feature whose texts say prefix, and all that it needs: %s',
  (_, ground) => {
    const { workspace: project } = openGround(ground);
    const spec = featureFromArguments('order', ['name:str:prefix'], {}, ground.architecture);
    const { files, workspace } = added(ground, project, spec) as {
      files: PlannedFile[];
      workspace: Workspace;
    };
    expect(files.map(({ path }) => path).join()).toMatch(/filters.*in_either_database|prefixes/);
    expect(differences(project, files, removal(ground, workspace, spec).files)).toEqual([]);
  },
);

test.each([ONION, SERVICE, DIRECT, ROUTES].map((ground) => [ground.name, ground] as const))(
  'only the registrations go where only those are meant: %s',
  (_, ground) => {
    const { spec, workspace } = withProduct(ground);
    const { files } = removal(ground, workspace, spec, { isWiringOnly: true });
    const changed = files.filter(({ action }) => action !== 'unchanged');
    expect(changed.map(({ action }) => action)).not.toContain('delete');
    expect(changed.length).toBeGreaterThan(0);
    const copy = workspace.fork();
    copy.planning(() => {
      for (const file of changed) copy.edit(file.path, file.after, file);
    });
    // The same command registers it again.
    expect(differences(workspace, changed, added(ground, copy, spec)?.files ?? [])).toEqual([]);
  },
);
