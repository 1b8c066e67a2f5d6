/** Plans a feature for a backend that somebody else has written: with what stands there, where its neighbours are. */
import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import { RefusalError } from '../../errors.js';
import { ACTIONS } from '../../feature/access.js';
import type { FeatureSpec } from '../../feature/spec.js';
import type { FileTree } from '../../project/file-tree.js';
import type { Backend } from '../../project/foreign/backend.js';
import { findMigrations, onlyHead } from '../../project/founded.js';
import { PlannedFiles } from '../../project/planned-files.js';
import { addDefinitions } from '../../python/definitions.js';
import type { PythonStyle } from '../../python/format.js';
import type { Architecture, FittedFile } from '../architecture.js';
import { type FeatureView, viewFeature } from '../feature-view.js';
import { finish } from '../finish.js';
import { planPage } from '../page.js';
import { viewForTemplates } from '../template-view.js';
import { renderTemplate } from '../templates.js';
import { projectModel, targetOf, viewFitted } from './fitted-view.js';
import { type Footing, refuseTakenTable, refuseUnfitted, requireFooting } from './footing.js';
import { gatherModel } from './gathering.js';
import { decideAccess } from './guards.js';
import { migrationColumns, migrationFile, migrationLinks } from './migration.js';
import { nextStepsIn } from './next-steps.js';
import { type Placement, placeFiles } from './placement.js';
import { registerInBackend } from './registration.js';

/** What fitting a feature in takes. */
export interface FittedPlan {
  readonly feature: FeatureView;
  readonly files: PlannedFiles;
  /** What was found and is used: `Base` of `app/db.py`. */
  readonly reused: readonly { readonly id: string; readonly why: string }[];
  readonly nextSteps: readonly string[];
  /** What a person should know: that there are no tests, that everybody may call. */
  readonly notes: readonly string[];
}

/**
 * Plans a feature for a backend that somebody else has written.
 *
 * @param tree the project; planned files are put over it.
 * @throws UsageError where the backend cannot have such a feature.
 * @throws RefusalError where something that it needs is not there, or a place is not certain.
 */
export function planFittedFeature(
  architecture: Architecture,
  spec: FeatureSpec,
  tree: FileTree,
  backend: Backend,
): FittedPlan {
  const { fitting } = architecture;
  if (fitting === undefined) {
    throw new RefusalError(
      `this backend was not founded by fastapi-feature, and ${architecture.title} cannot be fitted into one yet. ` +
        'Take layered or package-per-feature, or name an empty folder with --destination.',
    );
  }
  refuseUnfitted(spec, backend);
  const { models, session } = requireFooting(backend);
  const feature = viewFeature(spec, models.models.map(projectModel), {
    guards: { user: '', roles: () => '' },
    models: { module: '', suffix: '', ids: models.id.kind === 'uuid' ? 'uuid' : 'integer' },
  });
  const table = spec.plural ?? (models.pluralTables ? feature.features : feature.feature);
  const placed = placeFiles(backend, fitting.files, feature);
  refuseTakenTable(models, table, feature, placed.model?.path);

  const files = new PlannedFiles(tree);
  const notes: string[] = [];
  const access = decideAccess(backend, spec, notes);
  const view = viewFitted(backend, { models, session }, feature, table, placed, access, notes);
  const style = pythonStyle(backend);
  const render = (file: FittedFile) =>
    renderTemplate(architecture.templates, 'fitted', `${file.role}.py.ejs`, {
      ...viewForTemplates(view),
      ...view,
    });
  const places = Object.values(placed).filter(({ file }) => file.role !== 'tests' || view.canTest);
  for (const path of new Set(places.map((place) => place.path))) {
    const here = places.filter((place) => place.path === path);
    const [{ appends, file }] = here as [(typeof here)[number]];
    const text = finish(
      architecture,
      path,
      asOneModule(here.map((place) => render(place.file))),
      style,
    );
    const source = tree.read(path);
    if (appends && source !== undefined) {
      files.edit(
        path,
        addDefinitions(source, { path, text, module: backend.modules.nameOf(path) }),
        file,
      );
    } else {
      files.write(path, withLineEnds(text, backend.style.newline), file);
    }
  }
  addPackages(tree, files, placed, backend);
  if (placed.model !== undefined) {
    gatherModel(backend, tree, files, feature, placed.model.path);
  }
  if (placed.router !== undefined) {
    registerInBackend(backend, tree, files, feature, placed.router.path, view.includeOptions);
  }
  planMigration(architecture, spec, backend, tree, files, view, style);
  const requestPath = (['router', 'service', 'repository', 'model'] as const).flatMap(
    (role) => placed[role]?.path ?? [],
  );
  const page = {
    files: [
      ...places.map(({ file, path }) => ({ path, why: file.why })),
      ...files.all().filter(({ layer }) => layer === 'migrations'),
    ],
    requestPath: [...new Set(requestPath)],
    urls: {
      prefix: '',
      collection: '' as const,
      updates: view.update === 'put' ? ('PUT' as const) : ('PATCH' as const),
    },
    otherRequests: [],
    nextRule: `Into \`${(placed.service ?? placed.router)?.path}\`.`,
    isForeign: true,
    idType: view.IdType,
    table,
    open: ACTIONS.filter((action) => access[action] === undefined),
  };
  planPage(architecture, feature, page, files);
  return {
    feature,
    files,
    reused: describeReused(backend, { models, session }),
    nextSteps: nextStepsIn(backend, view.canTest ? placed.tests?.path : undefined, spec),
    notes,
  };
}

