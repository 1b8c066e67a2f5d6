/** Writes a feature the way one that stands is written: its files, what it defines in shared ones, its registrations. */
import { UsageError } from '../../errors.js';
import type { FeatureSpec } from '../../feature/spec.js';
import type { Backend } from '../../project/foreign/backend.js';
import { type BackendModel, isTest, type ModelHabits } from '../../project/foreign/models.js';
import type { Modules } from '../../project/foreign/modules.js';
import { losesZones } from '../../project/foreign/sqlite.js';
import {
  ownDefinitions,
  type StandingFeature,
  signingIn,
  standingFeature,
} from '../../project/neighbour/features.js';
import { isUnguarded } from '../../project/neighbour/guarding.js';
import { nearestModels } from '../../project/neighbour/nearest.js';
import { whyLeft } from '../../project/neighbour/own-modules.js';
import {
  type FeatureWords,
  Holes,
  mentionOf,
  proseRenaming,
  renaming,
} from '../../project/neighbour/words.js';
import { newlineOf } from '../../python/edits.js';
import { addFromImport, type PythonImport } from '../../python/imports.js';
import { importStatementsOf } from '../../python/module-facts.js';
import { definedName, parseOnce } from '../../python/syntax.js';
import { isString, splitTokens, tokenize } from '../../python/tokens.js';
import type { FeatureView } from '../feature-view.js';
import type { Part, PartRegistration } from '../layout.js';
import { type Choices, choicesOf } from './choices.js';
import { refuseColumnsOfOthers } from './columns-of-others.js';
import { commonRelationship, type FieldChange } from './field-context.js';
import { withFields } from './field-regions.js';
import { isOfMany } from './field-words.js';
import { importsFor } from './needed-imports.js';
import { neededMembers, repeatMembers, withoutMembers } from './needed-members.js';
import { type NewField, newFieldsOf } from './new-fields.js';
import {
  columnBase,
  type OwnReference,
  ownFields,
  ownReferences,
  ownRelationships,
  ownTargets,
  unaskedReferences,
} from './own-fields.js';
import { derivedCheck } from './references.js';
import {
  refuseLost,
  refuseLostZones,
  refuseModelOfAnother,
  refuseOtherTable,
  refuseUnlike,
  refusing,
} from './refusals.js';
import { repeatRegistrations, withoutRepeatedItems } from './registrations.js';
import { rowFixture } from './row-fixtures.js';

/** What a feature consists of that is written as its neighbour is. */
export interface Likeness {
  readonly neighbour: StandingFeature;
  readonly parts: readonly Part[];
  readonly registrations: readonly PartRegistration[];
  readonly notes: readonly string[];
  /** What nothing checks, as the neighbour does not show how; these are among the notes. */
  readonly unchecked: readonly string[];
  /** The choices of its fields, which its migration has, too. */
  readonly choices: Choices;
}

/**
 * Returns the feature that a new one is to be written like.
 *
 * @param like its name, as it is typed.
 * @throws UsageError if there is none of that name, with those that there are.
 */
export function chooseNeighbour(backend: Backend, like: string): StandingFeature {
  const models = nearestModels(backend);
  const found = models.find(({ feature, features }) => feature === like || features === like);
  if (found !== undefined) return standingFeature(backend, found);
  const names = models.map(({ feature }) => feature);
  throw new UsageError(
    names.length === 0
      ? `--like ${like}: no feature stands in this backend yet. Say --like none, or leave the option out.`
      : `--like ${like}: no feature of that name stands in this backend. Allowed: ${names.join(', ')}.`,
    { place: '--like' },
  );
}

/** Returns the class of a feature's model, and its module, where the feature is written like another. */
export function modelLike(
  neighbour: StandingFeature,
  feature: FeatureView,
  habits: ModelHabits,
): { readonly name: string; readonly path: string } {
  const words = wordsOf(neighbour, feature, habits);
  const { name, path } = neighbour.model;
  return { name: words(name), path: neighbour.files.includes(path) ? inPath(path, words) : path };
}

/** Returns the table of a feature that is written like another one: called as its model will say, or as its base computes it. */
export function tableLike(
  neighbour: StandingFeature,
  feature: FeatureWords,
  habits: ModelHabits,
): string {
  const { name, table, tableOfClass } = neighbour.model;
  const words = wordsOf(neighbour, feature, habits);
  if (!tableOfClass) return words(table);
  return words(name).toLowerCase() + table.slice(name.length);
}

