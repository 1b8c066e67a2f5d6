/** Which values a neighbour passes on by their position: `create(session, title, text)`, `Book("Dune", 1965)`. */
import type { ModuleFacts } from '../../python/module-facts.js';
import { splitArguments } from './written-fields.js';

/** The parameters of functions and classes, in order, by what is called. */
export type Positions = ReadonlyMap<string, readonly string[]>;

/**
 * Returns the parameters of what modules define that have fields among them. Where several have one name, and other parameters, it
 * cannot be told which one is called.
 */
export function positionsIn(
  modules: readonly Pick<ModuleFacts, 'classes' | 'functions'>[],
  fields: ReadonlySet<string>,
): Positions {
  const found = new Map<string, readonly string[]>();
  const unclear = new Set<string>();
  const add = (name: string, parameters: readonly string[]) => {
    const known = found.get(name);
    if (known !== undefined && known.join() !== parameters.join()) unclear.add(name);
    found.set(name, parameters);
  };
  for (const { classes, functions } of modules) {
    const methods = classes.flatMap((each) => [...each.methods.values()]);
    for (const each of [...functions, ...methods]) {
      if (!each.name.startsWith('test')) add(each.name, namesOf(each.parameters));
    }
    for (const { bases, decorators, fields: own, methods: defined, name } of classes) {
      const init = defined.get('__init__');
      const isRecord =
        decorators.some((each) => /^(\w+\.)?dataclass\b/.test(each)) ||
        bases.includes('NamedTuple');
      if (init !== undefined) add(name, namesOf(init.parameters));
      else if (isRecord && (bases.length === 0 || bases.includes('NamedTuple'))) {
        add(
          name,
          [...own].flatMap(([field, { annotation }]) => (annotation === '' ? [] : [field])),
        );
      }
    }
  }
  return new Map(
    [...found].filter(
      ([name, parameters]) => !unclear.has(name) && parameters.some((each) => fields.has(each)),
    ),
  );
}

/** Returns the names of parameters that may be given by their position. */
function namesOf(parameters: string): string[] {
  const names = splitArguments(parameters).map((each) => /^[*\w/]+/.exec(each)?.[0] ?? '');
  const end = names.findIndex((name) => name.startsWith('*'));
  return names.slice(0, end < 0 ? undefined : end).filter((name) => !/^(self|cls|\/)$/.test(name));
}