/** New folders are packages, where those that stand are. */
function addPackages(
  tree: FileTree,
  files: PlannedFiles,
  placed: Placement,
  { modules }: Backend,
): void {
  const hasPackages = modules.paths.some((path) => path.endsWith('/__init__.py'));
  if (!hasPackages) return;
  const testsArePackages = modules.paths.some((path) => path.endsWith('tests/__init__.py'));
  for (const place of Object.values(placed)) {
    for (
      let folder = posix.dirname(place.path);
      folder !== '.' && folder !== modules.importRootOf(place.path);
      folder = posix.dirname(folder)
    ) {
      const path = `${folder}/__init__.py`;
      const isNew = !modules.paths.some((each) => each.startsWith(`${folder}/`));
      if (isNew && !tree.exists(path) && (testsArePackages || !/(^|\/)tests$/.test(folder))) {
        files.write(path, '', { layer: place.file.layer, why: 'Makes the folder a package.' });
      }
    }
  }
}

function planMigration(
  architecture: Architecture,
  spec: FeatureSpec,
  backend: Backend,
  tree: FileTree,
  files: PlannedFiles,
  view: ReturnType<typeof viewFitted>,
  style: PythonStyle,
): void {
  const { migrations, models } = backend;
  if (!spec.migration || migrations === undefined || models === undefined) return;
  const standing = findMigrations(tree, migrations.folder);
  const hash = createHash('sha256').update(`create ${view.table}`).digest('hex').slice(0, 12);
  const target = migrationFile(migrations, standing, hash, `create_${view.table}`);
  const downRevision =
    target.standing === undefined ? onlyHead(standing)?.revision : target.standing.downRevisions[0];
  const text = renderTemplate(architecture.templates, 'fitted', 'migration.py.ejs', {
    ...view,
    revision: target.revision,
    downRevision,
    migrationLinks: migrationLinks(models, view, view.table, (link) =>
      targetOf(models, link, view.table),
    ),
    migrationColumns: migrationColumns(backend.modules, migrations, models, view, (reference) =>
      targetOf(models, reference, view.table),
    ),
  });
  files.write(
    target.path,
    withLineEnds(finish(architecture, target.path, text, style), backend.style.newline),
    { layer: 'migrations', why: 'The reversible migration that creates the table.' },
  );
}

/** Several modules that a template gave as one: their imports first, each on a line of its own. */
function asOneModule(texts: readonly string[]): string {
  const [first = '', ...others] = texts;
  if (others.length === 0) return first;
  const isImport = (line: string) => /^(from [\w.]+ )?import /.test(line);
  const lines = texts.flatMap((text) => text.split('\n').filter(isImport));
  const [docstring = '', ...body] = first.split('\n').filter((line) => !isImport(line));
  const bodies = others.map((text) =>
    text
      .split('\n')
      .slice(1)
      .filter((line) => !isImport(line))
      .join('\n'),
  );
  return [docstring, '', ...new Set(lines), ...body, ...bodies].join('\n');
}

/** How new files are finished. */
function pythonStyle({ style, modules }: Backend): PythonStyle {
  const roots = new Set(
    modules.paths.map((path) => {
      const root = modules.importRootOf(path);
      return (path.slice(root === '.' ? 0 : root.length + 1).split('/')[0] ?? '').replace(
        /\.py$/,
        '',
      );
    }),
  );
  return {
    lineLength: style.lineLength,
    quotes: style.quotes,
    tabs: style.tabs,
    firstParty: [...roots].filter(Boolean).sort(),
  };
}

function withLineEnds(text: string, newline: string): string {
  return newline === '\n' ? text : text.replaceAll('\n', newline);
}

function describeReused({ access, registries }: Backend, { models, session }: Footing) {
  const bases = models.bases.map(
    ({ name, definition, module }) => `${name} of ${definition?.path ?? module}`,
  );
  return [
    { id: 'base', why: `Models have ${bases.join(', ')}.` },
    {
      id: 'session',
      why: `Sessions come from ${session.dependency.name} of ${session.dependency.path}.`,
    },
    ...(access.user === undefined
      ? []
      : [
          {
            id: 'user',
            why: `${access.user.dependency.name} of ${access.user.dependency.path} says who is calling.`,
          },
        ]),
    ...(registries[0] === undefined
      ? []
      : [{ id: 'routers', why: `Routers are included in ${registries[0].path}.` }]),
  ];
}