function wordsOf({ model }: StandingFeature, feature: FeatureWords, { models }: ModelHabits) {
  const others = models.filter((each) => each !== model);
  return renaming(model, feature, others);
}

/** Renames a path: in one of files, words are joined as in modules, whatever URLs do. */
function inPath(path: string, words: (text: string) => string): string {
  return path.split('/').map(words).join('/');
}

/**
 * Works out a feature as its neighbour is written.
 *
 * @param snippet formats definitions that come into a module the way that is formatted.
 * @param finished formats the text of a file the way the backend does, and refuses names that nothing defines.
 * @param added what people have added to a neighbour that a run wrote, by name.
 * @throws RefusalError where the neighbour does not say how something is written.
 */
export function writeLike(
  backend: Backend,
  neighbour: StandingFeature,
  feature: FeatureView,
  habits: ModelHabits,
  snippet: (module: string, text: string) => string,
  finished: (path: string, text: string) => string,
  added: ReadonlySet<string> = new Set(),
): Likeness {
  const { modules } = backend;
  refuseUnlike(feature);
  refuseModelOfAnother(neighbour);
  refuseOtherTable(neighbour, feature, backend.migrations !== undefined);
  refuseLostZones(feature, losesZones(modules));
  const { model } = neighbour;
  const words = wordsOf(neighbour, feature, habits);
  const holes = new Holes();
  const quoted = (text: string) => inQuotes(text, backend.tooling.quotes);
  const choices = choicesOf(backend, neighbour, feature, habits);
  const fields = newFieldsOf(feature, habits, modules, choices, quoted);
  const kept = new Set([...neighbour.files, ...neighbour.shared.map(({ path }) => path)]);
  const rename = (path: string, text: string) => {
    const foreign = kept.has(path) ? foreignNames(backend, neighbour, path) : [];
    const sentences =
      prose === undefined
        ? text
        : inSentences(text, isTest(path, modules) ? said : undefined, (sentence) =>
            holes.of(words(prose(sentence))),
          );
    return words(protect(sentences, foreign, sharedListName(backend, kept, model.features), holes));
  };
  const prose = proseRenaming(model, feature);
  const said = [...neighbour.files, ...neighbour.registrations]
    .filter((path) => !isTest(path, modules))
    .map((path) => modules.source(path))
    .join('\n');
  const left = new Map<string, string[]>();
  const gone = new Set([...signingIn(modules, neighbour), ...added]);
  const checked = new Set<string>();
  const targets = ownTargets(backend, neighbour, habits);
  const all = ownFields(backend, neighbour, habits);
  const common = commonReferences(fields, ownReferences(backend, neighbour, habits));
  const change = {
    model: model.name,
    key: model.id.name,
    old: all,
    relationships: ownRelationships(backend, neighbour),
    unasked: new Set(unaskedReferences(backend, neighbour, habits).keys()),
    fields,
    gone,
    isMigrated: backend.migrations !== undefined,
    isDataclass: habits.dataclass,
    base: columnBase(backend, neighbour),
    targets,
    members: choices.members,
    fixtures: fixturesIn(modules),
    bodies: bodiesIn(modules),
    parametersOf: parametersIn(modules, [...kept]),
    bare: (name: string) => name.replaceAll(new RegExp(mentionOf(model), 'g'), ''),
    rename: words,
  };
  const changed = (path: string, text: string) => {
    const here = path === choices.home && !choices.isGathered;
    // A reference that both have stays as it is written, but for a column that a migration of ours makes.
    const isColumn = path === model.path && change.isMigrated;
    const same = isColumn ? new Set<string>() : common;
    const own: FieldChange = {
      ...change,
      old: new Set([...all].filter((name) => !same.has(name) && !same.has(`${name}_id`))),
      fields: fields.filter(({ name }) => !same.has(name)),
      hasModel: path === model.path,
      definitions: here ? quoted(choices.definitions) : '',
      rowFixture: (target) => {
        const found = rowFixture(modules, path, target);
        return found && { ...found, id: quoted(found.id), idInJson: quoted(found.idInJson) };
      },
      check: (check, field) =>
        derivedCheck(
          modules,
          path,
          text,
          check,
          targets.get(check.field) as BackendModel,
          field,
          words,
        ),
    };
    return withFields(text, own, holes, isTest(path, modules));
  };
  const sources = new Map([
    ...neighbour.files.map((path) => [path, modules.source(path)] as const),
    ...neighbour.shared.map(({ path }) => [path, definitionsIn(backend, neighbour, path)] as const),
  ]);
  const used = new Map<string, string>();
  for (let size = -1; size < gone.size; ) {
    size = gone.size;
    for (const [path, text] of sources) {
      const { checked: found, left: names, lost, particular, text: taken } = changed(path, text);
      for (const name of found) checked.add(name);
      refuseLost(
        model.feature,
        path,
        lost,
        [...change.old].filter((name) => fields.every((each) => each.name !== name)),
        targets,
      );
      left.set(
        path,
        names.filter((name) => !added.has(name)),
      );
      if (isTest(path, modules)) continue;
      for (const name of particular) gone.add(name);
      used.set(path, taken);
    }
  }
  refuseColumnsOfOthers(backend, neighbour, used);
  const withImports = (target: string, text: string, imports: readonly PythonImport[]) =>
    imports.reduce((edited, one) => addFromImport(edited, { ...one, path: target }), text);
  const needed = (path: string, target: string, text: string, more: readonly PythonImport[]) => {
    const edited = withImports(target, text, more);
    return withImports(
      target,
      edited,
      importsFor(target, edited, fields, ownImports(path, target)),
    );
  };
  const ownImports = (path: string, target: string): PythonImport[] => {
    const isRelative = modules.importsRelatively(path) && !isTest(path, modules);
    const from = (file: string, name: string) =>
      file === target ? [] : [{ module: modules.importPath(target, file, isRelative), name }];
    const home = choices.isGathered ? choices.home : inPath(choices.home, words);
    return [
      ...[...choices.members.keys()].flatMap((name) => from(home, name)),
      ...fields.flatMap(({ relationship, target: to }) =>
        relationship === undefined || to === undefined ? [] : from(to.path, to.name),
      ),
      ...choices.imports,
    ];
  };
  const complete = (path: string, target: string, text: string) => {
    const { imports, text: written } = changed(path, text);
    return needed(path, target, holes.fill(rename(path, written)), imports);
  };
  const parts = neighbour.files.flatMap((path): Part[] => {
    const target = inPath(path, words);
    if (target === path) return [];
    return [
      {
        path: target,
        layer: isTest(path, modules) ? 'tests' : 'feature',
        why: `Written like ${path}.`,
        render: () =>
          refusing(model.feature, () => {
            const source = modules.source(path);
            const text = complete(path, target, source);
            // What nothing here uses is there for others.
            return isPassingOn(path, source)
              ? endingAlike(source, snippet(source, withoutGone(text, gone, words)))
              : finished(target, text);
          }),
      },
    ];
  });
  const definitionsFor = (path: string, source: string) => {
    const { imports, text } = changed(path, definitionsIn(backend, neighbour, path));
    const written = holes.fill(rename(path, text)).trim();
    // What is left out leaves its empty lines.
    const apart = written.replaceAll(/(\r?\n){4,}/g, newlineOf(source).repeat(3));
    return { imports, text: snippet(source, apart) };
  };
  const definitions = neighbour.shared.map(
    ({ path }): PartRegistration => ({
      path,
      layer: 'feature',
      why: `Defines what ${model.feature} has here, too.`,
      edit: (source = '') => {
        const { imports, text } = definitionsFor(path, source);
        const standing = ownDefinitions(source, model);
        const last = standing.at(-1);
        if (text === '' || source.includes(text) || last === undefined) return source;
        const edited = `${source.slice(0, last.to)}\n\n\n${text}${source.slice(last.to)}`;
        return needed(path, path, edited, imports);
      },
      defines: (source) => {
        const { imports, text } = definitionsFor(path, source);
        return text === '' ? '' : needed(path, path, text, imports);
      },
    }),
  );
  const mention = mentionOf(model);
  const own = mentionOf(feature);
  const members = neededMembers(backend, neighbour, sharedListName(backend, kept, model.features));
  const memberPlaces = [...members.values()].flat();
  const membersAt = (path: string) =>
    [...members].flatMap(([name, paths]) => (paths.includes(path) ? [name] : []));
  // What lists such members is there for the new ones, too: who may do what.
  const constants = [...members.keys()].filter((name) => name === name.toUpperCase());
  const listing =
    constants.length === 0
      ? []
      : modules
          .mentioning(new RegExp(`\\.(${constants.join('|')})\\b`))
          .filter((path) => !kept.has(path) && !isTest(path, modules));
  const places = new Set([...neighbour.registrations, ...memberPlaces, ...listing]);
  const registrations = [...places].map(
    (path): PartRegistration => ({
      path,
      layer: 'application',
      why: `Makes the feature known as it does ${model.feature}.`,
      edit: (source = '') => {
        const names = membersAt(path);
        const left = namesFrom(
          modules,
          path,
          neighbour.left.map((each) => each.path),
        );
        const withMembers = repeatMembers(source, names, words);
        const relationships = new Set(
          fields.flatMap((each) => commonRelationship(change, each) ?? []),
        );
        return repeatRegistrations(path, withMembers, {
          mention,
          own,
          left,
          relationships,
          rename: words,
        });
      },
      withoutItems: (source) =>
        withoutRepeatedItems(withoutMembers(source, membersAt(path), words), {
          mention,
          own,
          rename: words,
        }),
    }),
  );
  const unchecked = [
    ...(isUnguarded(backend, neighbour)
      ? [
          `Nobody has to sign in for the endpoints of ${model.feature}, so nobody has to for these. Ask for it by hand, ` +
            'or have it fitted in from templates (layered or package-per-feature, --like none), where whoever calls is signed in.',
        ]
      : []),
    ...unseenReferences(feature, change.old, checked).map(
      (name) =>
        `Nothing that is taken of ${model.feature} shows how ${name} of no row is answered, so nothing checks it: a database that enforces ` +
        'foreign keys fails, and SQLite keeps it unless told otherwise. Check it by hand, or have it fitted in from templates (layered or package-per-feature, --like none), where it is refused.',
    ),
    ...unseenRepeats(feature, backend, neighbour).map(
      (name) =>
        `Nothing that is taken of ${model.feature} shows how another row with the same ${name} is answered, so such a request fails with 500. ` +
        'Answer it by hand, or have it fitted in from templates (layered or package-per-feature, --like none), where it is answered with 409.',
    ),
  ];
  return {
    neighbour,
    unchecked,
    parts,
    registrations: [...gatheredChoices(choices, quoted), ...definitions, ...registrations],
    choices,
    notes: [
      `Written like ${model.feature}: ${[...sources.keys()].join(', ')}.`,
      ...neighbour.left.map((each) => `There is none like ${each.path}: ${whyLeft(each)}.`),
      ...(neighbour.signsIn
        ? [
            `${model.feature} is how people sign in: who may call what is written like it may be others than it should be. Check that.`,
          ]
        : []),
      ...unchecked,
      ...(added.size === 0
        ? []
        : [
            `Left out, as somebody has added it to what was written for ${model.feature}: ${[...added].join(', ')}.`,
          ]),
      ...[...left]
        .filter(([, names]) => names.length > 0)
        .map(
          ([path, names]) =>
            `Left out of what ${path} has, as it is about other fields: ${[...new Set(names)].join(', ')}.`,
        ),
    ],
  };
}

