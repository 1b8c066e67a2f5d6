/**
 * Fits features into an existing backend: uses what is there, and puts files next to their
 * neighbours.
 */

import { posix } from 'node:path';
import { RefusalError } from '../../errors.js';
import { ACTIONS } from '../../feature/access.js';
import type { FeatureBody } from '../../feature/keys.js';
import { nameFeature } from '../../feature/naming.js';
import { NO_NEIGHBOUR } from '../../feature/neighbour.js';
import { COMMAND_LINE } from '../../feature/origin.js';
import { type FeatureSpec, resolveFeature } from '../../feature/spec.js';
import { readConstraintNames } from '../../project/constraint-names.js';
import type { Backend } from '../../project/foreign/backend.js';
import type { ModelHabits } from '../../project/foreign/models.js';
import { dialectOf } from '../../project/foreign/plain-dialect.js';
import { idKind } from '../../project/foreign/referable-models.js';
import { withoutReturns } from '../../project/line-ends.js';
import { rememberedFeatures } from '../../project/memory.js';
import { findMigrations, onlyHead } from '../../project/migrations.js';
import type { StandingFeature } from '../../project/neighbour/features.js';
import type { ForeignProject } from '../../project/project.js';
import type { Workspace } from '../../project/workspace.js';
import { newlineOf } from '../../python/edits.js';
import type { Finishing } from '../../python/format.js';
import type { FormatOptions } from '../../python/format-options.js';
import { formatPython } from '../../python/formatter.js';
import type { Architecture } from '../architecture.js';
import { withMigration, withTests } from '../conditions.js';
import type { FeatureView, FieldView, Surroundings } from '../feature-view.js';
import { finish } from '../finish.js';
import { fittedFiles } from '../fitting.js';
import { viewJson } from '../json-view.js';
import type { Finding, Layout, Part, Slice } from '../layout.js';
import { type NamesView, viewNames } from '../names-view.js';
import { addedSince } from '../neighbour/added-since.js';
import { refuseDecided } from '../neighbour/decided.js';
import {
  chooseNeighbour,
  type Likeness,
  modelLike,
  pageOf,
  tableLike,
  writeLike,
} from '../neighbour/like.js';
import { habitsOf } from '../neighbour/own-fields.js';
import { keepApart, unmarked } from '../own-names.js';
import { qualifyDates } from '../qualified-dates.js';
import { revisionFor } from '../revision.js';
import { viewForTemplates } from '../template-view.js';
import { areChanged, renderShared, renderTemplate } from '../templates.js';
import { viewFeature } from '../view/feature.js';
import { viewForFittedTemplates } from './fitted-view/template-view.js';
import { viewFitted } from './fitted-view/view.js';
import {
  namedExamples,
  refuseOtherIds,
  refuseTakenTable,
  refuseUnfitted,
  requireFooting,
  requireModels,
} from './footing.js';
import { gatherModel } from './gathering.js';
import { decideAccess, type Guards } from './guards.js';
import { migratedTables, migrationFile } from './migration.js';
import { nextStepsIn } from './next-steps.js';
import { type Placement, placeFiles } from './placement.js';
import { registerRouterLikeNeighbours } from './registration.js';
import { whyUntestable } from './testing.js';

/** The existing backend decides what URLs begin with. */
const URLS = { prefix: undefined, collection: '', updates: 'PATCH' } as const;

/** Returns the layout that follows the neighbours. */
export function fittedLayout(architecture: Architecture, project: ForeignProject): Layout {
  return {
    architecture,
    project,
    urls: URLS,
    usualAccess: {},
    get constraints() {
      const { modules } = project.backend();
      const paths = modules.mentioning(/naming_convention/);
      return readConstraintNames(paths.map((path) => modules.source(path)));
    },
    integrations: [],
    referable: () => project.models().map(({ name }) => name),
    nestable: () => [],
    slice: (spec) => sliceOf(architecture, project, spec),
    extras: () => [],
    foundation: () => [],
    finished: (path, text) => finishedIn(architecture, project.backend(), path, text),
  };
}

