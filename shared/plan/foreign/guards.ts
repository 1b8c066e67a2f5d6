/** Who may call the endpoints of a feature, in the terms of an existing backend. */

import { RefusalError } from '../../errors.js';
import { ACTIONS, type Action, withoutOwner } from '../../feature/access.js';
import type { FeatureSpec } from '../../feature/spec.js';
import type { UserFact } from '../../project/foreign/access.js';
import type { Backend } from '../../project/foreign/backend.js';
import type { Definition } from '../../project/foreign/modules.js';

/** What decides whether a caller may use an endpoint. */
export interface Guard {
  /** The expression in `dependencies=[...]`. */
  readonly expression: string;
  /** A line that the expression needs in the router. */
  readonly line: string | undefined;
  readonly definitions: readonly Definition[];
  /** What a test overrides, as seen from the module of the router. */
  readonly overridden: { readonly name: string; readonly isLocal: boolean };
}

/** The guard of each action; none if it is public. */
export type Guards = Readonly<Record<Action, Guard | undefined>>;

/**
 * Decides who may call what.
 *
 * @throws RefusalError if the backend has no dependency for the requested access.
 */
export function decideAccess(backend: Backend, spec: FeatureSpec): Guards {
  return Object.fromEntries(
    ACTIONS.map((action) => {
      const assumed = spec.assumed.includes(action);
      const access = withoutOwner(spec.access[action]);
      return [action, decideGuard(backend, access, action, assumed)] as const;
    }),
  ) as Record<Action, Guard | undefined>;
}

function decideGuard(
  backend: Backend,
  access: ReturnType<typeof withoutOwner>,
  action: Action,
  assumed: boolean,
): Guard | undefined {
  const { user, admin, roles, unread } = backend.access;
  if (access.kind === 'public') return undefined;
  // By default, a role that the backend does not know becomes "signed in", and "signed in" becomes
  // "public" if nobody can sign in.
  if (access.kind === 'user' || (assumed && !knowsRoles(backend, access.roles))) {
    if (user !== undefined) return plainGuard(user);
    if (assumed && unread === undefined) return undefined;
    if (assumed) {
      throw new RefusalError(
        `somebody can sign in to this backend (${unread}), but no dependency was recognised that identifies the caller, and without one everybody could ${action}. ` +
          `Name it: --backend user=PATH:NAME. Or say who may: --${action} public.`,
        { place: '--backend' },
      );
    }
    throw new RefusalError(
      `--${action} user: no dependency that identifies the caller was found, such as get_current_user. ` +
        `Add one to the backend, or use --${action} public.`,
      { place: `--${action}`, suggestion: 'public' },
    );
  }
  const wanted = access.roles;
  if (roles !== undefined) return rolesGuard(backend, action, wanted);
  if (admin !== undefined && wanted.length === 1 && wanted[0] === 'admin') {
    return plainGuard(admin);
  }
  throw new RefusalError(
    `--${action} ${wanted.join('+')}: no dependency that checks roles was found, such as require_roles. ` +
      `Found: ${[user, admin].flatMap((one) => one?.dependency.name ?? []).join(', ') || 'none'}. ` +
      `Add one to the backend, or use --${action} user or public.`,
    { place: `--${action}` },
  );
}

/** Whether a backend can check these roles. */
function knowsRoles(backend: Backend, wanted: readonly string[]): boolean {
  const { admin, roles } = backend.access;
  if (roles === undefined) return admin !== undefined && wanted.join() === 'admin';
  const { enumeration, takes } = roles;
  if (takes === 'one' && wanted.length > 1) return false;
  return (
    enumeration === undefined || wanted.every((role) => findMember(backend, enumeration, role))
  );
}

function plainGuard({ dependency: definition, isFactory }: UserFact): Guard {
  if (isFactory) {
    return {
      expression: 'Depends(signed_in)',
      line: `signed_in = ${definition.name}()`,
      definitions: [definition],
      overridden: { name: 'signed_in', isLocal: true },
    };
  }
  return {
    expression: `Depends(${definition.name})`,
    line: undefined,
    definitions: [definition],
    overridden: { name: definition.name, isLocal: false },
  };
}

function rolesGuard(backend: Backend, action: Action, wanted: readonly string[]): Guard {
  const roles = backend.access.roles as NonNullable<Backend['access']['roles']>;
  const { dependency, enumeration, givesDepends, takes } = roles;
  if (takes === 'one' && wanted.length > 1) {
    throw new RefusalError(
      `--${action} ${wanted.join('+')}: ${dependency.name} in ${dependency.path} takes only one role. Give just one.`,
      { place: `--${action}` },
    );
  }
  const literals = wanted.map((role) =>
    enumeration === undefined ? `"${role}"` : memberOf(backend, enumeration, role, action),
  );
  const given = takes === 'list' ? `[${literals.join(', ')}]` : literals.join(', ');
  const name = `may_${action}`;
  return {
    expression: givesDepends ? name : `Depends(${name})`,
    line: `${name} = ${dependency.name}(${given})`,
    definitions: [dependency, ...(enumeration === undefined ? [] : [enumeration])],
    overridden: { name: givesDepends ? `${name}.dependency` : name, isLocal: true },
  };
}

function memberOf(backend: Backend, enumeration: Definition, role: string, action: Action): string {
  const member = findMember(backend, enumeration, role);
  if (member !== undefined) return `${enumeration.name}.${member}`;
  throw new RefusalError(
    `--${action} ${role}: ${enumeration.name} in ${enumeration.path} has no such role. It has: ${membersOf(
      backend,
      enumeration,
    )
      .map(([name]) => name)
      .join(', ')}.`,
  );
}

/** Finds the member of an enum whose name or value is a role. */
function findMember(backend: Backend, enumeration: Definition, role: string): string | undefined {
  return membersOf(backend, enumeration).find(
    ([name, { value }]) =>
      name.toLowerCase() === role.replaceAll('-', '_') || value.slice(1, -1).toLowerCase() === role,
  )?.[0];
}

function membersOf({ modules }: Backend, { path, name }: Definition) {
  const fact = modules.facts(path).classes.find((each) => each.name === name);
  return [...(fact?.fields ?? [])];
}
