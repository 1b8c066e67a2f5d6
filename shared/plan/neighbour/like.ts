/** Writes a feature the way one that stands is written: its files, what it defines in shared ones, its registrations. */
import { RefusalError, UsageError } from '../../errors.js';
import type { FeatureSpec } from '../../feature/spec.js';
import type { Backend } from '../../project/foreign/backend.js';
import { isTest, type ModelHabits } from '../../project/foreign/models.js';
import { losesZones } from '../../project/foreign/sqlite.js';
import {
  ownDefinitions,
  type StandingFeature,
  standingFeatures,
} from '../../project/neighbour/features.js';
import { Holes, mentionOf, renaming } from '../../project/neighbour/words.js';
import { addFromImport } from '../../python/imports.js';
import { parseOnce } from '../../python/syntax.js';
import type { FeatureView, FieldView } from '../feature-view.js';
import { columnLine } from '../foreign/fitted-view/model-lines.js';
import type { Part, PartRegistration } from '../layout.js';
import { type FieldChange, type NewField, withFields } from './field-regions.js';
import { importsFor } from './needed-imports.js';
import { repeatRegistrations } from './registrations.js';

/** What a feature consists of that is written as its neighbour is. */
export interface Likeness {
  readonly neighbour: StandingFeature;
  readonly parts: readonly Part[];
  readonly registrations: readonly PartRegistration[];
  readonly notes: readonly string[];
}

/**
 * Returns the feature that a new one is to be written like.
 *
 * @param like its name, as it is typed.
 * @throws UsageError if there is none of that name, with those that there are.
 */
