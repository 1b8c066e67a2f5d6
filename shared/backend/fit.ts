/** Plans a feature for a backend that somebody else has written: with what stands there, where its neighbours are. */
import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import type { Architecture, FittedFile, FittedRole } from '../architecture.js';
import { RefusalError, UsageError } from '../errors.js';
import { ACTIONS, type Access, type Action, type FeatureSpec } from '../feature-rules.js';
import {
  type FeatureView,
  type FieldView,
  type ReferenceView,
  viewFeature,
} from '../feature-view.js';
import type { FileTree } from '../file-tree.js';
import { pascalOf } from '../naming.js';
import { PlannedFiles } from '../planned-files.js';
import { findMigrations, headsOf, type ProjectModel } from '../project.js';
import { addDefinitions } from '../python/definitions.js';
import { finishPython, type PythonStyle } from '../python/format.js';
import { renderTemplate } from '../templates.js';
import type { Backend } from './backend.js';
import { gatherModel } from './gathering.js';
import { fillPattern } from './layout.js';
import { migrationColumns, migrationFile } from './migration.js';
import { ID_TYPES, modelLines } from './model-lines.js';
import type { BackendModel, IdKind, ModelStyle } from './models.js';
import { Modules } from './modules.js';
import { placeFiles } from './placement.js';
import { plainType, type TypeDialect } from './plain-types.js';
import { registerInBackend } from './registration.js';
import { prefersSlash } from './routers.js';
import { mostCommon, type SessionFact } from './session.js';

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

