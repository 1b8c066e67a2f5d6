/** Generators outside of this package, by the names that Yeoman gives them: `team:onion`, `@acme/team:onion`. */

/** A namespace: a package without the `generator-` in its name, and one of its sub-generators. */
export const NAMESPACE = /^(@[a-z0-9~-][\w.~-]*\/)?([a-z0-9~-][\w.~-]*):([A-Za-z0-9][\w-]*)$/;

/** The folders of a package that Yeoman looks for sub-generators in. */
export const LOOKUPS: readonly string[] = [
  '',
  'generators/',
  'lib/generators/',
  'dist/generators/',
];

/** Whether a name is written like that of a generator outside of this package. */
export function isNamespace(name: string): boolean {
  return NAMESPACE.test(name);
}

/** A namespace in its parts. */
export interface NamespaceParts {
  /** The package: `@acme/generator-team`. */
  readonly packageName: string;
  /** The sub-generator: `onion`. */
  readonly subGenerator: string;
}

/** Returns the parts of a namespace; undefined if it is none. */
export function partsOf(namespace: string): NamespaceParts | undefined {
  const [, scope = '', name, subGenerator] = NAMESPACE.exec(namespace) ?? [];
  if (name === undefined || subGenerator === undefined) return undefined;
  return { packageName: `${scope}generator-${name}`, subGenerator };
}

/**
 * Returns the namespace of a generator.
 *
 * @param packageName the name of its package: `@acme/generator-team`.
 * @param module its module, from the folder of the package: `dist/generators/onion/index.js`.
 * @returns undefined if the package is not named like one of generators, or the module is not where Yeoman looks for them.
 */
export function namespaceOf(packageName: string, module: string): string | undefined {
  const [, scope = '', name] = /^(@[^/]+\/)?generator-(.+)$/.exec(packageName) ?? [];
  const [, folder = '', subGenerator] = /^(.*?)([^/]+)\/index\.[cm]?js$/.exec(module) ?? [];
  if (name === undefined || subGenerator === undefined || !LOOKUPS.includes(folder))
    return undefined;
  const namespace = `${scope}${name}:${subGenerator}`;
  return isNamespace(namespace) ? namespace : undefined;
}

/** Returns what is typed for a sub-generator under Yeoman: `yo fastapi-feature:onion`, `yo team:onion`. */
export function yeomanCommand(generator: string): string {
  return isNamespace(generator) ? `yo ${generator}` : `yo fastapi-feature:${generator}`;
}