export function chooseNeighbour(backend: Backend, like: string): StandingFeature {
  const standing = standingFeatures(backend);
  const found = standing.find(({ model }) => model.feature === like || model.features === like);
  if (found !== undefined) return found;
  const names = standing.map(({ model }) => model.feature);
  throw new UsageError(
    names.length === 0
      ? `--like ${like}: no feature stands in this backend yet. Leave the option out.`
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

function wordsOf({ model }: StandingFeature, feature: FeatureView, { models }: ModelHabits) {
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
 * @param finished formats the text of a file the way the backend does, and refuses names that nothing defines.
 * @throws RefusalError where the neighbour does not say how something is written.
 */
export function writeLike(
  backend: Backend,
  neighbour: StandingFeature,
  feature: FeatureView,
  habits: ModelHabits,
  finished: (path: string, text: string) => string,
): Likeness {
  const { modules } = backend;
  refuseUnlike(feature, habits);
  refuseLostZones(feature, losesZones(modules));
  const { model } = neighbour;
  const words = wordsOf(neighbour, feature, habits);
  const holes = new Holes();
  const quoted = (text: string) => inQuotes(text, backend.tooling.quotes);
  const fields = feature.writable.map((field) => newField(field, feature, habits, quoted));
  const kept = new Set([...neighbour.files, ...neighbour.shared.map(({ path }) => path)]);
  const rename = (path: string, text: string) => {
    const foreign = kept.has(path) ? foreignNames(backend, neighbour, path) : [];
    return words(protect(text, foreign, sharedListName(backend, kept, model.features), holes));
  };
  const left = new Map<string, string[]>();
  const gone = new Set<string>();
  const change: FieldChange = {
    model: model.name,
    old: ownFields(backend, neighbour, habits),
    fields,
    gone,
    bare: (name) => name.replaceAll(new RegExp(mentionOf(model), 'g'), ''),
  };
  const changed = (path: string, text: string) =>
    withFields(text, change, holes, isTest(path, modules));
  const sources = new Map([
    ...neighbour.files.map((path) => [path, modules.source(path)] as const),
    ...neighbour.shared.map(({ path }) => [path, definitionsIn(backend, neighbour, path)] as const),
  ]);
  for (let size = -1; size < gone.size; ) {
    size = gone.size;
    for (const [path, text] of sources) {
      const { left: names, lost, particular } = changed(path, text);
      refuseLost(
        model.feature,
        path,
        lost,
        [...change.old].filter((name) => fields.every((each) => each.name !== name)),
      );
      left.set(path, [...names]);
      if (!isTest(path, modules)) for (const name of particular) gone.add(name);
    }
  }
  const complete = (path: string, text: string) => {
    const renamed = holes.fill(rename(path, changed(path, text).text));
    return importsFor(path, renamed, fields).reduce(
      (edited, one) => addFromImport(edited, { path, ...one }),
      renamed,
    );
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
          refusing(model.feature, () => finished(target, complete(path, modules.source(path)))),
      },
    ];
  });
  const definitions = neighbour.shared.map(
    ({ path }): PartRegistration => ({
      path,
      layer: 'feature',
      why: `Defines what ${model.feature} has here, too.`,
      edit: (source = '') => {
        const own = definitionsIn(backend, neighbour, path);
        const text = holes.fill(rename(path, changed(path, own).text)).trim();
        const standing = ownDefinitions(source, model);
        const last = standing.at(-1);
        if (text === '' || source.includes(text) || last === undefined) return source;
        const edited = `${source.slice(0, last.to)}\n\n\n${text}${source.slice(last.to)}`;
        return importsFor(path, edited, fields).reduce(
          (result, one) => addFromImport(result, { path, ...one }),
          edited,
        );
      },
    }),
  );
  const mention = mentionOf(model);
  const registrations = neighbour.registrations.map(
    (path): PartRegistration => ({
      path,
      layer: 'application',
      why: `Makes the feature known as it does ${model.feature}.`,
      edit: (source = '') => repeatRegistrations(path, source, { mention, rename: words }),
    }),
  );
  return {
    neighbour,
    parts,
    registrations: [...definitions, ...registrations],
    notes: [
      `Written like ${model.feature}: ${[...sources.keys()].join(', ')}.`,
      ...unseenReferences(feature, change.old).map(
        (name) =>
          `Nothing in ${model.feature} shows how ${name} of no row is answered, so nothing checks it: a database that enforces ` +
          'foreign keys fails, and SQLite keeps it unless told otherwise. Check it by hand, or leave --like out: a fitted feature refuses it.',
      ),
      ...[...left]
        .filter(([, names]) => names.length > 0)
        .map(
          ([path, names]) =>
            `Left out of what ${path} has, as it is about other fields: ${[...new Set(names)].join(', ')}.`,
        ),
    ],
  };
}