/** @param above the features that are written like this one, or like one that is. */
function sliceOf(
  architecture: Architecture,
  project: ForeignProject,
  spec: FeatureSpec,
  above: readonly string[] = [],
): Slice {
  const like = spec.like === NO_NEIGHBOUR ? undefined : spec.like;
  const fitting = architecture.fitting ?? fittingLikeNeighbour(architecture, project, like);
  const { workspace } = project;
  const backend = project.backend();
  refuseUnfitted(spec);
  if (like !== undefined) refuseDecided(spec, like);
  // What is written like a neighbour gets its session as that one does, and asks for nothing else.
  const footing = like === undefined ? requireFooting(backend) : undefined;
  const models = footing?.models ?? requireModels(backend);
  refuseOtherIds(spec, idKind(models.id.kind));
  const neighbour = like === undefined ? undefined : chooseNeighbour(backend, like);
  const names = viewNames(nameFeature(spec.name, spec.plural));
  const { omitted, placed } = placeFiles(backend, fitting.files, names);
  const surroundings: Surroundings = {
    models: project.models(),
    conventions: {
      guards: { user: '', roles: () => '' },
      models: { module: '', suffix: '', ids: idKind(models.id.kind) },
    },
    dialect: dialectOf(
      backend,
      models.library === 'sqlmodel' && placed.schemas?.path === placed.model?.path,
    ),
    table:
      neighbour === undefined
        ? (spec.table ?? spec.plural ?? usualTable(models, names))
        : tableLike(neighbour, names, models),
  };
  const feature = viewFeature(spec, surroundings);
  const own =
    neighbour === undefined
      ? { name: feature.Feature, path: placed.model?.path }
      : modelLike(neighbour, feature, models);
  refuseTakenTable(models, feature, own);
  // A neighbour decides that by itself.
  const access = neighbour === undefined ? decideAccess(backend, spec) : UNGUARDED;
  // Whoever changes templates may compare names.
  const isMarked = !areChanged(architecture.templates);
  const named = isMarked ? viewFeature(spec, { ...surroundings, isMarked }) : feature;
  const view = footing && viewFitted(backend, footing, named, placed, access);
  const templateView = {
    ...viewForTemplates(view ?? named),
    ...viewJson(),
    ...(view && viewForFittedTemplates(view)),
    ...(view ?? named),
  };
  const untestable = spec.tests ? whyUntestable(backend, models) : undefined;
  const omittedTests =
    withTests(feature, workspace) ?? (untestable && `No tests were written: ${untestable}.`);
  const format = formatOf(backend);
  const emit: Emit = {
    template: (name, more = {}) => {
      const seen = { ...templateView, ...more };
      // Of an architecture that fits in nothing of its own, only what all have is written.
      return architecture.fitting === undefined
        ? renderShared(architecture.templates, `fitted/${name}`, seen)
        : renderTemplate(architecture.templates, 'fitted', name, seen);
    },
    finished: (path, text) => {
      const { text: clear, imports } = keepApart(path, text, feature.imports);
      const apart = qualifyDates(clear, feature.datetimeAlias);
      return finishedIn(architecture, backend, path, apart, { format, imports });
    },
  };
  const requestPath = (['router', 'service', 'repository', 'model'] as const).flatMap(
    (role) => placed[role]?.path ?? [],
  );
  if (neighbour !== undefined) {
    const likeness = writeLike(
      backend,
      neighbour,
      feature,
      models,
      (module, text) => asFormatted(module, text, format),
      (path, text) => finishedIn(architecture, backend, path, text, { format }),
      addedToWritten(architecture, project, neighbour, [...above, spec.name]),
    );
    const { nextRule, parts, requestPath, tests } = pageOf(likeness, spec);
    const alike = { ...backend, models: habitsOf(backend, neighbour, models) };
    return {
      feature,
      provided: [],
      reused: findingsIn(backend, models),
      parts: [
        ...parts,
        ...migrationParts(
          alike,
          workspace,
          asMigrated(feature, likeness),
          emit,
          [...likeness.choices.fields.values()].flatMap(({ dropped }) => dropped ?? []),
        ),
      ],
      registrations: likeness.registrations,
      page: { requestPath, otherRequests: [], nextRule, open: [] },
      nextSteps: nextStepsIn(backend, tests, spec),
      notes: likeness.notes,
      unchecked: likeness.unchecked,
    };
  }
  const nobodyAsks = backend.access.user === undefined && spec.assumed.length > 0;
  return {
    feature,
    provided: [],
    reused: findingsIn(backend, models),
    parts: [
      ...placedParts(placed, backend, omittedTests, emit),
      ...omitted.map(({ file, path }) => ({
        path,
        layer: file.layer,
        why: file.why,
        omitted: 'The existing features have no such layer.',
        render: () => '',
      })),
      ...packageParts(placed, backend, workspace),
      ...migrationParts(backend, workspace, feature, emit),
    ],
    registrations: [
      ...(placed.model === undefined ? [] : gatherModel(backend, feature, placed.model.path)),
      ...(placed.router === undefined
        ? []
        : [
            registerRouterLikeNeighbours(
              backend,
              workspace,
              names,
              placed.router.path,
              view?.includeOptions && unmarked(view.includeOptions),
            ),
          ]),
    ],
    page: {
      requestPath: [...new Set(requestPath)],
      otherRequests: [],
      nextRule: `In \`${(placed.service ?? placed.router)?.path}\`.`,
      open: ACTIONS.filter((action) => access[action] === undefined),
    },
    nextSteps: nextStepsIn(
      backend,
      omittedTests === undefined ? placed.tests?.path : undefined,
      spec,
    ),
    notes: [
      ...(nobodyAsks
        ? [
            'The endpoints are open to everyone: the backend has no dependency that identifies the caller.',
          ]
        : []),
      ...(placed.tests !== undefined && untestable !== undefined && omittedTests !== undefined
        ? [omittedTests]
        : []),
    ],
  };
}