/** Returns the names that a module has from some others, and those modules themselves. */
function namesFrom(modules: Modules, path: string, others: readonly string[]): Set<string> {
  const found = modules
    .facts(path)
    .imports.filter((each) => modules.filesOf(path, each).some((file) => others.includes(file)));
  return new Set(found.map(({ bound }) => bound));
}

/** Ends a text with a line, unless what it is written like is empty. */
function endingAlike(source: string, text: string): string {
  return source === '' ? text : `${text}\n`;
}

/** Whether a module is a package's own that only passes on what it imports, and does not list it. */
function isPassingOn(path: string, source: string): boolean {
  return (
    path.endsWith('/__init__.py') &&
    parseOnce(source).statements.every(
      ({ keyword, tokens }) => keyword === 'from' || (tokens.length === 1 && keyword === ''),
    )
  );
}

/** Takes the names out of imports that the new feature does not define. */
function withoutGone(
  text: string,
  gone: ReadonlySet<string>,
  words: (text: string) => string,
): string {
  const missing = new Set([...gone].map(words));
  let result = text;
  for (const { from, names, to } of importStatementsOf(parseOnce(text)).toReversed()) {
    const kept = names.filter(({ name }) => !missing.has(name));
    const [first, last] = [names[0], names.at(-1)];
    if (kept.length === names.length || first === undefined || last === undefined) continue;
    const list = kept.map((each) => text.slice(each.from, each.to)).join(', ');
    result =
      kept.length === 0
        ? result.slice(0, from) + result.slice(to).replace(/^\r?\n/, '')
        : result.slice(0, first.from) + list + result.slice(last.to);
  }
  return result;
}

