/** What the templates of a fitted feature see. */

import { ACTIONS } from '../../../feature/access.js';
import { capitalised } from '../../../feature/naming.js';
import type { Backend } from '../../../project/foreign/backend.js';
import { commonResponse, decidePrefix, updateMethod } from '../../../project/foreign/habits.js';
import type { ModelHabits } from '../../../project/foreign/models.js';
import type { Modules } from '../../../project/foreign/modules.js';
import { prefersSlash } from '../../../project/foreign/routers.js';
import type { SessionFact } from '../../../project/foreign/session.js';
import { keepsDanglingReferences, losesZones } from '../../../project/foreign/sqlite.js';
import type { FittedRole } from '../../architecture.js';
import type { FeatureView } from '../../feature-view.js';
import type { Footing } from '../footing.js';
import type { Guards } from '../guards.js';
import type { Placement } from '../placement.js';
import { importsBetween } from './imports.js';
import { columnOf, targetModel, viewModel } from './model.js';
import { viewRows } from './rows.js';
import { viewTests } from './tests.js';

/**
 * Works out what templates see.
 *
 * @param own the feature, in the dialect of the backend.
 * @param placed where each file goes.
 * @param access who may call what.
 */
export function viewFitted(
  backend: Backend,
  footing: Footing,
  own: FeatureView,
  placed: Placement,
  access: Guards,
) {
  const { models, session } = footing;
  const { modules, tooling } = backend;
  const imports = importsBetween(modules, placed);
  const wait = session.isAsync ? 'await ' : '';
  const update = updateMethod(backend);
  const checked = checkedReferences(modules, models, own);
  return {
    ...own,
    links: own.links.map((link) => ({
      ...link,
      key: columnOf(link.target.Model, link.target.key, models),
    })),
    model: viewModel(models, own, imports),
    /** The module that schemas import `Field` from. */
    fieldModule:
      models.library === 'sqlmodel' && placed.schemas?.path === placed.model?.path
        ? 'sqlmodel'
        : 'pydantic',
    losesZones: losesZones(modules),
    /** The references that no database checks: those to rows that are not there have to be refused. */
    checked,
    utc: tooling.python >= 311 ? 'UTC' : 'timezone.utc',
    enumBases: tooling.python >= 311 ? 'StrEnum' : 'str, Enum',
    importOf: imports.of,
    targetImports: (role: FittedRole) =>
      [...own.links, ...checked].flatMap((link) => {
        const model = targetModel(models, link);
        return model === undefined || link.target.self
          ? []
          : [imports.from(role, model.path, link.target.Model)];
      }),
    files: Object.fromEntries(Object.keys(placed).map((role) => [role, true])) as Record<
      string,
      boolean
    >,
    wait,
    def: session.isAsync ? 'async def' : 'def',
    update,
    Response: own.Feature + commonResponse(backend),
    List: `${own.Feature}List`,
    IdType: own.ids.plain,
    conflict: conflictText(own),
    ...viewRouter(backend, session, own, access, (path, name) =>
      imports.from('router', path, name),
    ),
    ...viewRows(own, models, tooling, wait),
    ...viewTests(backend, footing, own, placed, access, update, imports, checked.length > 0),
  };
}

function checkedReferences(
  modules: Modules,
  models: ModelHabits,
  { has, references }: FeatureView,
) {
  if (!keepsDanglingReferences(modules) || !(has.create || has.update)) return [];
  return references
    .filter(({ spec }) => !spec.readonly)
    .map((reference) => ({
      ...reference,
      column: columnOf(reference.target.Model, reference.target.key, models),
    }));
}

/** Returns what endpoints are written with: their session, their guards and their URLs. */
function viewRouter(
  backend: Backend,
  session: SessionFact,
  own: FeatureView,
  access: Guards,
  importFrom: (path: string, name: string) => string,
) {
  const { parameter, imports, aliasLine } = describeSession(session, importFrom);
  const { routerArguments, includeOptions } = decidePrefix(backend, own.path);
  const guards = ACTIONS.flatMap((action) => access[action] ?? []);
  return {
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
          definitions.map(({ path, name }) => importFrom(path, name)),
        ),
      ),
    ],
    guardLines: [...new Set(guards.flatMap(({ line }) => line ?? []))],
    guardArgument: Object.fromEntries(
      ACTIONS.map((action) => {
        const guard = access[action];
        return [action, guard === undefined ? '' : `, dependencies=[${guard.expression}]`] as const;
      }),
    ),
    routerArguments,
    includeOptions,
    slash: prefersSlash(backend.routers) ? '/' : '',
    rowPath: `/{${own.feature}_id}`,
  };
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

function conflictText({ aLabel, references, unique, uniqueTogether }: FeatureView): string {
  const taken = [...unique.map((field) => [field]), ...uniqueTogether.map(({ fields }) => fields)];
  const [only, ...others] = taken;
  if (only === undefined || others.length + references.length > 0) {
    return 'This contradicts what is stored.';
  }
  const labels = only.map(({ label }) => label).join(' and ');
  return `${capitalised(aLabel)} with ${only.length > 1 ? 'these' : 'this'} ${labels} already exists.`;
}
