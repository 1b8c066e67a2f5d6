/** The words of the neighbour that a feature which is written like it has, too: they are no names of its own. */
import type { Backend } from '../../project/foreign/backend.js';
import type { StandingFeature } from '../../project/neighbour/features.js';
import { type Holes, mentionOf } from '../../project/neighbour/words.js';
import { isString, tokenize } from '../../python/tokens.js';

/**
 * Writes sentences anew: comments, docstrings, and strings of several words.
 *
 * @param said where strings that are no docstrings have to stand, too: what tests wait for is what the application says.
 */
export function inSentences(
  text: string,
  said: string | undefined,
  write: (sentence: string) => string,
): string {
  const { comments, lines } = tokenize(text);
  const strings = lines.flatMap(({ tokens }) =>
    tokens.filter(
      (token) =>
        isString(token) &&
        /\s/.test(token.text) &&
        (tokens.length === 1 || said === undefined || said.includes(token.text)),
    ),
  );
  let [result, done] = ['', 0];
  for (const { from, to } of [...comments, ...strings].toSorted((a, b) => a.from - b.from)) {
    result += text.slice(done, from) + write(text.slice(from, to));
    done = to;
  }
  return result + text.slice(done);
}

/** Returns the names with the neighbour's words that a module imports from what is not its own. */
export function foreignNames(
  { modules }: Backend,
  { files, model, shared }: StandingFeature,
  path: string,
): string[] {
  const mention = mentionOf(model);
  const own = new Set([...files, ...shared.map((each) => each.path)]);
  return modules.facts(path).imports.flatMap(({ bound, module, name }) => {
    if (!mention.test(bound)) return [];
    const separator = module.endsWith('.') || module === '' ? '' : '.';
    const definition = modules.resolve(path, bound)?.path;
    const targets = [
      modules.find(path, `${module}${separator}${name}`),
      definition,
      modules.find(path, module),
    ];
    return targets.some((target) => target !== undefined && own.has(target)) ||
      targets[0] !== undefined
      ? []
      : [bound];
  });
}

/** The type of a field that has rows of any feature. */
const LIST = /\b(list|sequence|iterable|tuple|set|collection)\b/i;

/** Returns what lists of all features call their rows, if that is the neighbour's own word: `items`. */
export function sharedListName(
  { modules }: Backend,
  own: ReadonlySet<string>,
  features: string,
): string | undefined {
  const has = modules
    .mentioning(new RegExp(`\\b${features}\\b`))
    .some(
      (path) =>
        !own.has(path) &&
        modules
          .facts(path)
          .classes.some(({ fields }) => LIST.test(fields.get(features)?.annotation ?? '')),
    );
  return has ? features : undefined;
}

/** Matches where a text in quotes is not that of a table or a tag, which each feature has for itself. */
const OF_NO_FEATURE = String.raw`(?<!\b(?:__tablename__\s*(?::[^=\n]*)?=|Table\(|tags\s*=\s*\[)\s*["'])`;

/** Keeps those words from being renamed. */
export function protect(
  text: string,
  names: readonly string[],
  list: string | undefined,
  holes: Holes,
): string {
  const patterns = [
    String.raw`(?<=\.)items(?=\(\))`,
    // What HTTP calls so is no feature.
    String.raw`(?<=\.)(get|post|put|patch|delete|head|options)(?=\()`,
    ...names.map((name) => `(?<![\\w])${name}(?!\\w)`),
    ...(list === undefined
      ? []
      : [
          `(?<!^[ \\t]*(?:from|import)[ \\t][^\\n]*)(?<=\\.)${list}\\b`,
          `\\b${list}(?==[^=])`,
          `${OF_NO_FEATURE}(?<=["'])${list}(?=["'])`,
        ]),
  ];
  return text.replaceAll(new RegExp(patterns.join('|'), 'gm'), (found) => holes.of(found));
}
