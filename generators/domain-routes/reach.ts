/** Who reaches the rows of others, and how routes say it. The document scopes every query to an owner. */

import { UsageError } from '../../shared/errors.js';
import {
  ACTIONS,
  type Access,
  type Action,
  byAction,
  callersOf,
  formatAccess,
} from '../../shared/feature/access.js';
import { isPublished, type OwnerRule, ownerRule } from '../../shared/feature/ownership.js';
import type { FeatureSpec } from '../../shared/feature/spec.js';
import type { ActionView, FeatureView } from '../../shared/plan/feature-view.js';
import { hasRole } from '../../shared/plan/ownership-view.js';
import { pythonString } from '../../shared/python/literals.js';

type AccessByAction = Readonly<Record<Action, Access>>;

/** Whose rows a request reaches: those of everyone, of everyone for these roles, or the caller's own. */
export type Reach =
  | { readonly kind: 'all' }
  | { readonly kind: 'own' }
  | { readonly kind: 'roles'; readonly roles: readonly string[] };

/** Returns whose rows those reach who may do something. */
function reachOf(access: AccessByAction, said: Access): Reach {
  const rule = ownerRule(access, said);
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
export function reachesOthers({
  access,
  actions,
}: Pick<FeatureSpec, 'access' | 'actions'>): boolean {
  return saidIn({ access, actions }).some(({ said }) => reachOf(access, said).kind !== 'own');
}

/** Returns who may do what, each with the option that says so. */
function saidIn({ access, actions }: Pick<FeatureSpec, 'access' | 'actions'>) {
  return [
    ...ACTIONS.map((action) => ({ option: `--${action}`, said: access[action] })),
    ...actions.flatMap((action) =>
      action.access === undefined
        ? []
        : [{ option: `--action ${action.name}`, said: action.access }],
    ),
  ];
}

/** Returns what is wrong with who may do what, where every row belongs to a user; undefined if nothing is. */
export function refusedAccess(
  access: AccessByAction,
  actions: FeatureSpec['actions'],
): string | undefined {
  if (access.write.kind === 'public') {
    return '--write public: every row belongs to who has created it, so somebody has to be signed in. Use user, owner or roles.';
  }
  const open = saidIn({ access, actions }).find(
    ({ option, said }) => option !== '--read' && said.kind === 'public',
  );
  return open === undefined || isPublished(access.read)
    ? undefined
    : `${open.option} public: everyone would change what ${callersOf(access.read)} alone may read. Use user, owner or roles.`;
}

/** @throws UsageError if others could be reached only in words: the path names what the caller has one of. */
function refuseBelowSingleton({ parents, spec }: FeatureView): void {
  const singleton = parents.find((parent) => parent.singleton);
  const lifted = saidIn(spec).find(({ said }) => reachOf(spec.access, said).kind !== 'own');
  if (singleton === undefined || lifted === undefined) return;
  throw new UsageError(
    `${lifted.option} ${formatAccess(lifted.said)}: the path names the caller's own ${singleton.label}, ` +
      `so nobody reaches what belongs to the ${singleton.label} of others. Use owner, or nest it elsewhere.`,
    { place: lifted.option },
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
  const published = isPublished(access.read);
  const reading = reachOf(access, access.read);
  const showsOwner = reading.kind !== 'own';
  const requestFor = (said: Access, rule: OwnerRule | undefined): RequestReach => {
    const reach = reachOf(access, said);
    const allowed = rule?.allowed;
    const caller = ['current_user', `${feature.feature}.owner_id`];
    return {
      kind: reach.kind,
      ownerId: scopeOf(reach, '.id'),
      owner: scopeOf(reach, lifted ? '.id' : ''),
      parentOwner: published ? 'None' : scopeOf(reach),
      currentUser:
        reach.kind === 'all' && allowed === undefined ? '' : 'current_user: CurrentUser, ',
      denial:
        allowed === undefined
          ? []
          : [`    require_owner(${[...caller, ...allowed.map(pythonString)].join(', ')})`],
    };
  };
  return {
    /** Whether somebody reaches the rows of others. */
    lifted,
    /** Whether everybody finds all rows. */
    published,
    /** Whose rows are read. */
    reads: reading.kind,
    /** What the class of the model derives from. */
    mixin: published ? 'SharedMixin' : 'OwnedMixin',
    /** How the service selects rows. */
    select: lifted ? 'reached' : 'owned',
    /** What the service is told whose rows they are. */
    OwnerId: lifted ? 'UUID | None' : 'UUID',
    /** What the requests of each kind say about whose rows they reach. */
    reach: {
      ...byAction((action) => requestFor(access[action], ownerRules[action])),
      ofAction: ({ access: said, rule }: ActionView) => requestFor(said, rule),
    },
    /** How a route has a row looked up. */
    lookup: lifted
      ? { parameter: 'owner_id: UUID | None', argument: 'owner_id' }
      : { parameter: 'owner: User', argument: 'owner.id' },
    /** Who the parent row is looked up for where a row is created. */
    parentOwnerOfNew: scopeOf(reachOfCreate(access)),
    /** Whose rows are read, for docstrings: `the caller's reviews`. */
    whose: whoseWords(reading, feature),
    /** The field of responses, and of filters, that says whose a row is. */
    owners: {
      response: showsOwner ? ['    owner_id: UUID'] : [],
      filter: showsOwner ? ['    owner_id: UUID | None = None'] : [],
    },
    /** Whether callers need not be signed in to read. */
    isReadAnonymously: access.read.kind === 'public',
  };
}

/** What the route of a request says about whose rows it reaches. */
export interface RequestReach {
  /** Whose rows it reaches. */
  readonly kind: Reach['kind'];
  /** The same as what it passes on to the service: `None` for everyone's. */
  readonly ownerId: string;
  /** The same as what it passes on to what looks a row up. */
  readonly owner: string;
  /** Who the parent row is looked up for. */
  readonly parentOwner: string;
  /** The parameter for who has signed in, before a comma, if it matters who that is. */
  readonly currentUser: string;
  /** The line that lets only the owner, and some roles, change a row that others find. */
  readonly denial: readonly string[];
}

/** Returns whose rows are reached, as source text: `None` for everyone's. */
function scopeOf(reach: Reach, attribute = ''): string {
  const own = `current_user${attribute}`;
  if (reach.kind === 'own') return own;
  if (reach.kind === 'all') return 'None';
  return `None if ${hasRole('current_user', reach.roles)} else ${own}`;
}

function whoseWords(
  reach: Reach,
  { aLabel, labels }: FeatureView,
): { readonly some: string; readonly one: string } {
  if (reach.kind === 'all') return { some: labels, one: aLabel };
  const own = `the caller's ${labels}`;
  if (reach.kind === 'own') return { some: own, one: `one of ${own}` };
  const all = `everyone's for ${reach.roles.join(' and ')}`;
  return { some: `${own}, or ${all}`, one: `one of ${own}, or of ${all}` };
}
