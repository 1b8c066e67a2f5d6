/** The functions that stand in a backend, by their names: fixtures, what tests send, and what is called with what. */
import { isTest } from '../../project/foreign/models.js';
import type { Modules } from '../../project/foreign/modules.js';
import { splitTokens, tokenize } from '../../python/tokens.js';
import type { FieldChange } from './field-context.js';
import { isOfMany } from './field-words.js';

/** Returns the names of all fixtures. */
export function fixturesIn(modules: Modules): ReadonlySet<string> {
  const paths = modules.mentioning(/\bfixture\b/).filter((path) => isTest(path, modules));
  return new Set(
    paths.flatMap((path) =>
      modules
        .facts(path)
        .functions.filter(({ decorators }) => decorators.some((each) => /\bfixture\b/.test(each)))
        .map(({ name }) => name),
    ),
  );
}

/** Returns how to look up the parameters of functions and methods by their names, each with whether it may be missing. */
export function parametersIn(
  modules: Modules,
  paths: readonly string[],
): FieldChange['parametersOf'] {
  const found = new Map<string, Map<string, boolean>>();
  for (const path of paths) {
    const { classes, functions } = modules.facts(path);
    for (const { name, parameters } of [
      ...functions,
      ...classes.flatMap(({ methods }) => [...methods.values()]),
    ]) {
      const own = found.get(name) ?? new Map<string, boolean>();
      found.set(name, own);
      const tokens = tokenize(parameters).lines.flatMap((line) => line.tokens);
      for (const piece of splitTokens(tokens, ',')) {
        own.set(
          piece[0]?.text ?? '',
          piece.some(({ text }) => /^(=|None)$/.test(text)) || isOfMany(name),
        );
      }
    }
  }
  return (name) => found.get(name) ?? new Map();
}

/** Returns the functions of tests that make dictionaries, which tests send. */
export function bodiesIn(modules: Modules): ReadonlySet<string> {
  const paths = modules.paths.filter((path) => isTest(path, modules));
  return new Set(
    paths.flatMap((path) =>
      modules
        .source(path)
        .split(/^(?=[ \t]*(?:async )?def )/m)
        .filter((text) => /-> (dict|Dict|Mapping)\b|return (\{|dict\()/.test(text))
        .flatMap((text) => /^[ \t]*(?:async )?def (\w+)/.exec(text)?.[1] ?? []),
    ),
  );
}