/** Returns the columns of references that the neighbour does not have, by their names. */
function unseenReferences(
  { fields }: FeatureView,
  own: ReadonlySet<string>,
  checked: ReadonlySet<string>,
): string[] {
  return fields
    .filter(
      ({ attribute, spec }) =>
        spec.type === 'ref' && !own.has(attribute) && !checked.has(attribute),
    )
    .map(({ attribute }) => attribute);
}

/** Returns the unique fields, where neither the neighbour nor the application says what becomes of a row that repeats one. */
function unseenRepeats(
  { fields }: FeatureView,
  { modules }: Backend,
  { files, shared }: StandingFeature,
): string[] {
  const own = [...files, ...shared.map(({ path }) => path)];
  const isAnswered = modules
    .mentioning(/\bIntegrityError\b/)
    .some(
      (path) =>
        own.includes(path) ||
        /exception_handler\(\s*[\w.]*IntegrityError/.test(modules.source(path)),
    );
  return isAnswered
    ? []
    : fields.filter(({ spec }) => spec.unique).map(({ attribute }) => attribute);
}

/** Returns the columns of references that the neighbour and the new feature have alike. */
function commonReferences(
  fields: readonly NewField[],
  own: ReadonlyMap<string, OwnReference>,
): ReadonlySet<string> {
  const alike = fields.filter(({ name, optional, target }) => {
    const reference = own.get(name);
    return (
      reference !== undefined && reference.target === target && reference.optional === optional
    );
  });
  return new Set(alike.map(({ name }) => name));
}

/** Defines the choices of a feature where those of all features are. */
function gatheredChoices(
  { definitions, home, imports, isGathered, members }: Choices,
  quoted: (text: string) => string,
): PartRegistration[] {
  if (!isGathered || definitions === '') return [];
  const withNeeded = (text: string) =>
    importsFor(home, text, [], imports).reduce(
      (result, one) => addFromImport(result, { ...one, path: home }),
      text,
    );
  return [
    {
      path: home,
      layer: 'feature',
      why: 'Defines its choices where those of all features are.',
      edit: (source = '') => {
        const [first = ''] = members.keys();
        if (new RegExp(`^class ${first}\\b`, 'm').test(source)) return source;
        const newline = newlineOf(source);
        const text = `${source.trimEnd()}\n\n\n${quoted(definitions)}\n`;
        const edited = newline === '\n' ? text : text.replaceAll(/\r?\n/g, newline);
        return withNeeded(edited);
      },
      defines: () => withNeeded(quoted(definitions)),
    },
  ];
}

/**
 * Writes sentences anew: comments, docstrings, and strings of several words.
 *
 * @param said where strings that are no docstrings have to stand, too: what tests wait for is what the application says.
 */
function inSentences(
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

/** Returns the names of all fixtures. */
function fixturesIn(modules: Modules): ReadonlySet<string> {
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
function parametersIn(modules: Modules, paths: readonly string[]): FieldChange['parametersOf'] {
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
function bodiesIn(modules: Modules): ReadonlySet<string> {
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

/** Returns what is written of a likeness, and what its page and the next steps say of it. */
export function pageOf({ parts, registrations }: Likeness, { tests }: FeatureSpec) {
  const written = parts.filter(({ layer }) => tests || layer !== 'tests');
  const modules = written.filter(({ path }) => !path.endsWith('__init__.py'));
  const own = modules.filter(({ layer }) => layer !== 'tests').map(({ path }) => path);
  const service = own.find((path) => /service|use_?case/.test(path));
  return {
    parts: written,
    requestPath: own,
    nextRule: `In \`${service ?? own[0] ?? registrations[0]?.path}\`.`,
    tests: modules.find(({ layer }) => layer === 'tests')?.path,
  };
}

/** Writes simple strings with the quotes of the project: in a module of several features, nothing else is formatted. */
function inQuotes(text: string, quotes: 'double' | 'single'): string {
  return quotes === 'double' ? text : text.replaceAll(/"([^"'\\\n]*)"/g, "'$1'");
}

function definitionsIn(
  { modules }: Backend,
  { model, shared }: StandingFeature,
  path: string,
): string {
  const text = modules.source(path);
  const names = shared.find((each) => each.path === path)?.names ?? [];
  return ownDefinitions(text, model)
    .filter((each) => names.includes(definedName(each) as string))
    .map(({ from, to }) => text.slice(from, to))
    .join('\n\n\n');
}

/** Returns the names with the neighbour's words that a module imports from what is not its own. */
function foreignNames(
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
function sharedListName(
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

function protect(
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
