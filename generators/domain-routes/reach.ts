/** Who reaches the rows of others, and how routes say it. The document scopes every query to an owner. */

import { UsageError } from '../../shared/errors.js';
import {
  ACTIONS,
  type Access,
  type Action,
  callersOf,
  formatAccess,
} from '../../shared/feature/access.js';
import { isPublished, ownerRule } from '../../shared/feature/ownership.js';
import type { FeatureView } from '../../shared/plan/feature-view.js';
import { pythonString } from '../../shared/python/literals.js';

type AccessByAction = Readonly<Record<Action, Access>>;

/** Whose rows a request reaches: those of everyone, of everyone for these roles, or the caller's own. */
type Reach =
  | { readonly kind: 'all' }
  | { readonly kind: 'own' }
  | { readonly kind: 'roles'; readonly roles: readonly string[] };

/** Returns whose rows an action reaches. */
function reachOf(access: AccessByAction, action: Action): Reach {
  const rule = ownerRule(access, action);
  if (rule?.foundBy === undefined) return { kind: 'all' };
  return rule.foundBy.length === 0 ? { kind: 'own' } : { kind: 'roles', roles: rule.foundBy };
}

/** Returns under whose parent rows a caller creates rows: their own and those that are shared, if no role lifts that. */
function reachOfCreate({ write }: AccessByAction): Reach {
  if (write.kind === 'roles') return { kind: 'all' };
  return write.kind === 'owner' && write.roles.length > 0
    ? { kind: 'roles', roles: write.roles }
    : { kind: 'own' };
}

/** Whether somebody reaches the rows of others; if not, every query is scoped to one owner. */
export function reachesOthers({ access }: { readonly access: AccessByAction }): boolean {
  return ACTIONS.some((action) => reachOf(access, action).kind !== 'own');
}

/** Returns what is wrong with who may do what, where every row belongs to a user; undefined if nothing is. */
export function refusedAccess(access: AccessByAction): string | undefined {
  if (access.write.kind === 'public') {
    return '--write public: every row belongs to who has created it, so somebody has to be signed in. Use user, owner or roles.';
  }
  if (access.delete.kind === 'public' && !isPublished(access)) {
    return `--delete public: everyone would delete what ${callersOf(access.read)} alone may read. Use user, owner or roles.`;
  }
  return undefined;
}

/** @throws UsageError if others could be reached only in words: the path names what the caller has one of. */
function refuseBelowSingleton({ parents, spec: { access } }: FeatureView): void {
  const singleton = parents.find((parent) => parent.singleton);
  const action = ACTIONS.find((each) => reachOf(access, each).kind !== 'own');
  if (singleton === undefined || action === undefined) return;
  throw new UsageError(
    `--${action} ${formatAccess(access[action])}: the path names the caller's own ${singleton.label}, ` +
      `so nobody reaches what belongs to the ${singleton.label} of others. Use owner, or nest it elsewhere.`,
    { place: `--${action}` },
  );
}

/**
 * Works out what routes and services say about whose rows they reach.
 *
 * @throws UsageError if the path of a feature contradicts who may reach its rows.
 */
export function viewReach(feature: FeatureView) {
  refuseBelowSingleton(feature);
  const { ownerRules, spec } = feature;
  const { access } = spec;
  const lifted = reachesOthers(spec);
  const published = isPublished(access);
  const showsOwner = reachOf(access, 'read').kind !== 'own';
  const asks = (action: Action) =>
    reachOf(access, action).kind !== 'all' || ownerRules[action]?.allowed !== undefined;
  const owners = (attribute: string) =>
    byAction((action) => scopeOf(reachOf(access, action), attribute));
  return {
    /** Whether somebody reaches the rows of others. */
    lifted,
    /** Whether everybody finds all rows. */
    published,
    /** What the class of the model derives from. */
    mixin: published ? 'SharedMixin' : 'OwnedMixin',
    /** How the service selects rows. */
    select: lifted ? 'reached' : 'owned',
    /** What the service is told whose rows they are. */
    OwnerId: lifted ? 'UUID | None' : 'UUID',
    /** Whose rows each action reaches. */
    reaches: byAction((action) => reachOf(access, action).kind),
    /** The same as what routes pass on to the service: `None` for everyone's. */
    ownerId: owners('.id'),
    /** How a route has a row looked up, and what is passed on. */
    lookup: lifted
      ? { parameter: 'owner_id: UUID | None', argument: 'owner_id', owner: owners('.id') }
      : { parameter: 'owner: User', argument: 'owner.id', owner: owners('') },
    /** Who the parent row of each kind of request is looked up for. */
    parentOwner: {
      ...byAction((action) => (published ? 'None' : scopeOf(reachOf(access, action)))),
      create: scopeOf(reachOfCreate(access)),
    },
    /** The parameter of a route for who has signed in, if it matters who that is. */
    currentUser: byAction((action) => (asks(action) ? 'current_user: CurrentUser, ' : '')),
    /** The line that lets only the owner, and some roles, change a row that others find. */
    denial: byAction((action) => {
      const { allowed } = ownerRules[action] ?? {};
      if (allowed === undefined) return [];
      const said = ['current_user', `${feature.feature}.owner_id`, ...allowed.map(pythonString)];
      return [`    require_owner(${said.join(', ')})`];
    }),
    /** Whose rows are read, for docstrings: `the caller's reviews`. */
    whose: whoseWords(reachOf(access, 'read'), feature),
    /** The field of responses, and of filters, that says whose a row is. */
    owners: {
      response: showsOwner ? ['    owner_id: UUID'] : [],
      filter: showsOwner ? ['    owner_id: UUID | None = None'] : [],
    },
    /** Whether callers need not be signed in. */
    isAnonymous: byAction((action) => access[action].kind === 'public'),
  };
}

/** Returns whose rows are reached, as source text: `None` for everyone's. */
function scopeOf(reach: Reach, attribute = ''): string {
  const own = `current_user${attribute}`;
  if (reach.kind === 'own') return own;
  if (reach.kind === 'all') return 'None';
  const [first = '', ...others] = reach.roles.map(pythonString);
  const isOne = others.length === 0;
  const has = isOne ? `== ${first}` : `in {${[first, ...others].join(', ')}}`;
  return `None if current_user.role ${has} else ${own}`;
}

function whoseWords(
  reach: Reach,
  { aLabel, labels }: FeatureView,
): { readonly some: string; readonly one: string } {
  if (reach.kind === 'all') return { some: labels, one: aLabel };
  const some = `the caller's ${labels}`;
  const beyond = reach.kind === 'own' ? '' : `, or of everyone's for ${reach.roles.join(' and ')}`;
  return { some: some + beyond.replace('of ', ''), one: `one of ${some}${beyond}` };
}

function byAction<Value>(make: (action: Action) => Value): Readonly<Record<Action, Value>> {
  return { read: make('read'), write: make('write'), delete: make('delete') };
}