/** Returns what people have added to a neighbour, by name, where a run has written that one. */
function addedToWritten(
  architecture: Architecture,
  project: ForeignProject,
  neighbour: StandingFeature,
  above: readonly string[],
): ReadonlySet<string> {
  const { feature: name } = neighbour.model;
  const known = rememberedFeatures(project.workspace);
  if (!Object.hasOwn(known, name) || above.includes(name)) return new Set();
  const body = known[name] as FeatureBody;
  const spec = resolveFeature({ ...body, name }, COMMAND_LINE, architecture);
  return addedSince(project.backend(), neighbour, sliceOf(architecture, project, spec, above));
}

/** Returns a feature whose migration has its choices and its columns as its model has them. */
function asMigrated(feature: FeatureView, { choices, migrated }: Likeness): FeatureView {
  const changed = (field: FieldView) => {
    const migration = choices.fields.get(field.attribute)?.migration ?? field.migration;
    return migrated({ ...field, migration });
  };
  return { ...feature, columns: feature.columns.map(changed) };
}

const UNGUARDED: Guards = { read: undefined, write: undefined, delete: undefined };

/** Where the files of a feature would go that is written like another one, wherever that has its own. */
const ANYWHERE = fittedFiles({
  model: 'models/[feature].py',
  schemas: 'schemas/[feature].py',
  router: 'routers/[features].py',
});

/**
 * Returns how an architecture fits a feature in of which it does not say itself where its files go: the neighbour does.
 *
 * @throws RefusalError where there is none.
 */
function fittingLikeNeighbour(
  { generator }: Architecture,
  project: ForeignProject,
  like: string | undefined,
): { readonly files: typeof ANYWHERE } {
  if (like !== undefined) return { files: ANYWHERE };
  const named = namedExamples(project.backend());
  throw new RefusalError(
    `this is an existing backend, and ${generator} features cannot be fitted into one from templates. ` +
      `Name a feature that stands${named} with --like, which writes the new one as it is written, in whatever folders; ` +
      'use layered or package-per-feature; or choose an empty folder with --destination.',
  );
}

/** How the text of a file is made. */
interface Emit {
  /** Renders a template. */
  template(name: string, more?: object): string;
  /** Formats the text of a file the way the backend formats its code. */
  finished(path: string, text: string): string;
}

/** Returns the table of a feature: the one its model has already, or one that is named as most are. */
function usualTable(
  { models, pluralTables }: ModelHabits,
  { Feature, feature, features }: NamesView,
): string {
  const standing = models.find(({ name }) => name === Feature)?.table;
  if (standing === feature || standing === features) return standing;
  return pluralTables ? features : feature;
}

/**
 * Returns the files with the layers of the feature. Several layers may be in one file.
 *
 * @param omittedTests why there are no tests, if there are none.
 */
function placedParts(
  placed: Placement,
  { modules }: Backend,
  omittedTests: string | undefined,
  emit: Emit,
): Part[] {
  const places = Object.values(placed);
  return [...new Set(places.map(({ path }) => path))].map((path) => {
    const here = places.filter((place) => place.path === path);
    const [{ appends, file }] = here as [(typeof here)[number]];
    const whys = here.map((place) => place.file.why);
    return {
      path,
      layer: file.layer,
      why: [...new Set(whys)].join(' '),
      ...(file.role === 'tests' && omittedTests !== undefined ? { omitted: omittedTests } : {}),
      ...(appends ? { among: { module: modules.nameOf(path) } } : {}),
      render: () =>
        emit.finished(
          path,
          asOneModule(here.map((place) => emit.template(`${place.file.role}.py.ejs`))),
        ),
    };
  });
}

