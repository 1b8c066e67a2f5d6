/** What depends on whose row it is: the field that says so, and who reaches a row besides its owner. */
import { UsageError } from '../errors.js';
import { ACTIONS, type Access, type Action, callersOf, formatAccess } from './access.js';
import type { FieldSpec } from './field/spec.js';

type AccessByAction = Readonly<Record<Action, Access>>;

/** Who reaches the rows of others in one action. */
export interface OwnerRule {
  /** Those with one of these roles find the rows of others; for everyone else there are none. Undefined if all find them. */
  readonly foundBy: readonly string[] | undefined;
  /** Those with one of these roles may do it; everyone else is refused. Undefined if all who find a row may. */
  readonly allowed: readonly string[] | undefined;
}

/** Returns the field that is set from who has signed in, if there is one. */
export function callerOf(fields: readonly FieldSpec[]): FieldSpec | undefined {
  return fields.find(({ caller, type }) => caller && type === 'ref');
}

/** Whether anything about a feature depends on whose row it is. */
export function hasOwners({
  access,
  actions,
}: {
  readonly access: AccessByAction;
  readonly actions: readonly { readonly access?: Access }[];
}): boolean {
  return (
    ACTIONS.some((action) => access[action].kind === 'owner') ||
    actions.some((action) => action.access?.kind === 'owner')
  );
}

/** Whether all who may call at all find all rows, by who may read: not owners or roles alone. */
export function isPublished(read: Access): read is Exclude<Access, { readonly roles: unknown }> {
  return read.kind === 'public' || read.kind === 'user';
}

/**
 * Returns who reaches the rows of others to do something; undefined if that does not depend on whose they are.
 *
 * Nobody changes what they cannot read, unless they have a role for it: `user` means those who find the row.
 */
export function ownerRule(
  { read }: Pick<AccessByAction, 'read'>,
  said: Access,
): OwnerRule | undefined {
  const who = said.kind === 'user' && read.kind === 'owner' ? read : said;
  if (who.kind !== 'owner') return undefined;
  if (isPublished(read)) return { foundBy: undefined, allowed: who.roles };
  const readers = read.roles.filter((role) => !who.roles.includes(role));
  return {
    foundBy: [...who.roles, ...readers],
    allowed: readers.length === 0 ? undefined : who.roles,
  };
}

/**
 * Checks that who may do what goes together with a field that is set from who has signed in.
 *
 * @param place returns what messages call the access of an action.
 * @throws UsageError if nobody could be put there, or if everyone could delete what they cannot read.
 */
export function checkCaller(
  access: AccessByAction,
  fields: readonly FieldSpec[],
  place: (action: Action) => string,
): void {
  const caller = callerOf(fields);
  if (caller === undefined) return;
  if (access.write.kind === 'public') {
    throw new UsageError(
      `${place('write')}: "public" lets everyone create rows, but "${caller.name}" is set from who has signed in. ` +
        'Use user, owner or roles, or leave "caller" out.',
      { place: place('write') },
    );
  }
  if (access.read.kind === 'owner' && access.delete.kind === 'public') {
    throw new UsageError(
      `${place('delete')}: "public" lets everyone delete what ${callersOf(access.read)} alone may read. ` +
        'Use user, owner or roles.',
      { place: place('delete') },
    );
  }
}

/**
 * Checks that something says whose rows they are. In an existing backend, `owner` can be one of its roles.
 *
 * @throws UsageError if the owner may do something, but no field says who that is.
 */
export function requireOwners({
  access,
  fields,
}: {
  readonly access: AccessByAction;
  readonly fields: readonly FieldSpec[];
}): void {
  const action = ACTIONS.find((each) => access[each].kind === 'owner');
  if (action === undefined || callerOf(fields) !== undefined) return;
  throw new UsageError(
    `--${action} ${formatAccess(access[action])}: no field says whose a row is. ` +
      `Add one that is set from who has signed in, such as ${SUGGESTED}.`,
    { place: `--${action}`, suggestion: SUGGESTED },
  );
}

/** A field that says whose a row is. */
const SUGGESTED = 'owner:ref=User:caller';
