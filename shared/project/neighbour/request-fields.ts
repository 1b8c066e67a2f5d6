/** What callers of a feature say of a row. */
import { splitTokens, tokenize } from '../../python/tokens.js';
import type { Modules } from '../foreign/modules.js';
import type { StandingFeature } from './features.js';

/** How deep classes of requests derive from each other. */
const DEPTH = 4;

/** What the requests say that create or change rows. */
export interface RequestFields {
  /** The fields of their bodies, and the parameters of their endpoints. */
  readonly said: ReadonlySet<string>;
  /** What their paths say: below what they are, or whose they are. */
  readonly inPaths: ReadonlySet<string>;
}

/** Returns what the requests say that create or change rows of a feature. Undefined if no class says what a body has. */
export function requestFields(
  modules: Modules,
  { files, model, shared }: StandingFeature,
): RequestFields | undefined {
  const names = new Map(shared.map((each) => [each.path, each.names]));
  const said = new Set<string>();
  const inPaths = new Set<string>();
  let areKnown = false;
  for (const path of [...files, ...names.keys()]) {
    for (const { decorators, name, parameters } of modules.facts(path).functions) {
      const isWriting = decorators.some((each) => /^\w+\.(post|put|patch)\(/.test(each));
      if (!isWriting || !(names.get(path)?.includes(name) ?? true)) continue;
      const below = decorators.flatMap((each) => [...each.matchAll(/\{(\w+)/g)]);
      for (const [, parameter = ''] of below) inPaths.add(parameter);
      for (const [parameter = '', ...words] of givenIn(parameters)) {
        if (!inPaths.has(parameter)) said.add(parameter);
        // A row that stands is none of what is said.
        const types = words.filter((each) => /(^|\.)[A-Z]\w*$/.test(each) && each !== model.name);
        const fields = types.flatMap((type) => fieldsOf(modules, path, type));
        areKnown ||= fields.length > 0;
        for (const field of fields) said.add(field);
      }
    }
  }
  return areKnown ? { said, inPaths } : undefined;
}

/** Returns the names in each parameter that a request gives, which no dependency does: `data`, `schemas.ItemCreate`. */
function givenIn(parameters: string): string[][] {
  const tokens = tokenize(parameters).lines.flatMap((line) => line.tokens);
  return splitTokens(tokens, ',')
    .map((each) =>
      each
        .map(({ text }) => text)
        .join(' ')
        .replaceAll(' . ', '.'),
    )
    .map((text): string[] => text.match(/[A-Za-z_][\w.]*/g) ?? [])
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
