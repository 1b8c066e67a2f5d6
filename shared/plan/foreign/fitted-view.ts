/** What the templates of a fitted feature see. */

import { ACTIONS, type Action } from '../../feature/access.js';
import { capitalised } from '../../feature/naming.js';
import type { Backend } from '../../project/foreign/backend.js';
import { commonResponse, decidePrefix, updateMethod } from '../../project/foreign/habits.js';
import type { BackendModel, ModelHabits } from '../../project/foreign/models.js';
import { idKind } from '../../project/foreign/referable-models.js';
import { prefersSlash } from '../../project/foreign/routers.js';
import type { SessionFact } from '../../project/foreign/session.js';
import type { FittedRole } from '../architecture.js';
import type { FeatureView, LinkView, ReferenceView } from '../feature-view.js';
import type { Footing } from './footing.js';
import type { Guards } from './guards.js';
import { linkTables, modelLines } from './model-lines.js';
import type { Placement } from './placement.js';
import { hasAsyncSqlite, testBaseUrl } from './testing.js';

/**
 * Works out what templates see.
 *
 * @param own the feature, in the dialect of the backend.
 * @param placed where each file goes.
 * @param access who may call what.
 */
export function viewFitted(
  backend: Backend,
  { models, session }: Footing,
  own: FeatureView,
  placed: Placement,
  access: Guards,
) {
  const { modules, tooling } = backend;
  const relative = modules.importsRelatively(placed.router?.path ?? '');
  // Imports even names that the target file itself defines: adding to the file later drops those
  // imports.
  const importFrom = (role: FittedRole, path: string, name: string) => {
    const isOwn = path === placed[role]?.path;
    const from = modules.importPath(
      placed[role]?.path ?? '',
      path,
      relative && role !== 'tests' && !isOwn,
    );
    return `from ${from} import ${name}`;
  };
  const importOf = (role: FittedRole, target: FittedRole, ...names: string[]) => {
    const path = placed[target]?.path;
    if (path === undefined || path === placed[role]?.path) return '';
    return names.map((name) => importFrom(role, path, name)).join('\n');
  };
  const { parameter, imports, aliasLine } = describeSession(session, (path, name) =>
    importFrom('router', path, name),
  );
  const routers = backend.routers;
  const update = updateMethod(backend);
  const guards = ACTIONS.flatMap((action) => access[action] ?? []);
  const guardArgument = Object.fromEntries(
    ACTIONS.map((action) => {
      const guard = access[action];
      return [action, guard === undefined ? '' : `, dependencies=[${guard.expression}]`] as const;
    }),
  );
  const { prefixHere, includeOptions } = decidePrefix(backend, own.path);
  const Label = capitalised(own.label);
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
  const application = backend.applications[0];
  const used = ACTIONS.filter((action) => actionUsed(own, action));
  const overridden = used.flatMap((action) => access[action]?.overridden ?? []);
  const firstAction = used.find((action) => access[action] !== undefined);
  return {
    ...own,
    Label,
    links: own.links.map((link) => ({
      ...link,
      key: columnOf(link.target.Model, link.target.key, models),
    })),
    model: {
      library: models.library,
      tables: linkTables(own, models),
      bases: basesText(models),
      imports: [
        ...(models.library === 'sqlmodel'
          ? ['from sqlmodel import Field, Relationship, SQLModel']
          : []),
        ...baseImports(models, (path, name) => importFrom('model', path, name), own),
      ],
      lines: modelLines(own, models),
    },
    /** The module that schemas import `Field` from. */
    fieldModule:
      models.library === 'sqlmodel' && placed.schemas?.path === placed.model?.path
        ? 'sqlmodel'
        : 'pydantic',
    enumBases: tooling.python >= 311 ? 'StrEnum' : 'str, Enum',
    importOf,
    linkImports: (role: FittedRole) =>
      own.links.flatMap((link) => {
        const model = targetModel(models, link);
        return model === undefined || link.target.self
          ? []
          : [importFrom(role, model.path, model.name)];
      }),
    testTables: [
      ...new Set([own.table, ...own.links.flatMap((link) => [link.table, link.target.table])]),
    ],
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
    guardArgument,
    routerArguments: prefixHere ? `prefix="/${own.path}", tags=["${own.path}"]` : '',
    includeOptions,
    slash: prefersSlash(routers) ? '/' : '',
    rowPath: `/{${own.feature}_id}`,
    update,
    Response: own.Feature + responseSuffix,
    List: `${own.Feature}List`,
    IdType: own.ids.plain,
    times,
    where:
      softDelete === undefined
        ? ''
        : `.where(${aliveCondition(own.Feature, softDelete.name, models)})`,
    deletesSoftly: softDelete !== undefined,
    /** The condition that there is no such row: `product is None or product.is_deleted`. */
    isGone:
      softDelete === undefined
        ? `${own.feature} is None`
        : `${own.feature} is None or ${own.feature}.${softDelete.name}${softDelete.name === 'deleted_at' ? ' is not None' : ''}`,
    order: [
      ...(times.some(({ name }) => name === 'created_at') && models.id.kind !== 'integer'
        ? ['created_at']
        : []),
      idName,
    ]
      .map((name) => columnOf(own.Feature, name, models))
      .join(', '),
    deletion: (db: string) => {
      if (softDelete === undefined) return `${wait}${db}.delete(${own.feature})`;
      return softDelete.name === 'deleted_at'
        ? `${own.feature}.deleted_at = datetime.now(${tooling.python >= 311 ? 'UTC' : 'timezone.utc'})`
        : `${own.feature}.is_deleted = True`;
    },
    conflict: conflictText(own),
    // From here on, for tests.
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
    hasAsyncSqlite: hasAsyncSqlite(backend),
    baseUrl: testBaseUrl(backend),
    unknownId: { integer: '123456', uuid: 'uuid4()', string: '"nobody"' }[idKind(models.id.kind)],
    guardedCall: firstAction === undefined ? undefined : guardedCall(own, firstAction, update),
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

function targetModel(
  models: ModelHabits,
  { target }: ReferenceView | LinkView,
): BackendModel | undefined {
  return models.models.find(({ name }) => name === target.Model);
}

function basesText({ bases, library, dataclass }: ModelHabits): string {
  const keywords = [
    ...(library === 'sqlmodel' ? ['table=True'] : []),
    ...(dataclass ? ['kw_only=True'] : []),
  ];
  return [...bases.map(({ name }) => name), ...keywords].join(', ');
}

function baseImports(
  models: ModelHabits,
  importFrom: (path: string, name: string) => string,
  feature: FeatureView,
): string[] {
  return [
    ...models.bases.map(({ name, definition, module }) =>
      definition === undefined
        ? `from ${module} import ${name}`
        : importFrom(definition.path, name),
    ),
    ...[...feature.references, ...feature.links].flatMap((reference) => {
      const model = targetModel(models, reference);
      const written =
        models.typed && (models.library !== 'sqlmodel' || reference.spec.type === 'refs');
      return model === undefined || !written || reference.target.self
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

function columnOf(model: string, name: string, { library }: ModelHabits): string {
  // Without it, type checkers take the columns of SQLModel for their values.
  return library === 'sqlmodel' ? `col(${model}.${name})` : `${model}.${name}`;
}

function aliveCondition(model: string, name: string, models: ModelHabits): string {
  const column = columnOf(model, name, models);
  return name === 'deleted_at' ? `${column}.is_(None)` : `${column}.is_(False)`;
}

function conflictText({ aLabel, references, unique }: FeatureView): string {
  const [only, ...others] = unique;
  return only !== undefined && others.length === 0 && references.length === 0
    ? `${capitalised(aLabel)} with this ${only.label} already exists.`
    : 'This contradicts what is stored.';
}
