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
import { isCalled, nearestModels } from '../../project/neighbour/nearest.js';
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
import { definedName } from '../../python/syntax.js';
import type { FeatureView, FieldView } from '../feature-view.js';
import type { Part, PartRegistration } from '../layout.js';
import { type Choices, choicesOf } from './choices.js';
import { columnStyle } from './column-style.js';
import { refuseColumnsOfOthers } from './columns-of-others.js';
import { commonWords } from './common-references.js';
import type { FieldChange } from './field-context.js';
import { withFields } from './field-regions.js';
import { gatheredChoices } from './gathered-choices.js';
import { foreignNames, inSentences, protect, sharedListName } from './kept-words.js';
import { importsFor } from './needed-imports.js';
import { neededMembers, repeatMembers, withoutMembers } from './needed-members.js';
import { type NewField, newFieldsOf } from './new-fields.js';
import { otherEnds } from './other-ends.js';
import {
  columnBase,
  fieldExamples,
  type OwnReference,
  ownFields,
  ownReferences,
  ownRelationships,
  ownTargets,
  unaskedReferences,
  writtenColumns,
} from './own-fields.js';
import { endingAlike, isPassingOn, withoutGone } from './passing-on.js';
import { positionsIn } from './positions.js';
import { derivedCheck } from './references.js';
import {
  refuseLost,
  refuseLostZones,
  refuseModelOfAnother,
  refuseOtherTable,
  refuseSharedKey,
  refuseUnlike,
  refusing,
} from './refusals.js';
import { repeatRegistrations, withoutRepeatedItems } from './registrations.js';
import { rowFixture } from './row-fixtures.js';
import { refuseSameEndpoints } from './same-endpoints.js';
import { bodiesIn, fixturesIn, parametersIn } from './standing-functions.js';
import { uncheckedIn } from './unchecked.js';
import { standingFor, withUniqueFields } from './unique-checks.js';
import { uniqueFields } from './unique-fields.js';

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
  /** Returns a field with its column in a migration, as the model has that. */
  migrated(field: FieldView): FieldView;
}

/**
 * Returns the feature that a new one is to be written like.
 *
 * @param like its name, as it is typed.
 * @throws UsageError if there is none of that name, with those that there are.
 */
export function chooseNeighbour(backend: Backend, like: string): StandingFeature {
  const models = nearestModels(backend);
  const found = models.find((model) => isCalled(model, like));
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
  const bare = (name: string) => name.replaceAll(new RegExp(mentionOf(model), 'g'), '');
  const columns = columnStyle(writtenColumns(backend, neighbour, habits), bare, words);
  const fields = newFieldsOf(feature, habits, modules, choices, columns, quoted);
  const kept = new Set([...neighbour.files, ...neighbour.shared.map(({ path }) => path)]);
  const listName = sharedListName(backend, kept, model.features);
  const rename = (path: string, text: string) => {
    const foreign = kept.has(path) ? foreignNames(backend, neighbour, path) : [];
    const sentences =
      prose === undefined
        ? text
        : inSentences(text, isTest(path, modules) ? said : undefined, (sentence) =>
            holes.of(words(prose(sentence))),
          );
    return words(protect(sentences, foreign, listName, holes));
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
  const relationships = ownRelationships(backend, neighbour);
  const ends = otherEnds(backend, neighbour, fields, { relationships, targets, rename: words });
  const change = {
    model: model.name,
    key: model.id.name,
    old: all,
    relationships,
    otherEnds: ends,
    commonWords: commonWords(fields, targets),
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
    examples: fieldExamples(backend, neighbour),
    positions: positionsIn(
      [...kept].filter((path) => modules.paths.includes(path)).map((path) => modules.facts(path)),
      all,
    ),
    bare,
    parametersOf: parametersIn(modules, [...kept]),
    rename: words,
  };
  const answered = new Set<string>();
  const unique = uniqueFields(backend, neighbour, feature, fields, all, targets);
  refuseSharedKey(model.feature, unique);
  const changed = (path: string, source: string) => {
    const made = withUniqueFields(source, unique, isTest(path, modules));
    const { text } = made;
    for (const name of made.checked) answered.add(name);
    for (const name of made.gone) gone.add(name);
    const here = path === choices.home && !choices.isGathered;
    // A reference that both have stays as it is written, but for a column that a migration of ours makes.
    const isColumn = path === model.path && change.isMigrated;
    const same = isColumn ? new Set<string>() : common;
    const own: FieldChange = {
      ...change,
      old: new Set([...all].filter((name) => !same.has(name) && !same.has(`${name}_id`))),
      fields: fields.filter(({ name }) => !same.has(name)),
      optional: unique.optional,
      standing: standingFor(unique),
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
  refuseSameEndpoints(backend, neighbour, used, (path, text) => holes.fill(rename(path, text)));
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
    // What is left out leaves its empty lines: of those, one is between what is indented, and two are elsewhere.
    const newline = newlineOf(source);
    const apart = written.replaceAll(
      /(?:[ \t]*\r?\n){3,}([ \t]*)/g,
      (_, indent: string) => newline.repeat(indent === '' ? 3 : 2) + indent,
    );
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
  const members = neededMembers(backend, neighbour, listName);
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
  const places = new Set([
    ...neighbour.registrations,
    ...memberPlaces,
    ...listing,
    ...ends.values(),
  ]);
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
        return repeatRegistrations(path, withMembers, {
          mention,
          own,
          left,
          relationships: new Set(ends.keys()),
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
  const unchecked = uncheckedIn(backend, neighbour, feature, {
    references: new Set([...change.old, ...checked]),
    repeats: answered,
  });
  return {
    neighbour,
    unchecked,
    parts,
    registrations: [...gatheredChoices(choices, quoted), ...definitions, ...registrations],
    choices,
    migrated: columns.migrated,
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
