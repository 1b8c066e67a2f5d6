/** Classes whose instances are dependencies: `Depends(AccessTokenBearer())`. */
import type { ClassFact, FunctionFact } from '../../python/module-facts.js';
import type { Definition, Modules } from './modules.js';

/** What FastAPI calls of an instance. */
export interface InstanceCall {
  readonly call: FunctionFact;
  /** The names of all classes that it derives from, as they are written. */
  readonly bases: readonly string[];
}

/**
 * Returns what is called of an instance of a class that can be made without arguments.
 *
 * @returns undefined for what is no class, for one whose instances cannot be called, and for one that takes arguments.
 */
export function instanceCallOf(modules: Modules, definition: Definition): InstanceCall | undefined {
  const chain = chainOf(modules, definition);
  const method = (name: string) => chain.flatMap((each) => each.methods.get(name) ?? [])[0];
  const call = method('__call__');
  const bases = chain.flatMap((each) => each.bases);
  // What people sign in with by a form has to be told where that is.
  const needed = bases.some((base) => /OAuth2|APIKey|OpenIdConnect/.test(base));
  const made = method('__init__');
  if (call === undefined || (made === undefined ? needed : takesArguments(made))) return undefined;
  return { call, bases };
}

/** Returns a class and those that it derives from, as far as the backend defines them. */
function chainOf(modules: Modules, { name, path }: Definition, depth = 0): ClassFact[] {
  const fact = modules.facts(path).classes.find((each) => each.name === name);
  if (fact === undefined || depth > 10) return [];
  const above = fact.bases.flatMap((base) => {
    const definition = modules.resolve(path, base);
    return definition === undefined ? [] : chainOf(modules, definition, depth + 1);
  });
  return [fact, ...above];
}

function takesArguments({ parameters }: FunctionFact): boolean {
  return parameters
    .split(',')
    .map((each) => each.trim())
    .some((each) => each !== '' && !/^(self|\*.*)$/.test(each) && !each.includes('='));
}
