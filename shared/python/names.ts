/** What names mean in a module that is edited. */
import type { EditedModule } from './edited-module.js';
import { type ImportedName, importsOf } from './imports.js';
import { type Definitions, factsOf, importsName, type ModuleFacts } from './module-facts.js';

/** The names that a module gives a meaning. */
export interface Names {
  /** Those that it defines itself. */
  readonly defined: ReadonlySet<string>;
  readonly imports: readonly ImportedName[];
}

const READING = 'names';

/** Returns the names of a module. */
export function namesOf(facts: Omit<ModuleFacts, 'includes'>): Names {
  return { defined: new Set(definedBy(facts)), imports: facts.imports };
}

/** Returns the names of the classes, functions and variables of a module. */
export function definedBy({ classes, functions, variables }: Definitions): string[] {
  return [...[...classes, ...functions].map(({ name }) => name), ...variables.keys()];
}

/**
 * Returns the names of a module that is edited.
 *
 * @param matters tells the imports that matter; without it, all of them do.
 */
export function namesIn(
  module: EditedModule,
  matters: (name: ImportedName) => boolean = () => true,
): Names {
  const { defined, imports } = readNames(module);
  // Those that edits have added are known where imports are added.
  const added = importsOf(module).flatMap(({ names }) => names.filter(matters));
  return { defined, imports: [...imports.filter(matters), ...added] };
}

/** Notes that a module has been given further definitions. */
export function noteDefined(module: EditedModule, names: readonly string[]): void {
  const { defined } = readNames(module);
  for (const name of names) defined.add(name);
}

function readNames(module: EditedModule) {
  return module.reading(
    READING,
    (parsed) => {
      const { defined, imports } = namesOf(factsOf(parsed));
      return { defined: new Set(defined), imports };
    },
    () => [],
  );
}

/** Whether a name stands for something in a module that runs: defined there, or imported. */
export function isTaken({ defined, imports }: Names, wanted: string): boolean {
  return defined.has(wanted) || importsName(imports, wanted);
}