/** The parts of a backend without which no feature can be fitted in. */
interface Footing {
  readonly models: ModelStyle;
  readonly session: SessionFact;
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
  refuseUnfitted(spec);
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
    renderTemplate(architecture.templates, 'fitted', `${file.template}.py.ejs`, view);
  const places = Object.values(placed).filter(({ file }) => file.role !== 'tests' || view.canTest);
  for (const path of new Set(places.map((place) => place.path))) {
    const here = places.filter((place) => place.path === path);
    const [{ appends, file }] = here as [(typeof here)[number]];
    const text = finishPython(path, asOneModule(here.map((place) => render(place.file))), style);
    const source = tree.read(path);
    if (appends && source !== undefined) {
      files.edit(path, addDefinitions(source, { path, text }), file);
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
  return {
    feature,
    files,
    reused: describeReused(backend, { models, session }),
    nextSteps: nextSteps(backend, placed.tests?.path, spec, view.canTest),
    notes,
  };
}

// --- what cannot be -----------------------------------------------------------------------------

function refuseUnfitted(spec: FeatureSpec): void {
  const link = spec.fields.find(({ type }) => type === 'refs');
  if (link !== undefined) {
    throw new UsageError(
      `field "${link.name}": links to several (refs) cannot be fitted into a backend that somebody else has written yet. ` +
        `Make a feature of the link: ${spec.name}_${link.name} with ${spec.name}:ref=${pascalOf(spec.name)} and a ref=${link.target}.`,
    );
  }
  if (spec.parent !== undefined) {
    throw new UsageError(
      `--parent ${spec.parent}: features are nested by domain-routes only. Refer to the parent with a field, ` +
        `such as ${spec.parent}:ref=${pascalOf(spec.parent)}.`,
    );
  }
}

/** @throws RefusalError where the project has several backends, each with models of its own. */
function refuseSeveral({ applications, models, modules }: Backend): void {
  const roots = new Set(applications.map(({ path }) => modules.importRootOf(path)));
  const own = [...roots].filter((root) =>
    models?.models.some(({ path }) => modules.importRootOf(path) === root),
  );
  if (own.length < 2) return;
  throw new RefusalError(
    `the project has several backends: ${own.sort().join(', ')}. ` +
      `Name the one that is meant: ${own.map((root) => `--destination ${root}`).join(' or ')}.`,
  );
}

function requireFooting(backend: Backend): Footing {
  const { models, sessions, modules } = backend;
  refuseSeveral(backend);
  if (
    modules.mentioning(
      /\borm_mode\b|from pydantic import [^\n]*\bBaseSettings\b|pydantic\.BaseSettings/,
    ).length > 0
  ) {
    throw new RefusalError(
      'the backend has schemas of Pydantic 1 (orm_mode), and what is written here needs Pydantic 2. Migrate first: bump-pydantic does most of it.',
    );
  }
  if (models === undefined) {
    throw new RefusalError(
      'no base for models was found: no subclass of DeclarativeBase, no declarative_base(), no SQLModel. ' +
        'Only SQLAlchemy and SQLModel can be fitted to. `fastapi-feature inspect` shows what was found.',
    );
  }
  const [session, second] = sessions;
  if (session === undefined) {
    throw new RefusalError(
      'no dependency that gives a database session was found: a function that yields a Session or an AsyncSession, given to Depends. ' +
        'Add one, such as get_db, then run again.',
    );
  }
  if (
    second !== undefined &&
    second.usedBy === session.usedBy &&
    second.isAsync !== session.isAsync
  ) {
    throw new RefusalError(
      `two dependencies give sessions, and both are used alike:\n${[session, second]
        .map(
          ({ dependency, isAsync }) =>
            `  ${dependency.path}: ${dependency.name} (${isAsync ? 'async' : 'sync'})`,
        )
        .join(
          '\n',
        )}\nUse one of them in the endpoints that stand, so that it is clear which is meant.`,
    );
  }
  return { models, session };
}

function refuseTakenTable(
  models: ModelStyle,
  table: string,
  feature: FeatureView,
  path: string | undefined,
): void {
  const taken = models.models.find(
    (model) =>
      (model.table === table || model.name === feature.Feature) &&
      !(model.path === path && model.name === feature.Feature && model.table === table),
  );
  if (taken === undefined) return;
  throw new RefusalError(
    `${taken.path} has the model ${taken.name} with the table "${taken.table}" already. ` +
      'Name the feature differently, or give its table another name with --plural.',
  );
}

// --- who may call -------------------------------------------------------------------------------

interface Guard {
  /** What stands in `dependencies=[...]`. */
  readonly expression: string;
  /** A line in the router that the expression needs. */
  readonly line: string | undefined;
  readonly definitions: readonly { readonly path: string; readonly name: string }[];
  /** What a test overrides, as seen from the router's module. */
  readonly overridden: { readonly name: string; readonly isLocal: boolean };
}

type Guards = Readonly<Record<Action, Guard | undefined>>;

function decideAccess(backend: Backend, spec: FeatureSpec, notes: string[]): Guards {
  const guards = Object.fromEntries(
    ACTIONS.map((action) => {
      const assumed = spec.assumed.includes(action);
      return [action, decideGuard(backend, spec.access[action], action, assumed)] as const;
    }),
  ) as Record<Action, Guard | undefined>;
  if (backend.access.user === undefined && spec.assumed.length > 0) {
    notes.push(
      'Everybody may call the endpoints: the backend has no dependency that says who is calling.',
    );
  }
  return guards;
}

function decideGuard(
  backend: Backend,
  access: Access,
  action: Action,
  assumed: boolean,
): Guard | undefined {
  const { user, admin, roles } = backend.access;
  if (access.kind === 'public') return undefined;
  // Where nobody has said who may, whoever has signed in may; where nobody can sign in, everybody.
  if (access.kind === 'user' || (assumed && admin === undefined && roles === undefined)) {
    if (user !== undefined) return plainGuard(user.dependency);
    if (assumed) return undefined;
    throw new RefusalError(
      `--${action} user: no dependency that says who is calling was found, such as get_current_user. ` +
        `Add one to the backend, or say --${action} public.`,
    );
  }
  const wanted = access.roles;
  if (roles !== undefined) return rolesGuard(backend, action, wanted);
  if (admin !== undefined && wanted.length === 1 && wanted[0] === 'admin') {
    return plainGuard(admin.dependency);
  }
  throw new RefusalError(
    `--${action} ${wanted.join('+')}: no dependency that asks for roles was found, such as require_roles. ` +
      `Found: ${[user, admin].flatMap((one) => one?.dependency.name ?? []).join(', ') || 'none'}. ` +
      `Add one to the backend, or say --${action} user or public.`,
  );
}

function plainGuard(definition: { readonly path: string; readonly name: string }): Guard {
  return {
    expression: `Depends(${definition.name})`,
    line: undefined,
    definitions: [definition],
    overridden: { name: definition.name, isLocal: false },
  };
}

function rolesGuard(backend: Backend, action: Action, wanted: readonly string[]): Guard {
  const roles = backend.access.roles as NonNullable<Backend['access']['roles']>;
  const { dependency, enumeration, givesDepends, takes } = roles;
  if (takes === 'one' && wanted.length > 1) {
    throw new RefusalError(
      `--${action} ${wanted.join('+')}: ${dependency.name} in ${dependency.path} takes one role. Name one.`,
    );
  }
  const literals = wanted.map((role) =>
    enumeration === undefined ? `"${role}"` : memberOf(backend, enumeration, role, action),
  );
  const given = takes === 'list' ? `[${literals.join(', ')}]` : literals.join(', ');
  const name = `may_${action}`;
  return {
    expression: givesDepends ? name : `Depends(${name})`,
    line: `${name} = ${dependency.name}(${given})`,
    definitions: [dependency, ...(enumeration === undefined ? [] : [enumeration])],
    overridden: { name: givesDepends ? `${name}.dependency` : name, isLocal: true },
  };
}

function memberOf(
  backend: Backend,
  enumeration: { readonly path: string; readonly name: string },
  role: string,
  action: Action,
): string {
  const fact = backend.modules
    .facts(enumeration.path)
    .classes.find(({ name }) => name === enumeration.name);
  const members = [...(fact?.fields ?? [])];
  const member = members.find(
    ([name, { value }]) =>
      name.toLowerCase() === role.replaceAll('-', '_') || value.slice(1, -1).toLowerCase() === role,
  );
  if (member !== undefined) return `${enumeration.name}.${member[0]}`;
  throw new RefusalError(
    `--${action} ${role}: ${enumeration.name} in ${enumeration.path} has no such role. It has: ${members
      .map(([name]) => name)
      .join(', ')}.`,
  );
}

// --- what templates see -------------------------------------------------------------------------

/** Where each file of a feature goes. */
export type Placement = Partial<
  Record<
    FittedRole,
    { readonly path: string; readonly appends: boolean; readonly file: FittedFile }
  >
>;

function viewFitted(
  backend: Backend,
  { models, session }: Footing,
  feature: FeatureView,
  table: string,
  placed: Placement,
  access: Guards,
  notes: string[],
) {
  const { modules, style } = backend;
  const dialect: TypeDialect = {
    hasEmail:
      [
        'email-validator',
        'pydantic[email]',
        'fastapi[all]',
        'fastapi[standard]',
        'fastapi-users',
      ].some((name) => style.packages.has(name)) || modules.mentioning(/\bEmailStr\b/).length > 0,
    sqlmodel: models.library === 'sqlmodel' && placed.schemas?.path === placed.model?.path,
    hasUtc: style.python >= 311,
  };
  const own = plainFeature(feature, models, dialect);
  const relative = modules.importsRelatively(placed.router?.path ?? '');
  const importFrom = (role: FittedRole, path: string, name: string) =>
    path === placed[role]?.path
      ? ''
      : `from ${modules.importPath(placed[role]?.path ?? '', path, relative && role !== 'tests')} import ${name}`;
  const importOf = (role: FittedRole, target: FittedRole, name: string) =>
    importFrom(role, placed[target]?.path ?? '', name);
  const { parameter, imports, aliasLine } = describeSession(session, (path, name) =>
    importFrom('router', path, name),
  );
  const routers = backend.routers;
  const update = updateMethod(backend);
  const guards = ACTIONS.flatMap((action) => access[action] ?? []);
  const only = Object.fromEntries(
    ACTIONS.map((action) => {
      const guard = access[action];
      return [action, guard === undefined ? '' : `, dependencies=[${guard.expression}]`] as const;
    }),
  );
  const { prefixHere, includeOptions } = decidePrefix(backend, own);
  const Label = own.label[0]?.toUpperCase() + own.label.slice(1);
  const responseSuffix = commonResponse(backend);
  const softDelete = [...models.inherited.values()].find(
    ({ name }) => name === 'deleted_at' || name === 'is_deleted',
  );
  const times = ['created_at', 'updated_at'].flatMap((name) => {
    const inherited = models.inherited.get(name);
    if (inherited !== undefined) return [{ name, nullable: inherited.nullable }];
    return models.ownTimes.includes(name) ? [{ name, nullable: false }] : [];
  });
  const wait = session.isAsync ? 'await ' : '';
  const idName = models.inherited.get('id')?.name ?? 'id';
  const IdType = ID_TYPES[models.id.kind as IdKind] ?? 'int';
  const application = backend.applications[0];
  const used = ACTIONS.filter((action) => actionUsed(own, action));
  const overridden = used.flatMap((action) => access[action]?.overridden ?? []);
  const testable = canTest(backend, session, models, own, notes, placed);
  const firstAction = used.find((action) => access[action] !== undefined);
  return {
    ...own,
    table,
    Label,
    style: undefined,
    listed,
    model: {
      library: models.library,
      bases: basesText(models),
      imports: baseImports(models, (path, name) => importFrom('model', path, name), own, placed),
      lines: modelLines(own, {
        style: models,
        targetOf: (reference) => targetOf(models, reference),
      }),
    },
    enumBases: style.python >= 311 ? 'StrEnum' : 'str, Enum',
    isBeside: (one: FittedRole, other: FittedRole) => placed[one]?.path === placed[other]?.path,
    importOf,
    files: Object.fromEntries(Object.keys(placed).map((role) => [role, true])) as Record<
      string,
      boolean
    >,
    wait,
    def: session.isAsync ? 'async def' : 'def',
    session: {
      name: session.parameter,
      type: session.type.name,
      typeImport: `from ${session.type.module} import ${session.type.name}`,
      parameter,
      aliasLine,
      dependency: session.expression,
    },
    routerImports: [
      ...imports,
      ...new Set(
        guards.flatMap(({ definitions }) =>
          definitions.map(({ path, name }) => importFrom('router', path, name)),
        ),
      ),
    ],
    guardLines: [...new Set(guards.flatMap(({ line }) => line ?? []))],
    only,
    routerArguments: prefixHere ? `prefix="/${own.path}", tags=["${own.path}"]` : '',
    includeOptions,
    slash: prefersSlash(routers) ? '/' : '',
    rowPath: `/{${own.feature}_id}`,
    update,
    Response: own.Feature + responseSuffix,
    List: `${own.Feature}List`,
    IdType,
    IdParameter: models.id.kind === 'integer' ? 'int' : models.id.kind === 'uuid' ? 'UUID' : 'str',
    times,
    where:
      softDelete === undefined
        ? ''
        : `.where(${aliveCondition(own.Feature, softDelete.name, models)})`,
    orDeleted:
      softDelete === undefined
        ? ''
        : ` or ${own.feature}.${softDelete.name}${softDelete.name === 'deleted_at' ? ' is not None' : ''}`,
    order: [
      ...(times.some(({ name }) => name === 'created_at') && models.id.kind !== 'integer'
        ? ['created_at']
        : []),
      idName,
    ]
      .map((name) => columnOf(own.Feature, name, models))
      .join(', '),
    deletion: (db: string) =>
      softDelete === undefined
        ? [`${wait}${db}.delete(${own.feature})`]
        : [
            softDelete.name === 'deleted_at'
              ? `${own.feature}.deleted_at = datetime.now(${style.python >= 311 ? 'UTC' : 'timezone.utc'})`
              : `${own.feature}.is_deleted = True`,
          ],
    conflict:
      own.unique.length > 0
        ? `${own.aLabel[0]?.toUpperCase()}${own.aLabel.slice(1)} with this ${listed(own.unique.map(({ label }) => label))} already exists, or something it refers to does not.`
        : 'This contradicts what is stored.',
    // Tests.
    canTest: testable,
    application: application ?? { path: '', name: 'app', isFactory: false },
    testImports: [
      ...(application === undefined
        ? []
        : [
            importFrom('tests', application.path, application.name) +
              (application.isFactory || application.name === 'app' ? '' : ' as app'),
          ]),
      importFrom('tests', session.dependency.path, session.dependency.name),
      ...new Set(
        overridden.map(({ name, isLocal }) => {
          const first = name.split('.')[0] as string;
          if (isLocal) return importFrom('tests', placed.router?.path ?? '', first);
          const definition = guards
            .flatMap(({ definitions }) => definitions)
            .find((each) => each.name === first);
          return importFrom('tests', definition?.path ?? '', first);
        }),
      ),
    ],
    overrides: [...new Set(overridden.map(({ name }) => name))],
    baseUrl: testBaseUrl(backend),
    nobody: { integer: '123456', uuid: 'uuid4()', string: '"nobody"' }[models.id.kind as IdKind],
    guarded: firstAction === undefined ? undefined : guardedCall(own, firstAction, update),
  };
}

function actionUsed({ has }: FeatureView, action: Action): boolean {
  if (action === 'read') return has.list || has.get;
  return action === 'write' ? has.create || has.update : has.delete;
}

function guardedCall(feature: FeatureView, action: Action, update: string): string {
  const { has } = feature;
  if (action === 'read' && has.list) return `get(app.url_path_for("list_${feature.features}"))`;
  if (action === 'write' && has.create) {
    return `post(app.url_path_for("create_${feature.feature}"), json={})`;
  }
  const endpoint = action === 'read' ? 'get' : action === 'write' ? 'update' : 'delete';
  const url = `app.url_path_for("${endpoint}_${feature.feature}", ${feature.feature}_id=1)`;
  return action === 'write' ? `${update}(${url}, json={})` : `${endpoint}(${url})`;
}

function plainFeature(feature: FeatureView, models: ModelStyle, dialect: TypeDialect): FeatureView {
  const plain = (text: string) => plainType(text, dialect);
  const references = feature.references.map((reference): ReferenceView => {
    const kind = targetModel(models, reference)?.id.kind ?? models.id.kind;
    const type = ID_TYPES[kind as IdKind] ?? 'int';
    const optional = reference.spec.optional ? ' | None' : '';
    const checked = type === 'int' ? plain('EntityId') : type;
    const samples = {
      int: '1',
      UUID: 'UUID("00000000-0000-4000-8000-000000000001")',
      str: '"1"',
    };
    return {
      ...reference,
      type: checked,
      annotation: checked + optional,
      plainAnnotation: type + optional,
      sample: samples[type as keyof typeof samples],
    };
  });
  const adapt = (field: FieldView): FieldView =>
    references.find(({ attribute }) => attribute === field.attribute) ?? {
      ...field,
      type: plain(field.type),
      annotation: plain(field.annotation),
      assignment: plain(field.assignment),
      columnDefault: plain(field.columnDefault),
      sample: plain(field.sample),
      sampleOfN: plain(field.sampleOfN),
    };
  return {
    ...feature,
    references,
    aliases: feature.aliases.map(({ name, type }) => ({ name, type: plain(type) })),
    fields: feature.fields.map(adapt),
    columns: feature.columns.map(adapt),
    writable: feature.writable.map(adapt),
    visible: feature.visible.map(adapt),
    unique: feature.unique.map(adapt),
  };
}

function projectModel(model: BackendModel): ProjectModel {
  const forms = (snake: string) => ({
    snake,
    pascal: pascalOf(snake),
    kebab: snake.replaceAll('_', '-'),
    human: snake.replaceAll('_', ' '),
  });
  return {
    name: model.name,
    names: { ...forms(model.feature), plural: forms(model.features) },
    className: model.name,
    table: model.table,
    path: model.path,
  };
}

function targetModel(models: ModelStyle, { target }: ReferenceView): BackendModel | undefined {
  return models.models.find(({ name }) => name === target.Model);
}

function targetOf(models: ModelStyle, reference: ReferenceView) {
  const model = targetModel(models, reference);
  return { table: model?.table ?? reference.target.table, column: model?.id.name ?? 'id' };
}

function basesText({ bases, library, dataclass }: ModelStyle): string {
  const keywords = [
    ...(library === 'sqlmodel' ? ['table=True'] : []),
    ...(dataclass ? ['kw_only=True'] : []),
  ];
  return [...bases.map(({ name }) => name), ...keywords].join(', ');
}

function baseImports(
  models: ModelStyle,
  importFrom: (path: string, name: string) => string,
  feature: FeatureView,
  placed: Placement,
): string[] {
  return [
    ...models.bases.map(({ name, definition, module }) =>
      definition === undefined
        ? `from ${module} import ${name}`
        : importFrom(definition.path, name),
    ),
    ...feature.references.flatMap((reference) => {
      const model = targetModel(models, reference);
      const written = models.typed && models.library !== 'sqlmodel';
      return model === undefined || !written || model.path === placed.model?.path
        ? []
        : [importFrom(model.path, model.name)];
    }),
  ];
}

function describeSession(session: SessionFact, importFrom: (path: string, name: string) => string) {
  const { alias, dependency, expression, parameter, type } = session;
  if (alias !== undefined) {
    return {
      parameter: `${parameter}: ${alias.name}`,
      imports: [importFrom(alias.path, alias.name)],
      aliasLine: undefined,
    };
  }
  return {
    parameter: `${parameter}: SessionDep`,
    imports: [importFrom(dependency.path, dependency.name)],
    aliasLine: `SessionDep = Annotated[${type.name}, Depends(${expression})]`,
  };
}

function columnOf(model: string, name: string, { library }: ModelStyle): string {
  // Without it, type checkers take SQLModel's columns for their values.
  return library === 'sqlmodel' ? `col(${model}.${name})` : `${model}.${name}`;
}

function aliveCondition(model: string, name: string, models: ModelStyle): string {
  const column = columnOf(model, name, models);
  return name === 'deleted_at' ? `${column}.is_(None)` : `${column}.is_(False)`;
}

const SUFFIXES = ['Response', 'Read', 'Public', 'Out', 'Schema', 'Detail'];

/** What answers are called after: the ending that most schemas have. */
function commonResponse({ modules, models }: Backend): string {
  const names = modules
    .mentioning(/BaseModel|SQLModel|Schema/)
    .flatMap((path) => modules.facts(path).classes.map(({ name }) => name));
  const endings = (models?.models ?? []).flatMap(({ name }) =>
    names.flatMap((each) => SUFFIXES.find((suffix) => each === name + suffix) ?? []),
  );
  return mostCommon(endings) ?? 'Response';
}

function updateMethod({ modules, routers }: Backend): 'put' | 'patch' {
  const methods = routers.flatMap(({ path }) =>
    [...modules.source(path).matchAll(/@\w+\.(put|patch)\(/g)].map(
      ([, method]) => method as string,
    ),
  );
  return mostCommon(methods) === 'put' ? 'put' : 'patch';
}

/** Whether a router says its prefix itself, or whoever includes it does. */
function decidePrefix(backend: Backend, feature: FeatureView) {
  const [registry] = backend.registries;
  const known = new Map(backend.routers.map((router) => [router.path, router]));
  const neighbours = (registry?.included ?? []).filter(
    ({ module }) => module !== undefined && known.has(module),
  );
  const prefixes = neighbours.map(({ options }) => options.get('prefix') ?? '');
  const own = neighbours.map(({ module }) => known.get(module as string)?.prefix);
  const common = mostCommon(prefixes);
  const distinct = new Set(prefixes.filter((prefix) => prefix !== ''));
  // Each with another one: the registry says where the router is.
  const atInclude =
    distinct.size > 0 &&
    distinct.size === prefixes.filter((prefix) => prefix !== '').length &&
    own.filter((prefix) => prefix !== undefined).length * 2 <= own.length &&
    prefixes.filter((prefix) => prefix !== '').length * 2 > prefixes.length &&
    (distinct.size > 1 ||
      (/^["']\/\w/.test(common ?? '') && !/^["']\/(api|v\d)/.test(common ?? '')));
  if (atInclude) {
    const above = commonPrefix([...distinct]);
    const tags = neighbours.some(({ options }) => options.has('tags'));
    return {
      prefixHere: false,
      includeOptions: `prefix=${above}${feature.path}"${tags ? `, tags=["${feature.path}"]` : ''}`,
    };
  }
  const shared =
    distinct.size === 1 &&
    prefixes.filter((prefix) => prefix === common).length * 2 > prefixes.length
      ? `prefix=${common}`
      : undefined;
  return { prefixHere: true, includeOptions: shared };
}

/** What `"/api/v1/items"` and `"/api/v1/users"` begin with: `"/api/v1/`; an f-string stays one. */
function commonPrefix(prefixes: readonly string[]): string {
  const [first = '"/'] = prefixes;
  let length = first.length;
  for (const prefix of prefixes) {
    let same = 0;
    while (same < length && prefix[same] === first[same]) same += 1;
    length = same;
  }
  const shared = first.slice(0, length);
  const end = shared.lastIndexOf('/');
  return prefixes.length > 1 && end > 0 ? shared.slice(0, end + 1).replace(/^(f?)'/, '$1"') : '"/';
}

// --- tests --------------------------------------------------------------------------------------

function canTest(
  backend: Backend,
  session: SessionFact,
  models: ModelStyle,
  feature: FeatureView,
  notes: string[],
  placed: Placement,
): boolean {
  if (!feature.spec.tests || placed.tests === undefined) return false;
  const refuse = (why: string) => {
    notes.push(`No tests were written: ${why}.`);
    return false;
  };
  const { packages } = backend.style;
  const { modules } = backend;
  const testing = modules.mentioning(/TestClient|AsyncClient|ASGITransport/).length > 0;
  if (!packages.has('pytest') && !testing) return refuse('the project has no pytest');
  if (!packages.has('httpx') && !testing && !packages.has('fastapi[standard]')) {
    return refuse('the project has no httpx, which tests of endpoints need');
  }
  const mentioned = packages.size === 0 && modules.mentioning(/aiosqlite/).length > 0;
  if (session.isAsync && !packages.has('aiosqlite') && !mentioned) {
    return refuse('they would run on SQLite, and the project has no aiosqlite');
  }
  const chain = [...models.inherited.values()].map(({ text }) => text).join(' ');
  if (/gen_random_uuid|uuid_generate|postgresql|JSONB|ARRAY/.test(chain)) {
    return refuse(
      'they would run on SQLite, and the base class of the models is for PostgreSQL only',
    );
  }
  if (backend.applications.length === 0) return refuse('no FastAPI application was found');
  return true;
}

function testBaseUrl({ modules }: Backend): string | undefined {
  for (const path of modules.mentioning(/base_url/)) {
    const found = /\bbase_url\s*=\s*["']([^"']+)["']/.exec(modules.source(path))?.[1];
    if (found !== undefined && /TestClient|AsyncClient/.test(modules.source(path))) return found;
  }
  return undefined;
}

// --- files --------------------------------------------------------------------------------------

/** New folders are packages, where those that stand are. */
function addPackages(
  tree: FileTree,
  files: PlannedFiles,
  placed: Placement,
  { modules }: Backend,
): void {
  const hasPackages = modules.paths.some((path) => path.endsWith('/__init__.py'));
  if (!hasPackages) return;
  for (const place of Object.values(placed)) {
    for (
      let folder = posix.dirname(place.path);
      folder !== '.' && folder !== modules.importRootOf(place.path);
      folder = posix.dirname(folder)
    ) {
      const path = `${folder}/__init__.py`;
      const isNew = !modules.paths.some((each) => each.startsWith(`${folder}/`));
      if (isNew && !tree.exists(path) && !/(^|\/)tests$/.test(folder)) {
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
  const heads = headsOf(standing);
  if (target.standing === undefined && heads.length > 1) {
    const list = heads.map(({ revision, path }) => `  ${revision} (${path})`).join('\n');
    throw new RefusalError(
      `the migrations have ${heads.length} heads, so a new one has no certain place:\n${list}\n` +
        'Merge them with `alembic merge heads`, or leave the migration out with --no-migration.',
    );
  }
  const downRevision =
    target.standing === undefined ? heads[0]?.revision : target.standing.downRevisions[0];
  const text = renderTemplate(architecture.templates, 'fitted', 'migration.py.ejs', {
    ...view,
    revision: target.revision,
    downRevision,
    migrationColumns: migrationColumns(backend.modules, migrations, models, view, (reference) =>
      targetOf(models, reference),
    ),
  });
  files.write(
    target.path,
    withLineEnds(finishPython(target.path, text, style), backend.style.newline),
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

/** Words as a sentence has them: `name, token or contact`. */
function listed(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length > 1 ? `${words.slice(0, -1).join(', ')} or ${last}` : last;
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

function nextSteps(
  { migrations, modules }: Backend,
  tests: string | undefined,
  spec: FeatureSpec,
  tested: boolean,
): string[] {
  const steps: string[] = [];
  if (migrations !== undefined) {
    const folder = folderOfIni(modules.tree, migrations.folder);
    const go = folder === '.' ? '' : `cd ${folder} && `;
    if (!spec.migration)
      steps.push(`${go}alembic revision --autogenerate -m "create ${spec.name}"`);
    steps.push(`${go}alembic upgrade head`);
  }
  if (tested && tests !== undefined) {
    const root = modules.importRootOf(tests);
    const inside = root === '.' ? tests : tests.slice(root.length + 1);
    steps.push(`${root === '.' ? '' : `cd ${root} && `}pytest ${inside}`);
  }
  return steps;
}

function folderOfIni(tree: FileTree, versions: string): string {
  for (let folder = posix.dirname(versions); ; folder = posix.dirname(folder)) {
    if (tree.exists(posix.join(folder, 'alembic.ini'))) return folder;
    if (folder === '.') return '.';
  }
}

export { fillPattern, Modules };
