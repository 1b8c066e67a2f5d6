/**
 * What the tests of endpoints see: who calls, which requests are refused, how many statements a
 * response takes.
 */
import { ACTIONS, type Action } from '../feature/access.js';
import { ACTION_OF, requestOf } from '../feature/endpoints.js';
import { pythonString } from '../python/literals.js';
import type { Architecture } from './architecture.js';
import type { FeatureView, FieldView } from './feature-view.js';
import { knowsOwner } from './ownership-view.js';

/** The fixture of a caller who may do something. */
const FIXTURES: Readonly<Record<Action, string>> = {
  read: 'reader',
  write: 'writer',
  delete: 'remover',
};

/** Returns what the template of the tests sees. */
export function viewEndpointTests(feature: FeatureView, architecture: Architecture) {
  const { links, references, spec, writable } = feature;
  const done = ACTIONS.filter((action) =>
    spec.endpoints.some((endpoint) => ACTION_OF[endpoint] === action),
  );
  const requests = requestsTo(feature, architecture);
  const read = statementsToKnow(feature, 'read');
  const write = statementsToKnow(feature, 'write');
  return {
    /**
     * A fixture for each kind of caller. If a caller needs a role, it is an argument of `sign_in`. Those who can own
     * rows are one and the same.
     */
    callers: done.map((action) => {
      const access = spec.access[action];
      const role = access.kind === 'roles' ? pythonString(access.roles[0] ?? '') : '';
      const isOwner =
        knowsOwner(feature) && (action === 'write' || ['owner', 'user'].includes(access.kind));
      return { name: FIXTURES[action], signsIn: access.kind !== 'public', role, isOwner };
    }),
    /** The fixtures of callers who change something, as parameters. */
    changers: done
      .filter((action) => action !== 'read')
      .map((action) => `${FIXTURES[action]}: dict[str, str]`)
      .join(', '),
    /** The endpoints that change something. */
    changingEndpoints: spec.endpoints.filter((endpoint) => ACTION_OF[endpoint] !== 'read'),
    /** The methods and URLs that are not public. */
    guardedRequests: requests
      .filter(({ action }) => spec.access[action].kind !== 'public')
      .map(({ text }) => text),
    /** The methods and URLs that only some roles may call. */
    requestsByRole: requests
      .filter(({ action }) => spec.access[action].kind === 'roles')
      .map(({ text }) => text),
    /** Whether responses show what an update changes. */
    showsChanges: writable.some(
      (field) =>
        !['ref', 'refs'].includes(field.spec.type) &&
        !field.spec.private &&
        field.sample !== field.otherSample,
    ),
    /** The maximum number of statements that a response may take. */
    mostStatements: {
      create: write + 1 + countSettable(references) + 2 * countSettable(links),
      get: read + 1 + links.length,
      list: read + 2 + links.length,
    },
  };
}

/** Returns how many statements it takes to know who is calling. */
export function statementsToKnow({ spec }: FeatureView, action: Action): number {
  return spec.access[action].kind === 'public' ? 0 : 1;
}

function countSettable(fields: readonly Pick<FieldView, 'spec'>[]): number {
  return fields.filter(({ spec }) => !spec.readonly).length;
}

/**
 * Returns all requests, those to collections before those to single rows: method and URL as a
 * tuple, and the action.
 */
function requestsTo(feature: FeatureView, { otherRequests, urls }: Architecture) {
  const { path, spec } = feature;
  const own = spec.endpoints.map((endpoint) => ({
    ...requestOf(endpoint, urls, path),
    action: ACTION_OF[endpoint],
  }));
  const others = (otherRequests?.(feature) ?? []).flatMap(({ access, method, rest }) =>
    typeof access === 'string'
      ? [{ method, url: `${urls.prefix}/${path}${rest}`, action: access }]
      : [],
  );
  const requests = [...own, ...others];
  const isToOne = ({ url }: { readonly url: string }) => url.endsWith('/{id}');
  return [...requests.filter((request) => !isToOne(request)), ...requests.filter(isToOne)].map(
    ({ action, method, url }) => ({
      action,
      text: `("${method}", "${url.replace('{id}', '1')}")`,
    }),
  );
}
