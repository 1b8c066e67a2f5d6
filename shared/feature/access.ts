/** Who may do what with a feature. */
import { UsageError } from '../errors.js';
import { meant } from '../suggestion.js';

/** What callers do with a feature: read (list, get), write (create, update) and delete. */
export const ACTIONS = ['read', 'write', 'delete'] as const;

/** One of the things that callers do with a feature. */
export type Action = (typeof ACTIONS)[number];

/** Makes something of each action. */
export function byAction<Value>(make: (action: Action) => Value): Readonly<Record<Action, Value>> {
  return { read: make('read'), write: make('write'), delete: make('delete') };
}

/**
 * Who may do something: everyone, anyone who is signed in, anyone with one of the roles, or the owner of a row and
 * anyone with one of the roles.
 */
export type Access =
  | { readonly kind: 'public' }
  | { readonly kind: 'user' }
  | { readonly kind: 'roles'; readonly roles: readonly string[] }
  | { readonly kind: 'owner'; readonly roles: readonly string[] };

/** What stands for the owner of a row among roles. */
const OWNER = 'owner';

/**
 * Reads who may do something: `public`, `user`, `owner`, `admin`, `owner+admin`, `editor+auditor`.
 *
 * @param place where the text was given, for the message: `--read`.
 * @throws UsageError for a malformed role, or for a role next to `public` or `user`.
 */
export function parseAccess(text: string, place: string): Access {
  if (isForAll(text)) return { kind: text };
  const roles = text.split('+');
  for (const role of roles) {
    if (isForAll(role)) {
      const everyone = role === 'public' ? 'everyone' : 'every signed-in user';
      throw new UsageError(
        `${place}: "${text}" contradicts itself: "${role}" lets ${everyone} in, so no role can be required. ` +
          `Use ${role} alone, or only roles: ${onlyRoles(roles)}.`,
        { place },
      );
    }
    if (ROLE.test(role)) continue;
    const lower = text.toLowerCase().replaceAll(/[\s,|/]+/g, '+');
    const near = isAccess(lower) ? lower : undefined;
    throw new UsageError(
      `${place}: "${role}" cannot be a role. Allowed: public, user, or owner and roles separated by "+" (admin, ` +
        `owner+admin). A role has up to 50 lowercase letters, digits, hyphens and underscores, and starts with a letter. ${meant(near)}`.trimEnd(),
      { place, suggestion: near },
    );
  }
  const repeated = roles.find((role, index) => roles.indexOf(role) !== index);
  if (repeated !== undefined) {
    throw new UsageError(
      `${place}: the role "${repeated}" appears twice in "${text}". Remove one of them.`,
      { place },
    );
  }
  const others = roles.filter((role) => role !== OWNER);
  return { kind: others.length < roles.length ? 'owner' : 'roles', roles: others };
}

function isAccess(text: string): boolean {
  const roles = text.split('+');
  if (roles.length === 1 && isForAll(text)) return true;
  return roles.every((role, index) => isRole(role) && roles.indexOf(role) === index);
}

/** Returns those that are roles; an example if none is. */
function onlyRoles(given: readonly string[]): string {
  return [...new Set(given.filter(isRole))].join('+') || 'admin';
}

function isRole(text: string): boolean {
  return ROLE.test(text) && !isForAll(text);
}

function isForAll(text: string): text is 'public' | 'user' {
  return text === 'public' || text === 'user';
}

/** Returns who may do something, in words: `any signed-in user`. */
export function callersOf(access: Access): string {
  if (access.kind === 'public') return 'everyone';
  if (access.kind === 'user') return 'any signed-in user';
  return namesOf(access).join(' or ');
}

/** Returns who may create something, in words: nobody owns what is not there yet. */
export function creatorsOf(access: Access): string {
  return callersOf(access.kind === 'owner' ? { kind: 'user' } : access);
}

/** Returns who may do something, one after the other: `the owner`, `the role admin`. */
function namesOf({ kind, roles }: Extract<Access, { readonly roles: unknown }>): string[] {
  const [first, ...others] = roles;
  const named = first === undefined ? [] : [`the role ${first}`, ...others];
  return kind === 'owner' ? ['the owner', ...named] : named;
}

/** Returns who may do something where rows have no owners: `owner` is a role like any other. */
export function withoutOwner(access: Access): Exclude<Access, { readonly kind: 'owner' }> {
  if (access.kind !== 'owner') return access;
  return { kind: 'roles', roles: [OWNER, ...access.roles] };
}

const ROLE = /^[a-z][a-z0-9_-]{0,49}$/;

/** Writes who may do something in the form that {@link parseAccess} reads. */
export function formatAccess(access: Access): string {
  if (access.kind === 'owner') return [OWNER, ...access.roles].join('+');
  return access.kind === 'roles' ? access.roles.join('+') : access.kind;
}
