/** The scopes of a module, and which names are bound and read in each. */

import type { Read } from './expression-names.js';

/** A module, or the body of a class or a function. */
export class Scope {
  /** The names that are bound in it, each with the offset from which on it is. */
  readonly bound = new Map<string, number>();
  /** The names of its classes and functions. */
  readonly definitions = new Set<string>();
  /** Its variables, of which those that nothing uses are too many. */
  readonly variables = new Set<string>();
  readonly reads: Read[] = [];

  /**
   * @param indent how far its first line is indented.
   * @param name what a class is called.
   */
  constructor(
    readonly kind: 'class' | 'function' | 'module',
    readonly indent: number,
    readonly outer?: Scope,
    readonly name?: string,
  ) {}

  /** Whether a name that is bound in a scope may be read here before it is. */
  isBefore(owner: Scope, { at, name }: Read): boolean {
    for (let scope: Scope | undefined = this; scope !== owner; scope = scope?.outer) {
      // A function runs later than what is around it.
      if (scope === undefined || scope.kind === 'function') return false;
    }
    return at < (owner.bound.get(name) ?? 0);
  }

  bind(name: string, from: number): void {
    this.bound.set(name, Math.min(from, this.bound.get(name) ?? from));
  }

  /** Finds the scope in which a name that is read in this one is bound, in whatever order. */
  ownerOf(name: string): Scope | undefined {
    for (let scope: Scope | undefined = this; scope !== undefined; scope = scope.outer) {
      if (scope.bound.has(name) && (scope === this || scope.kind !== 'class')) return scope;
    }
    return undefined;
  }

  /**
   * Whether a read means what the module imports under that name.
   *
   * @param isDeferred whether annotations are only read when everything is defined.
   * @returns undefined if it is not certain.
   */
  readsModule({ at, isAnnotation, name }: Read, isDeferred: boolean): boolean | undefined {
    const owner = this.ownerOf(name);
    if (owner === undefined) return true;
    // Until it is bound in a class, the name is that of a scope further out.
    const isEarly = owner === this && this.kind === 'class' && at < (this.bound.get(name) ?? 0);
    if (isEarly && !(isAnnotation && isDeferred)) {
      return this.outer?.ownerOf(name) === undefined ? true : undefined;
    }
    // Annotations are not resolved quite like values.
    return isAnnotation || owner.kind === 'class' ? undefined : false;
  }
}
