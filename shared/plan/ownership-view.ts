/** What templates say about who has signed in, and about whose rows they are. */
import { ACTIONS, type Access, type Action, byAction } from '../feature/access.js';
import { chosenAttribute } from '../feature/choices.js';
import { ACTION_OF, ENDPOINTS, type Endpoint } from '../feature/endpoints.js';
import { hasFiles } from '../feature/files.js';
import type { OwnerRule } from '../feature/ownership.js';
import { pythonString } from '../python/literals.js';
import type { ActionView, FeatureView } from './feature-view.js';
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

/** What can be done with rows: one of the three actions, or something that has a rule of its own. */
export type Ruled = Action | { readonly rule: OwnerRule | undefined };

/** Returns what the templates see. */
export function viewOwnership(feature: FeatureView) {
  const { actions, caller, flows, has, ownerRules, spec, versioned } = feature;
  const ruleOf = (ruled: Ruled) => (typeof ruled === 'string' ? ownerRules[ruled] : ruled.rule);
  const { versions } = viewVersions(feature);
  const seers = ownerRules.read?.foundBy ?? [];
  const isWritten = has.update || flows.length > 0 || hasFiles(spec);
  const changes = ACTIONS.filter(
    (action) => (action === 'write' && isWritten) || (action === 'delete' && has.delete),
  );
  const rulesOfChanges = [...changes, ...actions].map(ruleOf);
  const isEveryChangeRuled =
    rulesOfChanges.length > 0 && rulesOfChanges.every((rule) => rule !== undefined);
  const ruled = [...ACTIONS, ...actions].filter((each) => ruleOf(each) !== undefined);
  return {
    /** What each endpoint says about who has signed in. */
    callerOf: {
      ...(Object.fromEntries(
        ENDPOINTS.map((endpoint) => [endpoint, viewCaller(endpoint, feature)]),
      ) as Readonly<Record<Endpoint, CallerView>>),
      /** Whoever changes a row takes its steps. */
      step: viewCaller('update', feature),
    },
    /** Whether any endpoint depends on whose row it is. */
    isRuled: ruled.length > 0,
    /** Whether a change of a row depends on whose it is. */
    isRuledToChange:
      actions.some(({ rule }) => rule !== undefined) ||
      (isWritten && ownerRules.write !== undefined) ||
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
    ownerCheck: (action: Ruled, row: string, who: string, raised: string, indent: string) => {
      const { allowed, foundBy } = ruleOf(action) ?? {};
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
    laterVersionCheck: (action: Ruled, row: string, indent: string) =>
      versioned && action !== 'read' && ruleOf(action) !== undefined
        ? [`${indent}require_version(${row}.version, versions)`]
        : [],
    /** What is said about versions where a row is looked up, if it is checked there. */
    lookup: {
      isVersioned: versioned && !isEveryChangeRuled,
      parameter: versioned && !isEveryChangeRuled ? versions.parameter : '',
      keyword: byAction((action) => (ownerRules[action] === undefined ? versions.keyword : '')),
      /** The same for something that has a rule of its own. */
      keywordFor: (ruled: Ruled) => (ruleOf(ruled) === undefined ? versions.keyword : ''),
    },
    /** The lines of a docstring that say how strangers are refused: `PermissionDeniedError:`, and why. */
    raisedForStrangers: (
      action: Ruled,
      { denied, hidden }: { readonly denied: string; readonly hidden?: string },
      indent: string,
    ) => {
      const { allowed, foundBy } = ruleOf(action) ?? {};
      return [
        ...(hidden && foundBy ? [`${indent}${hidden} there is none for the caller.`] : []),
        ...(allowed ? [`${indent}${denied} it is somebody else's.`] : []),
      ];
    },
    /** `, or none that the caller may see`, for docstrings. */
    orHidden: byAction((action) => hiddenFrom(ownerRules[action])),
    /** The same for something that has a rule of its own. */
    orHiddenFor: ({ rule }: ActionView) => hiddenFrom(rule),
    /** What the endpoint of an action, and what it calls, say about who has signed in. */
    callerOfAction: ({ access, guard, rule }: ActionView) =>
      viewCallerWith(access, guard, rule !== undefined),
    /** For an action, roles of somebody who is not the owner, with what they get: `("admin", 200)`. */
    strangersTo: ({ rule }: ActionView) => outcomesOf(rule, 200).map(asTuple),
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
      const attribute = chosenAttribute(caller?.key ?? '');
      return [
        ...(seesAll === '' ? [] : [`if ${seesAll}:`, `    return ${all}`]),
        `if ${query}.${attribute} and caller.id not in ${query}.${attribute}:`,
        `    return ${none}`,
        `${query} = ${query}.model_copy(update={"${attribute}": [caller.id]})`,
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
export function knowsOwner({ actions, caller, has, ownerRules }: FeatureView): boolean {
  const isRuled =
    ACTIONS.some((action) => ownerRules[action] !== undefined) ||
    actions.some(({ rule }) => rule !== undefined);
  return caller !== undefined && (has.create || isRuled);
}

/** Returns what is added where some find none though there is one. */
function hiddenFrom(rule: OwnerRule | undefined): string {
  return rule?.foundBy === undefined ? '' : ', or none for the caller';
}

function viewCaller(endpoint: Endpoint, feature: FeatureView): CallerView {
  const { caller, guards, ownerRules, spec } = feature;
  const action = ACTION_OF[endpoint];
  const isNeeded =
    caller !== undefined && (endpoint === 'create' || ownerRules[action] !== undefined);
  return viewCallerWith(spec.access[action], guards[action], isNeeded);
}

/**
 * Returns what is said about who has signed in.
 *
 * @param isNeeded whether it matters who that is.
 */
export function viewCallerWith(access: Access, guard: string, isNeeded: boolean): CallerView {
  const plain = guard === '' ? '' : `, dependencies=[${guard}]`;
  if (!isNeeded) {
    return { isNeeded, guard: plain, endpoint: '', parameter: '', argument: '', ofTest: '' };
  }
  const type = access.kind === 'roles' ? `Annotated[User, ${guard}]` : 'CurrentUser';
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
export function hasRole(who: string, roles: readonly string[], has = true): string {
  const [first, ...others] = roles.map(pythonString);
  if (first === undefined) return '';
  return others.length === 0
    ? `${who}.role ${has ? '==' : '!='} ${first}`
    : `${who}.role ${has ? 'in' : 'not in'} {${[first, ...others].join(', ')}}`;
}

/** The role of somebody who has none that a feature can ask for. */
export const STRANGER = 'user';

function viewOwnerTests({ flows, has, ownerRules, spec }: FeatureView) {
  const outcomes = byAction((action) =>
    outcomesOf(ownerRules[action], action === 'delete' ? 204 : 200),
  );
  const asked = (action: Action) => outcomes[action].map(asTuple);
  const { write } = ownerRules;
  const usual = spec.access.write.kind === 'roles' ? spec.access.write.roles : [STRANGER];
  const [changedBy] = write === undefined ? usual : (write.allowed ?? write.foundBy ?? []);
  return {
    /** For each endpoint, roles of somebody who is not the owner, with what they get: `("admin", 204)`. */
    get: has.get ? asked('read') : [],
    /**
     * The same for each request that changes a row, with what it does and how it is sent.
     *
     * @param update the method that updates it.
     * @param url the URL of the row, as source text.
     */
    changes: (update: string, url: string) =>
      [
        {
          does: 'changes',
          call: `${update}(${url}, json={}, headers=headers)`,
          outcomes: has.update ? asked('write') : [],
        },
        ...flows.flatMap(({ field, first }) =>
          first === undefined
            ? []
            : {
                does: `takes_a_step_of_${field.spec.name}`,
                call: `post(${url.replace(/"$/, '')}/${field.key}/${first.value}", headers=headers)`,
                outcomes: asked('write'),
              },
        ),
        {
          does: 'deletes',
          call: `delete(${url}, headers=headers)`,
          outcomes: has.delete ? asked('delete') : [],
        },
      ].filter(({ outcomes }) => outcomes.length > 0),
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

/** What somebody gets who is not the owner, by their role. */
export interface Outcome {
  readonly role: string;
  readonly status: number;
}

/**
 * Returns what those get who are told apart by a rule; nobody is where there is none.
 *
 * @param done the status where it is done.
 */
export function outcomesOf(rule: OwnerRule | undefined, done: number): readonly Outcome[] {
  const { allowed, foundBy } = rule ?? {};
  const passing = allowed ?? foundBy;
  if (passing === undefined) return [];
  const refused = (foundBy ?? []).filter((role) => !passing.includes(role));
  return [
    { role: STRANGER, status: foundBy === undefined ? 403 : 404 },
    ...refused.map((role) => ({ role, status: 403 })),
    ...passing.map((role) => ({ role, status: done })),
  ];
}

/** Writes an outcome as a case of a test: `("admin", 204)`. */
export function asTuple({ role, status }: Outcome): string {
  return `(${pythonString(role)}, ${status})`;
}
