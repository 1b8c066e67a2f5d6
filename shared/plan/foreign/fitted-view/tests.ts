/** What the tests of a fitted feature need from the backend around it. */
import { ACTIONS, type Action } from '../../../feature/access.js';
import type { Backend } from '../../../project/foreign/backend.js';
import { statusesBefore } from '../../../project/foreign/refusal-statuses.js';
import type { FeatureView, ReferenceView } from '../../feature-view.js';
import type { Footing } from '../footing.js';
import type { Guards } from '../guards.js';
import type { Placement } from '../placement.js';
import { hasAsyncSqlite, testBaseUrl } from '../testing.js';
import type { FittedImports } from './imports.js';

/**
 * Returns what the template of the tests sees.
 *
 * @param access who may call what.
 * @param update the HTTP method that changes a row.
 * @param checksReferences whether what a row refers to has to be there.
 */
export function viewTests(
  backend: Backend,
  { models: { registry }, session }: Footing,
  own: FeatureView,
  placed: Placement,
  access: Guards,
  update: string,
  imports: FittedImports,
  checksReferences: boolean,
) {
  const application = backend.applications[0];
  const used = ACTIONS.filter((action) => actionUsed(own, action));
  const overridden = used.flatMap((action) => access[action]?.overridden ?? []);
  const guarded = used.find((action) => access[action] !== undefined);
  const definitions = ACTIONS.flatMap((action) => access[action]?.definitions ?? []);
  const importGuard = ({ name, isLocal }: (typeof overridden)[number]) => {
    const first = name.split('.')[0] as string;
    const definition = definitions.find((each) => each.name === first);
    const path = isLocal ? placed.router?.path : definition?.path;
    return imports.from('tests', path ?? '', first);
  };
  const referredRows = checksReferences && own.has.create ? rowsReferredTo(own) : [];
  const referredTables = new Set(referredRows.map(({ table }) => table));
  return {
    testTables: [
      ...new Set([own.table, ...own.links.flatMap((link) => [link.table, link.target.table])]),
    ].filter((table) => !referredTables.has(table)),
    referredRows,
    application: application ?? { path: '', name: 'app', isFactory: false },
    testImports: [
      ...(application === undefined
        ? []
        : [
            imports.from('tests', application.path, application.name) +
              (application.isFactory || application.name === 'app' ? '' : ' as app'),
          ]),
      imports.from('tests', session.dependency.path, session.dependency.name),
      ...(registry === undefined ? [] : [imports.from('tests', registry.path, registry.name)]),
      ...new Set(overridden.map(importGuard)),
    ],
    overrides: [...new Set(overridden.map(({ name }) => name))],
    hasAsyncSqlite: hasAsyncSqlite(backend),
    baseUrl: testBaseUrl(backend),
    unknownId: own.ids.unknown,
    /** The statuses with which whoever has not signed in is turned away. */
    turnedAway: [
      ...new Set([
        ...definitions.flatMap((each) => statusesBefore(backend.modules, each)),
        401,
        403,
      ]),
    ].sort(),
    guardedCall: guarded === undefined ? undefined : guardedCall(own, guarded, update),
  };
}

/**
 * Returns the rows that valid bodies refer to: their table, its key, and an expression of what it is.
 */
function rowsReferredTo({ references, varied }: FeatureView) {
  const others = references.filter(({ spec, target }) => !target.self && !spec.readonly);
  const tables = [...new Set(others.map(({ target }) => target.table))];
  return tables.map((table) => {
    const group = others.filter(({ target }) => target.table === table);
    const { ids, key } = (group[0] as ReferenceView).target;
    const many =
      ids.sampleOfN === 'n'
        ? 'range(1, 6)'
        : `{${ids.sample}, *(${ids.sampleOfN} for n in range(1, 6))}`;
    const isVaried = group.some(({ spec }) => varied.has(spec.name));
    return { table, key, ids: isVaried ? many : `[${ids.sample}]` };
  });
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