/** Returns the columns of references that the neighbour does not have, by their names. */
function unseenReferences({ fields }: FeatureView, own: ReadonlySet<string>): string[] {
  return fields
    .filter(({ attribute, spec }) => spec.type === 'ref' && !own.has(attribute))
    .map(({ attribute }) => attribute);
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

/** @throws RefusalError if the feature would lack what every feature has. */
function refuseLost(
  like: string,
  path: string,
  [lost]: readonly string[],
  own: readonly string[],
): void {
  if (lost === undefined) return;
  throw new RefusalError(
    `--like ${like}: ${lost} in ${path} cannot be written without fields that ${like} has for itself (${own.join(', ')}). ` +
      'Give the feature those that it means, name another feature that stands, or leave --like out.',
    { place: '--like' },
  );
}

/** @throws RefusalError for what no neighbour shows how to write. */
function refuseUnlike({ fields, links }: FeatureView, { library }: ModelHabits): void {
  if (library === 'sqlmodel') {
    throw new RefusalError(
      '--like: models of SQLModel share their columns with schemas, and which class has which cannot be told yet. ' +
        'Leave --like out: the feature is fitted in all the same.',
      { place: '--like' },
    );
  }
  const field = fields.find(({ spec }) => spec.type === 'enum' || spec.type === 'refs');
  if (links.length === 0 && field === undefined) return;
  const name = field?.spec.name ?? links[0]?.attribute;
  throw new RefusalError(
    `--like: field "${name}" needs definitions that a neighbour does not have. Leave --like out, or make the field a str and change it by hand.`,
    { place: '--like' },
  );
}

/** @throws RefusalError if what the neighbour has does not make a module that works. */
function refusing(like: string, render: () => string): string {
  try {
    return render();
  } catch (error) {
    const message = (error as Error).message.replace(/^the template of/, 'written so,');
    throw new RefusalError(
      `--like ${like}: what belongs to its fields cannot be told from the rest.\n${message}\nName another feature, or leave --like out.`,
      { place: '--like' },
    );
  }
}

/** Writes simple strings with the quotes of the project: in a module of several features, nothing else is formatted. */
function inQuotes(text: string, quotes: 'double' | 'single'): string {
  return quotes === 'double' ? text : text.replaceAll(/"([^"'\\\n]*)"/g, "'$1'");
}

function newField(
  field: FieldView,
  feature: FeatureView,
  habits: ModelHabits,
  quoted: (text: string) => string,
): NewField {
  const alias = feature.aliases.find(({ name }) => name === field.checkedType);
  return {
    name: field.attribute,
    optional: field.spec.optional,
    type: field.plainType,
    checked: quoted(alias?.type ?? field.checkedType),
    column: quoted(columnLine(field, habits)),
    sample: field.sample,
    sampleInJson: field.sampleInJson ?? field.sample,
    otherSample: field.otherSample ?? field.sample,
  };
}

/** @throws RefusalError for an instant, where the database gives it back without its zone and no neighbour puts that right. */
function refuseLostZones({ fields }: FeatureView, isLost: boolean): void {
  const field = fields.find(({ spec }) => spec.type === 'datetime');
  if (!isLost || field === undefined) return;
  throw new RefusalError(
    `--like: field "${field.spec.name}" is an instant, and SQLite gives it back without its zone, which a neighbour does not put right. ` +
      'Leave --like out: a fitted feature does.',
    { place: '--like' },
  );
}

/** Returns the columns and relationships that the neighbour's model has for itself. */
export function ownFields(
  { modules }: Backend,
  { model }: StandingFeature,
  habits: ModelHabits,
): ReadonlySet<string> {
  const fact = modules.facts(model.path).classes.find(({ name }) => name === model.name);
  // The columns of `ItemBase` are those of the model, too.
  const bases = modules
    .facts(model.path)
    .classes.filter(({ name }) => fact?.bases.includes(name) && name.startsWith(model.name));
  const names = [fact, ...bases].flatMap((each) => [...(each?.fields.keys() ?? [])]);
  const others = new Set([
    model.id.name,
    'created_at',
    'updated_at',
    'deleted_at',
    'is_deleted',
    'model_config',
  ]);
  return new Set(
    names.filter(
      (name) => !name.startsWith('_') && !others.has(name) && !habits.inherited.has(name),
    ),
  );
}

function definitionsIn(
  { modules }: Backend,
  { model, shared }: StandingFeature,
  path: string,
): string {
  const text = modules.source(path);
  const names = shared.find((each) => each.path === path)?.names ?? [];
  return ownDefinitions(text, model)
    .filter((each) =>
      names.some((name) => parseOnce(text.slice(each.from, each.to)).text.includes(name)),
    )
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
        !own.has(path) && modules.facts(path).classes.some(({ fields }) => fields.has(features)),
    );
  return has ? features : undefined;
}

function protect(
  text: string,
  names: readonly string[],
  list: string | undefined,
  holes: Holes,
): string {
  const patterns = [
    String.raw`(?<=\.)items(?=\(\))`,
    ...names.map((name) => `(?<![\\w])${name}(?!\\w)`),
    ...(list === undefined
      ? []
      : [`(?<=\\.)${list}\\b`, `\\b${list}(?==[^=])`, `(?<=["'])${list}(?=["'])`]),
  ];
  return text.replaceAll(new RegExp(patterns.join('|'), 'g'), (found) => holes.of(found));
}
