/**
 * What the tests of endpoints see: who calls, which requests are refused, how many statements a
 * response takes.
 */

import { ACTIONS, type Action } from '../feature/access.js';
import { ACTION_OF, requestOf } from '../feature/endpoints.js';
import { hasOwnTable } from '../feature/field/types.js';
import { pythonString } from '../python/literals.js';
import type { Architecture } from './architecture.js';
import { linkAccess } from './caller-link-view.js';
import type { ActionView, FeatureView, FieldView } from './feature-view.js';
import { requestsOfFlows } from './flow-view.js';
import { knowsOwner } from './ownership-view.js';
import { partReferencesOf } from './parts-view.js';
import { requestsBeside } from './requests-beside.js';
import { readsBeside } from './row-endpoints.js';

/** The fixture of a caller who may do something. */
const FIXTURES: Readonly<Record<Action, string>> = {
  read: 'reader',
  write: 'writer',
  delete: 'remover',
};

/** Returns what the template of the tests sees. */
export function viewEndpointTests(feature: FeatureView, architecture: Architecture) {
  const {
    actions,
    callerLinks,
    embeds,
    flows,
    includes,
    largeLinks,
    links,
    parents,
    parts,
    references,
    spec,
    writable,
  } = feature;
  const done = ACTIONS.filter(
    (action) =>
      spec.endpoints.some((endpoint) => ACTION_OF[endpoint] === action) ||
      (readsBeside(feature) && action !== 'delete') ||
      (action === 'write' &&
        (flows.length > 0 || actions.some(({ spec: { access } }) => access === undefined))),
  );
  const requests = requestsTo(feature, architecture);
  const read = statementsToKnow(feature, 'read');
  const write = statementsToKnow(feature, 'write');
  const numbers = callerLinks.length + largeLinks.length;
  const list = read + 2 + parts.length + links.length + embeds.length + numbers;
  return {
    /**
     * A fixture for each kind of caller. If a caller needs a role, it is an argument of `sign_in`. Those who can own
     * rows are one and the same.
     */
    callers: [
      ...done.map((action) => ({
        name: FIXTURES[action],
        access: spec.access[action],
        isWriter: action === 'write',
      })),
      ...(callerLinks.length > 0
        ? [{ name: 'linker', access: linkAccess(spec.access.read), isWriter: false }]
        : []),
      ...actions
        .filter((action) => action.spec.access !== undefined)
        .map((action) => ({ name: callerOf(action), access: action.access, isWriter: false })),
    ].map(({ access, isWriter, name }) => {
      const role = access.kind === 'roles' ? pythonString(access.roles[0] ?? '') : '';
      const isOwner = knowsOwner(feature) && (isWriter || ['owner', 'user'].includes(access.kind));
      return { name, signsIn: access.kind !== 'public', role, isOwner };
    }),
    /** The fixture of a caller who may do something besides. */
    callerInTest: callerOf,
    /** The fixtures of callers who change something, as parameters. */
    changers: done
      .filter((action) => action !== 'read')
      .map((action) => `${FIXTURES[action]}: dict[str, str]`)
      .join(', '),
    /** The endpoints that change something. */
    changingEndpoints: spec.endpoints.filter((endpoint) => ACTION_OF[endpoint] !== 'read'),
    /** The methods and URLs that are not public. */
    guardedRequests: requests
      .filter(({ access }) => access.kind !== 'public')
      .map(({ text }) => text),
    /** The methods and URLs that only some roles may call. */
    requestsByRole: requests
      .filter(({ access }) => access.kind === 'roles')
      .map(({ text }) => text),
    /** Whether responses show what an update changes. */
    showsChanges: writable.some(
      (field) =>
        field.spec.type !== 'ref' &&
        !hasOwnTable(field.spec.type) &&
        !field.spec.private &&
        field.sample !== field.otherSample,
    ),
    /** The maximum number of statements that a response may take. */
    mostStatements: {
      create:
        write +
        1 +
        countSettable(references) +
        2 * countSettable(links) +
        parts.length +
        countSettable(partReferencesOf(feature)) +
        (embeds.length > 0 ? 1 + embeds.length : 0) +
        callerLinks.length,
      get: read + 1 + parts.length + links.length + embeds.length + numbers,
      list,
      /** The same where callers ask for all that they can, which is read for rows that are known. */
      included: list + parents.length + 1 + includes.length,
    },
  };
}

function callerOf({ spec }: ActionView): string {
  return spec.access === undefined ? FIXTURES.write : `${spec.name}_caller`;
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
 * tuple, and who may call.
 */
function requestsTo(feature: FeatureView, { otherRequests, urls }: Architecture) {
  const { path, spec } = feature;
  const own = spec.endpoints.map((endpoint) => ({
    ...requestOf(endpoint, urls, path),
    access: spec.access[ACTION_OF[endpoint]],
  }));
  const steps = requestsOfFlows(feature, urls, path).map(({ method, url }) => ({
    method,
    url,
    access: spec.access.write,
  }));
  const lookups = feature.lookups.map(({ before }) => ({
    method: 'GET',
    url: `${urls.prefix}/${path}/${before}1`,
    access: spec.access.read,
  }));
  const others = (otherRequests?.(feature) ?? []).flatMap(({ access, method, rest }) =>
    typeof access === 'string'
      ? [{ method, url: `${urls.prefix}/${path}${rest}`, access: spec.access[access] }]
      : [],
  );
  const requests = [
    ...own,
    ...others,
    ...lookups,
    ...steps,
    ...requestsBeside(feature, urls, path),
  ];
  const isToOne = ({ url }: { readonly url: string }) => url.endsWith('/{id}');
  return [...requests.filter((request) => !isToOne(request)), ...requests.filter(isToOne)].map(
    ({ access, method, url }) => ({
      access,
      text: `("${method}", "${url.replaceAll(/\{\w+\}/g, '1')}")`,
    }),
  );
}
