/** What templates say about who has signed in, and about whose rows they are. */
import { ACTIONS, type Action } from '../feature/access.js';
import { ACTION_OF, ENDPOINTS, type Endpoint } from '../feature/endpoints.js';
import { pythonString } from '../python/literals.js';
import type { FeatureView } from './feature-view.js';
import { viewVersions } from './version-view.js';

/** What an endpoint, and what it calls, say about who has signed in. */
export interface CallerView {
  /** Whether it matters who has signed in, and not only that somebody has. */
  readonly isNeeded: boolean;
  /** The argument of the decorator that lets callers in, after a comma; empty if a parameter does. */
  readonly guard: string;
  /** The parameter of an endpoint, before a comma. */
  readonly endpoint: string;
  /** The parameter of what it calls, after a comma. */
  readonly parameter: string;
  /** The argument for it, after a comma. */
  readonly argument: string;
  /** The same in the test of a layer: the user who owns row 1. */
  readonly ofTest: string;
}

/** Returns what the templates see. */
export function viewOwnership(feature: FeatureView) {
  const { caller, has, ownerRules, spec, versioned } = feature;
  const { versions } = viewVersions(feature);
  const seers = ownerRules.read?.foundBy ?? [];
  const changes = ACTIONS.filter(
    (action) => (action === 'write' && has.update) || (action === 'delete' && has.delete),
  );
  const isEveryChangeRuled =
    changes.length > 0 && changes.every((action) => ownerRules[action] !== undefined);
  const ruled = ACTIONS.filter((action) => ownerRules[action] !== undefined);
  return {
    /** What each endpoint says about who has signed in. */
    callerOf: Object.fromEntries(
      ENDPOINTS.map((endpoint) => [endpoint, viewCaller(endpoint, feature)]),
    ) as Readonly<Record<Endpoint, CallerView>>,
    /** Whether any endpoint depends on whose row it is. */
    isRuled: ruled.length > 0,
    /** Whether a change of a row depends on whose it is. */
    isRuledToChange:
      (has.update && ownerRules.write !== undefined) ||
      (has.delete && ownerRules.delete !== undefined),
    /** The attribute that is set from who has signed in. */
    callerAttribute: caller?.attribute ?? '',
    /** The argument with which a test stores a row of whoever signs in, after a comma. */
    ofOwner: ruled.length > 0 ? `, ${caller?.attribute}=owner.id` : '',
    /** The parameter of such a test, after a comma. */
    ownerParameter: ruled.length > 0 ? ', owner: User' : '',
    /** Whether tests of endpoints know the owner of the rows. */
    hasOwner: knowsOwner(feature),
    /**
     * Returns the lines of a function that refuse who may not do something with a row.
     *
     * @param raised what is raised where somebody does not find the row.
     * @param indent what lines begin with.
     */
    ownerCheck: (action: Action, row: string, who: string, raised: string, indent: string) => {
      const { allowed, foundBy } = ownerRules[action] ?? {};
      const said = (roles: readonly string[]) =>
        [who, `${row}.${caller?.attribute}`, ...roles.map(pythonString)].join(', ');
      return [
        ...(foundBy
          ? [`${indent}if not acts_as_owner(${said(foundBy)}):`, `${indent}    raise ${raised}`]
          : []),
        ...(allowed ? [`${indent}require_owner(${said(allowed)})`] : []),
      ];
    },
    /** The line after those that checks the version of the row, which strangers hear nothing about. */
    laterVersionCheck: (action: Action, row: string, indent: string) =>
      versioned && action !== 'read' && ownerRules[action] !== undefined
        ? [`${indent}require_version(${row}.version, versions)`]
        : [],
    /** What is said about versions where a row is looked up, if it is checked there. */
    lookup: {
      isVersioned: versioned && !isEveryChangeRuled,
      parameter: versioned && !isEveryChangeRuled ? versions.parameter : '',
      keyword: byAction((action) => (ownerRules[action] === undefined ? versions.keyword : '')),
    },
    /** The lines of a docstring that say how strangers are refused: `PermissionDeniedError:`, and why. */
    raisedForStrangers: (
      action: Action,
      { denied, hidden }: { readonly denied: string; readonly hidden?: string },
      indent: string,
    ) => {
      const { allowed, foundBy } = ownerRules[action] ?? {};
      return [
        ...(hidden && foundBy ? [`${indent}${hidden} there is none for the caller.`] : []),
        ...(allowed ? [`${indent}${denied} it is somebody else's.`] : []),
      ];
    },
    /** `, or none that the caller may see`, for docstrings. */
    orHidden: byAction((action) =>
      ownerRules[action]?.foundBy === undefined ? '' : ', or none for the caller',
    ),
    /** Whether the caller sees only a part of a list. */
    isScoped: ownerRules.read !== undefined,
    /** `caller.role != "admin"`: who sees only a part of it; empty if everyone does. */
    seesOwn: (who: string) => hasRole(who, seers, false),
    /**
     * Returns the lines of a function that leave only the caller's rows in a query.
     *
     * @param query what the query is called.
     * @param all what finds all of its rows.
     * @param none what is returned if there are none.
     */
    scopeLines: (query: string, all: string, none: string, indent: string) => {
      if (ownerRules.read === undefined) return [];
      const seesAll = hasRole('caller', seers);
      const attribute = caller?.attribute;
      return [
        ...(seesAll === '' ? [] : [`if ${seesAll}:`, `    return ${all}`]),
        `if ${query}.${attribute} not in {None, caller.id}:`,
        `    return ${none}`,
        `${query} = ${query}.model_copy(update={"${attribute}": caller.id})`,
      ].map((line) => indent + line);
    },
    /** What tests ask: who is refused, with which status, and who is let through. */
    ownerTests: viewOwnerTests(feature),
    /** The role that this owner needs to write, as an argument after a comma. */
    ownerRole:
      spec.access.write.kind === 'roles'
        ? `, role=${pythonString(spec.access.write.roles[0] ?? '')}`
        : '',
  };
}

