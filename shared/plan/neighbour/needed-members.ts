/** What a neighbour uses of classes that it shares with others, by names that are its own: `Permission.VIEW_NOTES`, `uow.notes`. */
import type { Backend } from '../../project/foreign/backend.js';
import { isTest } from '../../project/foreign/models.js';
import { isOfAnother, type StandingFeature } from '../../project/neighbour/features.js';
import { mentionOf } from '../../project/neighbour/words.js';
import { lineStart, newlineOf } from '../../python/edits.js';
import { bindsName } from '../../python/module-facts.js';
import { definedName, parseOnce, type Statement } from '../../python/syntax.js';
import { tokenize } from '../../python/tokens.js';

const OF_TABLES = /^([rR]elationship|ForeignKey|foreign_key|mapped_column|Column)$/;

/** Members of shared classes, by their names, and the modules in which such a class is. */
export type NeededMembers = ReadonlyMap<string, readonly string[]>;

/**
 * Finds the members of shared classes that a feature uses and that are called after it, which a feature that is written like it
 * uses, too.
 *
 * @param except what lists of all features call their rows, if that is a word of the neighbour: `items`.
 */
export function neededMembers(
  backend: Backend,
  { files, model, shared }: StandingFeature,
  except: string | undefined,
): NeededMembers {
  const { modules } = backend;
  const own = new Set([...files, ...shared.map(({ path }) => path)]);
  const mention = mentionOf(model);
  const sources = [...own].filter((path) => modules.paths.includes(path));
  const used = new Set(
    sources.flatMap((path) =>
      attributesIn(modules.source(path)).filter((name) => mention.test(name)),
    ),
  );
  const text = sources.map((path) => modules.source(path)).join('\n');
  const facts = sources.map((path) => modules.facts(path));
  const isOwn = (name: string) =>
    facts.some(
      (each) =>
        bindsName(each, name) ||
        each.classes.some(({ fields, methods }) => fields.has(name) || methods.has(name)),
    ) || new RegExp(`\\bself\\.${name}\\s*[:=](?!=)`).test(text);
  const found = [...used].flatMap((name) => {
    if (name === except || isOwn(name)) return [];
    const places = modules
      .mentioning(new RegExp(`\\b${name}\\b`))
      .filter(
        (path) =>
          !own.has(path) &&
          !isTest(path, modules) &&
          !/^down_revision\b/m.test(modules.source(path)),
      )
      .filter((path) =>
        modules
          .facts(path)
          .classes.some(
            (each) =>
              (each.fields.has(name) || each.methods.has(name)) &&
              !isOfAnother(backend, each, model),
          ),
      );
    return places.length === 0 ? [] : [[name, places] as const];
  });
  return new Map(found);
}

function attributesIn(source: string): string[] {
  return tokenize(source).lines.flatMap(({ tokens }) =>
    tokens.flatMap(({ text }, index) =>
      tokens[index - 1]?.text === '.' && /^[A-Za-z_]\w*$/.test(text) ? [text] : [],
    ),
  );
}

/**
 * Repeats members of the classes in a module under the names that the new feature uses.
 *
 * @returns the edited text; the same text where they are there already.
 */
export function repeatMembers(
  source: string,
  names: readonly string[],
  rename: (text: string) => string,
): string {
  return copiesIn(source, names, rename)
    .filter(({ copy }) => !source.includes(copy))
    .toSorted((a, b) => b.at - a.at)
    .reduce((text, { at, copy }) => text.slice(0, at) + copy + text.slice(at), source);
}

/** Takes the members of the new feature out of the classes in a module again, as far as they are still what was repeated. */
export function withoutMembers(
  source: string,
  names: readonly string[],
  rename: (text: string) => string,
): string {
  return copiesIn(source, names, rename).reduce(
    (text, { copy }) => text.replace(copy, () => ''),
    source,
  );
}

/** Returns the members of classes under the names of the new feature, each with where it belongs: behind the neighbour's. */
function copiesIn(source: string, names: readonly string[], rename: (text: string) => string) {
  return parseOnce(source).statements.flatMap(({ block, keyword }) =>
    keyword === 'class'
      ? (block ?? []).flatMap((each) => memberCopy(source, each, names, rename))
      : [],
  );
}

function memberCopy(
  source: string,
  statement: Statement,
  names: readonly string[],
  rename: (text: string) => string,
) {
  const { from, keyword, to, tokens } = statement;
  const isDefinition = keyword === 'def';
  const isAssigned = keyword === '' && /^[:=]$/.test(tokens[1]?.text ?? '');
  const name = isDefinition ? definedName(statement) : isAssigned ? tokens[0]?.text : undefined;
  if (name === undefined || !names.includes(name)) return [];
  // What a row of another model has of the neighbour's is for its table to have.
  if (tokens.some(({ text }) => OF_TABLES.test(text))) return [];
  // A decorator belongs to it.
  const text = rename(source.slice(lineStart(source, from), to));
  const newline = newlineOf(source);
  return [{ at: to, copy: (isDefinition ? newline : '') + newline + text }];
}
