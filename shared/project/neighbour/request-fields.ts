/** What callers of a feature say of a row. */
import { splitTokens, tokenize } from '../../python/tokens.js';
import type { Modules } from '../foreign/modules.js';
import type { StandingFeature } from './features.js';

/** How deep classes of requests derive from each other. */
const DEPTH = 4;

/**
 * Returns what the requests say that create or change rows of a feature: the fields of their bodies, and the parameters of
 * their endpoints. Undefined if no class says what a body has.
 */
export function requestFields(
  modules: Modules,
  { files, model, shared }: StandingFeature,
): ReadonlySet<string> | undefined {
  const names = new Map(shared.map((each) => [each.path, each.names]));
  const found = new Set<string>();
  let areKnown = false;
  for (const path of [...files, ...names.keys()]) {
    for (const { decorators, name, parameters } of modules.facts(path).functions) {
      const isWriting = decorators.some((each) => /^\w+\.(post|put|patch)\(/.test(each));
      if (!isWriting || !(names.get(path)?.includes(name) ?? true)) continue;
      for (const parameter of givenIn(parameters)) {
        found.add(parameter[0] ?? '');
        // A row that stands is none of what is said.
        const types = parameter.filter((each) => /^[A-Z]/.test(each) && each !== model.name);
        const fields = types.flatMap((type) => fieldsOf(modules, path, type));
        areKnown ||= fields.length > 0;
        for (const field of fields) found.add(field);
      }
    }
  }
  return areKnown ? found : undefined;
}

/** Returns the words of each parameter that a request gives, which no dependency does. */
function givenIn(parameters: string): string[][] {
  const tokens = tokenize(parameters).lines.flatMap((line) => line.tokens);
  return splitTokens(tokens, ',')
    .map((each) => each.map(({ text }) => text))
    .filter((words) => !words.includes('Depends') && !words.includes('Security'));
}

/** Returns the fields of a class and of those that it derives from, as a module calls it. */
function fieldsOf(modules: Modules, from: string, name: string, depth = 0): string[] {
  const definition = depth < DEPTH ? modules.resolve(from, name) : undefined;
  if (definition === undefined) return [];
  const { path } = definition;
  const fact = modules.facts(path).classes.find((each) => each.name === definition.name);
  if (fact === undefined) return [];
  return [
    ...fact.fields.keys(),
    ...fact.bases.flatMap((base) => fieldsOf(modules, path, base, depth + 1)),
  ];
}