/** Whether tests of endpoints know who owns their rows: it depends on that, or they create one. */
export function knowsOwner({ caller, has, ownerRules }: FeatureView): boolean {
  const isRuled = ACTIONS.some((action) => ownerRules[action] !== undefined);
  return caller !== undefined && (has.create || isRuled);
}

function viewCaller(endpoint: Endpoint, feature: FeatureView): CallerView {
  const { caller, guards, ownerRules, spec } = feature;
  const action = ACTION_OF[endpoint];
  const isNeeded =
    caller !== undefined && (endpoint === 'create' || ownerRules[action] !== undefined);
  const guard = guards[action];
  const plain = guard === '' ? '' : `, dependencies=[${guard}]`;
  if (!isNeeded) {
    return { isNeeded, guard: plain, endpoint: '', parameter: '', argument: '', ofTest: '' };
  }
  const type = spec.access[action].kind === 'roles' ? `Annotated[User, ${guard}]` : 'CurrentUser';
  return {
    isNeeded,
    guard: '',
    endpoint: `current_user: ${type}, `,
    parameter: ', caller: User',
    argument: ', current_user',
    ofTest: ', make_user(id=1)',
  };
}

/** Returns the condition that somebody has one of the roles, or has none of them; empty if there are none. */
function hasRole(who: string, roles: readonly string[], has = true): string {
  const [first, ...others] = roles.map(pythonString);
  if (first === undefined) return '';
  return others.length === 0
    ? `${who}.role ${has ? '==' : '!='} ${first}`
    : `${who}.role ${has ? 'in' : 'not in'} {${[first, ...others].join(', ')}}`;
}

/** What a test calls somebody who has none of the roles. */
const STRANGER = 'stranger';

function viewOwnerTests({ has, ownerRules, spec }: FeatureView) {
  const outcomes = byAction((action) => {
    const { allowed, foundBy } = ownerRules[action] ?? {};
    const passing = allowed ?? foundBy;
    if (passing === undefined) return [];
    const refused = (foundBy ?? []).filter((role) => !passing.includes(role));
    return [
      { role: STRANGER, status: foundBy === undefined ? 403 : 404 },
      ...refused.map((role) => ({ role, status: 403 })),
      ...passing.map((role) => ({ role, status: action === 'delete' ? 204 : 200 })),
    ];
  });
  const asked = (action: Action) =>
    outcomes[action].map(({ role, status }) => `(${pythonString(role)}, ${status})`);
  const { write } = ownerRules;
  const usual = spec.access.write.kind === 'roles' ? spec.access.write.roles : [STRANGER];
  const [changedBy] = write === undefined ? usual : (write.allowed ?? write.foundBy ?? []);
  return {
    /** For each endpoint, roles of somebody who is not the owner, with what they get: `("admin", 204)`. */
    get: has.get ? asked('read') : [],
    update: has.update ? asked('write') : [],
    delete: has.delete ? asked('delete') : [],
    /** The same for lists: whether they see all of it. */
    list: has.list
      ? outcomes.read.map(
          ({ role, status }) => `(${pythonString(role)}, ${status === 200 ? 'True' : 'False'})`,
        )
      : [],
    /** The role with which somebody else changes rows, as source text; undefined if nobody does. */
    changedBy: changedBy && pythonString(changedBy),
  };
}

function byAction<Value>(make: (action: Action) => Value): Readonly<Record<Action, Value>> {
  return { read: make('read'), write: make('write'), delete: make('delete') };
}