/** Makes new folders packages, if the existing folders are packages. */
function packageParts(placed: Placement, { modules }: Backend, workspace: Workspace): Part[] {
  const hasPackages = modules.paths.some((path) => path.endsWith('/__init__.py'));
  if (!hasPackages) return [];
  const testsArePackages = modules.paths.some((path) => path.endsWith('tests/__init__.py'));
  const parts = new Map<string, Part>();
  for (const place of Object.values(placed)) {
    for (
      let folder = posix.dirname(place.path);
      folder !== '.' && folder !== modules.importRootOf(place.path);
      folder = posix.dirname(folder)
    ) {
      const path = `${folder}/__init__.py`;
      const isNew = !modules.paths.some((each) => each.startsWith(`${folder}/`));
      if (!isNew || workspace.exists(path)) continue;
      if (!testsArePackages && /(^|\/)tests$/.test(folder)) continue;
      parts.set(path, {
        path,
        layer: place.file.layer,
        why: 'Makes the folder a package.',
        isUnlisted: true,
        render: () => '',
      });
    }
  }
  return [...parts.values()];
}

function migrationParts(
  { migrations, models, modules }: Backend,
  workspace: Workspace,
  feature: FeatureView,
  emit: Emit,
  dropped: readonly string[] = [],
): Part[] {
  const reason = {
    layer: 'migrations',
    why: 'The reversible migration that creates the table.',
    migrates: feature.table,
  } as const;
  if (migrations === undefined || models === undefined) return [];
  const standing = findMigrations(workspace, migrations.folder);
  const revision = revisionFor(feature.table, standing);
  const target = migrationFile(migrations, standing, revision, `create_${feature.table}`);
  const omitted = withMigration(feature, workspace);
  if (omitted !== undefined) return [{ ...reason, path: target.path, omitted, render: () => '' }];
  const downRevision =
    target.standing === undefined ? onlyHead(standing)?.revision : target.standing.downRevisions[0];
  return [
    {
      ...reason,
      path: target.path,
      render: () =>
        emit.finished(
          target.path,
          emit.template('migration.py.ejs', {
            revision: target.revision,
            downRevision,
            dropped,
            migrated: migratedTables(modules, migrations, models, feature),
          }),
        ),
    },
  ];
}

/** Joins several rendered modules into one: their imports come first, each on its own line. */
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

/** Formats definitions that come into a module, unless a person formats that as they like. */
function asFormatted(module: string, text: string, format: FormatOptions): string {
  const isFormatted = formatPython(withoutReturns(module), format) === withoutReturns(module);
  const longest = (lines: string) => Math.max(...lines.split(/\r?\n/).map(({ length }) => length));
  const isTooLong = longest(text) > Math.max(format.lineLength, longest(module));
  const formatted = isFormatted || isTooLong ? formatPython(text, format)?.trimEnd() : undefined;
  return formatted === undefined ? text : formatted.replaceAll('\n', newlineOf(module));
}

/** Finishes a text as the backend's own files are. */
function finishedIn(
  architecture: Architecture,
  backend: Backend,
  path: string,
  text: string,
  finishing: Finishing = { format: formatOf(backend) },
): string {
  const finished = finish(architecture, path, text, finishing);
  return withLineEnds(finished, backend.tooling.newline);
}

/** Returns how new files are formatted. */
function formatOf({ modules, tooling }: Backend): FormatOptions {
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
    lineLength: tooling.lineLength,
    quotes: tooling.quotes,
    tabs: tooling.tabs,
    firstParty: [...roots].filter(Boolean).sort(),
  };
}

function withLineEnds(text: string, newline: string): string {
  return newline === '\n' ? text : withoutReturns(text).replaceAll('\n', newline);
}

function madeFrom({ bases, registry }: ModelHabits): string {
  if (registry !== undefined) return `Models are mapped by ${registry.name} from ${registry.path}.`;
  const names = bases.map(
    ({ name, definition, module }) => `${name} from ${definition?.path ?? module}`,
  );
  return `Models inherit from ${names.join(', ')}.`;
}

/** Describes what was found, in sentences. */
function findingsIn({ access, registries, sessions }: Backend, models: ModelHabits): Finding[] {
  const [session] = sessions;
  const found = [
    { id: 'base', why: madeFrom(models) },
    ...(session === undefined
      ? []
      : [
          {
            id: 'session',
            why: `Sessions come from ${session.dependency.name} in ${session.dependency.path}.`,
          },
        ]),
    ...(access.user === undefined
      ? []
      : [
          {
            id: 'user',
            why: `${access.user.dependency.name} in ${access.user.dependency.path} identifies the caller.`,
          },
        ]),
    ...(registries[0] === undefined
      ? []
      : [{ id: 'routers', why: `Routers are included in ${registries[0].path}.` }]),
  ];
  return found.map((finding) => ({ ...finding, isTold: true }));
}
