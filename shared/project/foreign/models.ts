/** The models of a backend, and what a new one has to look like. */

import { posix } from 'node:path';
import type { IdKind } from '../../feature/field/dialect.js';
import { isPlural, pascalOf, pluralOf, singularOf, snakeOf } from '../../feature/naming.js';
import { plainString } from '../../python/literals.js';
import type { AssignmentFact, ClassFact } from '../../python/module-facts.js';
import { rememberedFeatures } from '../memory.js';
import type { Workspace } from '../workspace.js';
import type { Definition, Modules } from './modules.js';
import { packagedTable } from './packaged-models.js';

/** A column of a model. */
export interface ColumnFact {
  readonly name: string;
  readonly kind: IdKind | 'datetime' | 'boolean';
  readonly nullable: boolean;
  /** Its definition in the class, as source text. */
  readonly text: string;
  /** What it is set to there: `mapped_column(...)`; empty if it is only annotated. */
  readonly value: string;
}

/** A model that exists in the backend. */
export interface BackendModel extends Definition {
  /** The names of its feature: `order_item`, `order_items`. */
  readonly feature: string;
  readonly features: string;
  readonly table: string;
  /** Whether nobody has named the table: it is called like the class in lower case. */
  readonly tableOfClass: boolean;
  /** The database schema of the table, if the model names one. */
  readonly schema: string | undefined;
  readonly id: ColumnFact;
}

/** A base class as models name it, from the project or from a package. */
export interface BaseClass {
  readonly name: string;
  /** Where the project defines it, if it does. */
  readonly definition: Definition | undefined;
  /** The package it is imported from, if the project does not define it. */
  readonly module: string | undefined;
}

/** How the backend writes models. */
export interface ModelHabits {
  readonly library: 'sqlalchemy' | 'sqlmodel';
  /** The base classes of a new model, in order. */
  readonly bases: readonly BaseClass[];
  /** What maps models by a decorator, where they have no base class. */
  readonly registry: Definition | undefined;
  /** What has the metadata of the tables: one of the base classes, as a mixin has none, or the registry. */
  readonly tableBase: string;
  /** How many models have exactly these bases. */
  readonly usedBy: number;
  readonly models: readonly BackendModel[];
  /** Whether columns are written with `Mapped[...]`, not with `Column(...)` alone. */
  readonly typed: boolean;
  /** Whether models are dataclasses. */
  readonly dataclass: boolean;
  readonly id: ColumnFact;
  /** The columns of the base classes. */
  readonly inherited: ReadonlyMap<string, ColumnFact>;
  /** The columns for times that each model declares itself. */
  readonly ownTimes: readonly string[];
  /** Whether tables are named in the plural. */
  readonly pluralTables: boolean;
}

interface ModelClass extends Definition {
  readonly fact: ClassFact;
  /** Its base classes within the project, direct ones first. */
  readonly ancestors: readonly (Definition & { readonly fact: ClassFact })[];
  /** The base of all models that it derives from, as its package calls it; `registry` for what a decorator maps. */
  readonly root: string;
  /** What maps it by a decorator, and whether as a dataclass. */
  readonly mapping: Mapping | undefined;
}

interface Mapping {
  readonly registry: Definition;
  readonly isDataclass: boolean;
}

const WORDS =
  /\b(DeclarativeBase|as_declarative|declarative_base|generate_base|SQLModel|Mapped|Column)\b|__tablename__|SQLAlchemyBase|\bmapped_as_dataclass\b/;
const ROOTS = new Set(['DeclarativeBase', 'DeclarativeBaseNoMeta', 'SQLModel']);

/** Reads how a backend writes models; undefined if it has no base class for them. */
export function readModels(modules: Modules): ModelHabits | undefined {
  const paths = modules.mentioning(WORDS).filter((path) => mayHaveModels(modules, path));
  const classes = paths.flatMap((path) =>
    modules
      .facts(path)
      .classes.flatMap((fact) => describeClass(modules, { path, name: fact.name }, fact) ?? []),
  );
  const models = classes.filter(isModel);
  const bases = chooseBases(modules, models, classes) ?? mappedBy(models);
  if (bases === undefined) return undefined;
  const sample = models.find((model) => sameBases(basesOf(modules, model), bases.bases));
  const inherited = inheritedBy(modules, bases.bases, sample);
  const tables = mentionedTables(modules);
  const names = rememberedNames(modules.workspace);
  const described = models.map((model) => describeModel(model, modules, tables, names));
  const root = sample?.root ?? bases.root;
  const own = models.filter((model) => !model.name.startsWith('Base'));
  return {
    library: root === 'SQLModel' ? 'sqlmodel' : 'sqlalchemy',
    bases: bases.bases,
    registry: bases.mapping?.registry,
    tableBase: bases.mapping?.registry.name ?? tableBaseAmong(modules, bases.bases),
    usedBy: bases.usedBy,
    models: described,
    typed: isTyped(models),
    dataclass: bases.mapping?.isDataclass ?? isDataclass(modules, bases.bases),
    id: inherited.get('id') ?? commonId(described),
    inherited,
    ownTimes: ['created_at', 'updated_at'].filter(
      (name) =>
        !inherited.has(name) &&
        own.filter(({ fact }) => fact.fields.has(name)).length * 2 > own.length,
    ),
    pluralTables: prefersPlural(described),
  };
}

/** Whether other files may import models from a file: not from tests, nor from migrations. */
function mayHaveModels(modules: Modules, path: string): boolean {
  const isImportable = /^[A-Za-z_]\w*$/.test(posix.basename(path, '.py'));
  return isImportable && !isTest(path, modules) && !/^down_revision\b/m.test(modules.source(path));
}

/** Whether a file contains tests. A module with such a name need not: `blood_test.py` may be one of a feature. */
export function isTest(path: string, modules: Modules): boolean {
  if (/(^|\/)(tests?|testing)\/|(^|\/)conftest\.py$/.test(path)) return true;
  if (!/(^|\/)(test_[^/]*|[^/]*_test)\.py$/.test(path)) return false;
  return /^[ \t]*(async )?def test|^class Test\w*(\(\w*TestCase\))?:|\b(pytest|unittest)\b/m.test(
    modules.source(path),
  );
}

const NONE: ReadonlyMap<string, never> = new Map<string, never>();

function describeClass(
  modules: Modules,
  { path, name }: Definition,
  fact: ClassFact,
  depth = 0,
): ModelClass | undefined {
  if (depth > 10) return undefined;
  const ancestors: { path: string; name: string; fact: ClassFact }[] = [];
  let root: string | undefined = fact.decorators.some((each) => /as_declarative/.test(each))
    ? 'declarative_base'
    : undefined;
  for (const base of fact.bases) {
    const last = base.split('.').at(-1) ?? base;
    const definition = modules.resolve(path, base);
    if (definition === undefined) {
      if (ROOTS.has(last)) root ??= last;
      continue;
    }
    const parent = modules
      .facts(definition.path)
      .classes.find((one) => one.name === definition.name);
    if (parent === undefined) {
      const value = modules.facts(definition.path).variables.get(definition.name)?.value ?? '';
      if (/declarative_base\(|generate_base\(/.test(value)) root ??= 'declarative_base';
      // Another name for a class: `Base = DBTable`.
      if (/^[\w.]+$/.test(value)) {
        const renamed = {
          name,
          decorators: [],
          bases: [value],
          keywords: NONE,
          fields: NONE,
          methods: NONE,
        };
        const behind = describeClass(modules, { path: definition.path, name }, renamed, depth + 1);
        ancestors.push(...(behind?.ancestors ?? []));
        root ??= behind?.root || undefined;
      }
      continue;
    }
    const above = describeClass(modules, definition, parent, depth + 1);
    ancestors.push({ ...definition, fact: parent }, ...(above?.ancestors ?? []));
    root ??= above?.root || undefined;
  }
  const mapping = mappingOf(modules, path, fact);
  return { path, name, fact, ancestors, root: root ?? (mapping ? 'registry' : ''), mapping };
}

/** Returns what maps a class: `@tables.mapped_as_dataclass`, or `@mapped_as_dataclass(tables)`. */
function mappingOf(modules: Modules, path: string, { decorators }: ClassFact): Mapping | undefined {
  for (const decorator of decorators) {
    const [, before, method = ''] =
      /^([\w.]+)\.(mapped(?:_as_dataclass)?)\b/.exec(decorator) ??
      /^(?:\w+\.)*mapped_as_dataclass\(\s*([\w.]+)/.exec(decorator) ??
      [];
    const registry = before === undefined ? undefined : modules.resolve(path, before);
    if (registry === undefined) continue;
    const value = modules.facts(registry.path).variables.get(registry.name)?.value ?? '';
    if (/\bregistry\(/.test(value)) return { registry, isDataclass: method !== 'mapped' };
  }
  return undefined;
}

function isModel({ fact, ancestors, root }: ModelClass): boolean {
  if (root === '' || fact.fields.get('__abstract__')?.value === 'True') return false;
  if (root === 'SQLModel') return fact.keywords.get('table') === 'True';
  if (fact.fields.has('__tablename__') || packagedTable(fact.bases) !== undefined) return true;
  const named = ancestors.some(
    (one) => one.fact.methods.has('__tablename__') || one.fact.fields.has('__tablename__'),
  );
  return named && [...fact.fields.values()].some(isColumn);
}

function isColumn({ annotation, value }: AssignmentFact): boolean {
  return /\bMapped\b/.test(annotation) || /\b(mapped_column|Column)\(/.test(value);
}

/**
 * Returns the bases that another model would also have, without its own ones such as `ItemBase`.
 */
function basesOf(modules: Modules, { path, name, fact, root }: ModelClass): BaseClass[] {
  const bases = fact.bases.flatMap((text): BaseClass[] => {
    const last = text.split('.').at(-1) ?? text;
    const definition = modules.resolve(path, text);
    if (definition !== undefined) {
      if (last !== 'Base' && last.startsWith(name)) return [];
      return [{ name: definition.name, definition, module: undefined }];
    }
    // Of the classes in packages, only these say something about every model.
    if (!ROOTS.has(last) && !['AsyncAttrs', 'MappedAsDataclass'].includes(last)) return [];
    const imported = modules.facts(path).imports.find(({ bound }) => bound === text.split('.')[0]);
    return [{ name: last, definition: undefined, module: imported?.module || imported?.name }];
  });
  if (bases.length > 0 || root !== 'SQLModel') return bases;
  return [{ name: 'SQLModel', definition: undefined, module: 'sqlmodel' }];
}

function sameBases(one: readonly BaseClass[], other: readonly BaseClass[]): boolean {
  return keyOf(one) === keyOf(other);
}

function keyOf(bases: readonly BaseClass[]): string {
  return bases
    .map(({ name, definition, module }) => `${definition?.path ?? module}:${name}`)
    .join();
}

/** What models derive from, or what maps them. */
interface ChosenBases {
  readonly bases: readonly BaseClass[];
  readonly usedBy: number;
  readonly root: string;
  readonly mapping?: Mapping;
}

/** Returns the registry that maps most models. */
function mappedBy(models: readonly ModelClass[]): ChosenBases | undefined {
  const keys = models.flatMap(({ mapping }) => mapping ?? []);
  const count = ({ registry: { name, path } }: Mapping) =>
    keys.filter(({ registry }) => registry.name === name && registry.path === path).length;
  const [mapping] = keys.toSorted((a, b) => count(b) - count(a));
  return mapping && { bases: [], usedBy: count(mapping), root: 'registry', mapping };
}

function chooseBases(
  modules: Modules,
  models: readonly ModelClass[],
  classes: readonly ModelClass[],
): ChosenBases | undefined {
  const votes = new Map<string, { bases: BaseClass[]; usedBy: number; root: string }>();
  for (const model of models) {
    const bases = basesOf(modules, model);
    if (bases.length === 0) continue;
    const vote = votes.get(keyOf(bases)) ?? { bases, usedBy: 0, root: model.root };
    vote.usedBy += 1;
    votes.set(keyOf(bases), vote);
  }
  const best = [...votes.values()].toSorted(
    (a, b) => b.usedBy - a.usedBy || a.bases.length - b.bases.length,
  )[0];
  if (best !== undefined) return best;
  // There is no model yet, but a base class for models.
  const declared = classes.find(({ mapping, root }) => root !== '' && mapping === undefined);
  if (declared !== undefined && declared.root !== 'SQLModel') {
    const { path, name, root } = declared;
    return { bases: [{ name, definition: { path, name }, module: undefined }], usedBy: 0, root };
  }
  for (const path of modules.mentioning(/declarative_base\(/)) {
    for (const [name, { value }] of modules.facts(path).variables) {
      if (!/declarative_base\(/.test(value)) continue;
      const bases = [{ name, definition: { path, name }, module: undefined }];
      return { bases, usedBy: 0, root: 'declarative_base' };
    }
  }
  return undefined;
}

/** Returns the base class that derives from the one that all tables belong to. */
function tableBaseAmong(modules: Modules, bases: readonly BaseClass[]): string {
  const hasTables = ({ definition, name }: BaseClass) => {
    if (definition === undefined) return ROOTS.has(name);
    const { classes, variables } = modules.facts(definition.path);
    const fact = classes.find((each) => each.name === definition.name);
    if (fact === undefined) return /_base\(|^[\w.]+$/.test(variables.get(name)?.value ?? '');
    return describeClass(modules, definition, fact)?.root !== '';
  };
  return (bases.find(hasTables) ?? bases.at(-1))?.name ?? 'Base';
}

/** Returns the columns of base classes, by name. */
function inheritedBy(
  modules: Modules,
  bases: readonly BaseClass[],
  sample: ModelClass | undefined,
): Map<string, ColumnFact> {
  const names = new Set(bases.map(({ name }) => name));
  const direct = bases.flatMap(({ definition }) => {
    if (definition === undefined) return [];
    const fact = modules
      .facts(definition.path)
      .classes.find(({ name }) => name === definition.name);
    if (fact === undefined) return [];
    return [
      { ...definition, fact },
      ...(describeClass(modules, definition, fact)?.ancestors ?? []),
    ];
  });
  const chain =
    direct.length > 0 ? direct : (sample?.ancestors ?? []).filter(({ name }) => names.has(name));
  const found = new Map<string, ColumnFact>();
  for (const { fact } of chain) {
    for (const [name, field] of fact.fields) {
      if (name.startsWith('_') || found.has(name)) continue;
      if (isColumn(field) || /\bField\(/.test(field.value))
        found.set(name, readColumn(name, field));
    }
    // Columns from `@declared_attr`.
    for (const [name, method] of fact.methods) {
      if (name.startsWith('_') || found.has(name)) continue;
      if (!method.decorators.some((decorator) => decorator.includes('declared_attr'))) continue;
      const value = method.body.replace(/^[\s\S]*return\s+/, '');
      found.set(name, readColumn(name, { annotation: method.returns, value }));
    }
  }
  return found;
}

/** Reads a column as a class declares it. */
export function readColumn(
  name: string,
  { annotation, value }: Pick<AssignmentFact, 'annotation' | 'value'>,
): ColumnFact {
  const text = `${annotation} ${value}`;
  // The name of a column may come before its type.
  const column = /^[\w.]*\(\s*(?:["']\w+["']\s*,\s*)?([\w.]+)/.exec(value)?.[1] ?? '';
  const kind = kindOf(annotation === '' ? column : annotation);
  const nullable =
    annotation === ''
      ? !/nullable\s*=\s*False|primary_key\s*=\s*True/.test(value)
      : /\bNone\b|Optional/.test(annotation) && !/primary_key\s*=\s*True/.test(value);
  return { name, kind, nullable, text, value };
}

function kindOf(type: string): ColumnFact['kind'] {
  if (/uuid/i.test(type)) return 'uuid';
  if (/datetime|timestamp/i.test(type)) return 'datetime';
  if (/\bbool(ean)?\b/i.test(type)) return 'boolean';
  return /\b(str|\w*String|CHAR|VARCHAR|Text|Unicode)\b/.test(type) ? 'string' : 'integer';
}

/**
 * Returns the table of a model that does not name it: as a base class computes it, or as SQLModel
 * does.
 */
function computedTable(
  name: string,
  feature: string,
  fact: ClassFact,
  ancestors: ModelClass['ancestors'],
  tables: ReadonlySet<string>,
): string {
  const lower = name.toLowerCase();
  if (fact.keywords.has('table')) return lower;
  const candidates = [pluralOf(feature), `${feature}s`, `${lower}s`, feature, lower];
  const mentioned = candidates.find((candidate) => tables.has(candidate));
  if (mentioned !== undefined) return mentioned;
  const rule = ancestors.flatMap(({ fact: each }) => each.methods.get('__tablename__')?.body ?? []);
  const singular = isOfClass(fact, ancestors) ? lower : feature;
  return /s["']|plural/.test(rule[0] ?? '') ? `${singular}s` : singular;
}

/** Whether a table that is not named has the name of the class in lower case, as SQLModel gives it. */
function isOfClass(fact: ClassFact, ancestors: ModelClass['ancestors']): boolean {
  const rule = ancestors.flatMap(({ fact: each }) => each.methods.get('__tablename__')?.body ?? []);
  return fact.keywords.has('table') || /__name__\.lower\(\)/.test(rule[0] ?? '');
}

/** Returns the tables that migrations create and foreign keys point to. */
function mentionedTables(modules: Modules): Set<string> {
  return new Set(
    modules
      .mentioning(/create_table|ForeignKey|foreign_key/)
      .flatMap((path) => [
        ...modules.source(path).matchAll(/create_table\(\s*["'](\w+)["']/g),
        ...modules.source(path).matchAll(/(?:ForeignKey\(\s*|foreign_key\s*=\s*)["'](\w+)\./g),
      ])
      .map((match) => match[1] as string),
  );
}

/**
 * Returns the feature that a class is the model of. `ItemModel` is that of `item`; of `item_model` only if nothing
 * speaks against it: neither the name of its table, nor how other modules are called. `ItemRecord` is that of `item` only
 * if its table is called so, as is `DBItem`: a `MedicalRecord` is one. `Items` with the table `items` is that of `item`.
 */
function featureOf(
  { path, name }: ModelClass,
  table: string | undefined,
  { paths }: Modules,
): string {
  // A class that is called like its table is that of one row all the same.
  if (isPlural(snakeOf(name)) && snakeOf(name) === table) return singularOf(table);
  const [, prefixed] =
    /^(?:DB|Db|SQL|Sql|SQLAlchemy|SqlAlchemy|ORM|Orm|Tbl)([A-Z]\w*)$/.exec(name) ?? [];
  if (prefixed !== undefined) {
    const within = snakeOf(prefixed);
    if ([within, pluralOf(within), `${within}s`].includes(table ?? '')) return within;
  }
  const [ending = ''] =
    /(?<=.)(?:Model|ORM|Orm|Table|DTO|Dto|Entity|Record|DB|Db)$/.exec(name) ?? [];
  const whole = snakeOf(name);
  const bare = snakeOf(name.slice(0, name.length - ending.length));
  if (ending === '') return whole;
  const isOfBare = [bare, pluralOf(bare), `${bare}s`].includes(table ?? '');
  if (!isOfBare && !/^(?:Model|ORM|Table)$/.test(ending)) return whole;
  const named = new RegExp(`(^|[/_])(${whole}|${pluralOf(whole)})(?=[/_.])`);
  return !isOfBare && paths.some((each) => each !== path && named.test(each)) ? whole : bare;
}

/** The names of a feature in the paths of its files. */
type NamesInPaths = Pick<BackendModel, 'feature' | 'features'>;

/**
 * Returns the names of the features that were added before, by their models: `BrandTag2` can be of `brand_tag_2` as well
 * as of `brand_tag2`, and a plural may have been given.
 */
function rememberedNames(workspace: Workspace): ReadonlyMap<string, NamesInPaths> {
  return new Map(
    Object.entries(rememberedFeatures(workspace)).map(([name, spec]) => {
      const feature = snakeOf(name);
      const { plural } = spec as { readonly plural?: unknown };
      const features = typeof plural === 'string' ? snakeOf(plural) : pluralOf(feature);
      return [pascalOf(name), { feature, features }];
    }),
  );
}

function describeModel(
  model: ModelClass,
  modules: Modules,
  tables: ReadonlySet<string>,
  remembered: ReadonlyMap<string, NamesInPaths>,
): BackendModel {
  const { path, name, fact, ancestors } = model;
  const packaged = packagedTable(fact.bases);
  const explicit = plainString(fact.fields.get('__tablename__')?.value ?? '') ?? packaged?.table;
  const guessed = featureOf(model, explicit, modules);
  const { feature, features } = remembered.get(name) ?? {
    feature: guessed,
    features: pluralOf(guessed),
  };
  const fields = [fact, ...ancestors.map((ancestor) => ancestor.fact)].flatMap((each) => [
    ...each.fields,
  ]);
  const named = explicit ?? computedTable(name, feature, fact, ancestors, tables);
  const schema = /["']schema["']\s*:\s*["'](\w+)["']/.exec(
    fact.fields.get('__table_args__')?.value ?? '',
  )?.[1];
  const key = fields.find(([, { value }]) => /primary_key\s*=\s*True/.test(value));
  return {
    path,
    name,
    feature,
    features,
    table: named,
    tableOfClass: explicit === undefined && isOfClass(fact, ancestors),
    schema,
    id:
      key === undefined
        ? { name: 'id', kind: packaged?.id ?? 'integer', nullable: false, text: '', value: '' }
        : readColumn(key[0], key[1]),
  };
}

function isTyped(models: readonly ModelClass[]): boolean {
  const fields = models.flatMap(({ fact }) => [...fact.fields.values()]);
  const typed = fields.filter(({ annotation }) => /\bMapped\b/.test(annotation)).length;
  const untyped = fields.filter(
    ({ annotation, value }) => annotation === '' && /\b(Column|mapped_column)\(/.test(value),
  ).length;
  return typed >= untyped;
}

function isDataclass(modules: Modules, bases: readonly BaseClass[]): boolean {
  return bases.some(({ name, definition }) => {
    if (name === 'MappedAsDataclass') return true;
    if (definition === undefined) return false;
    const fact = modules
      .facts(definition.path)
      .classes.find((each) => each.name === definition.name);
    const above = fact && describeClass(modules, definition, fact);
    return [fact, ...(above?.ancestors ?? []).map((ancestor) => ancestor.fact)].some((each) =>
      each?.bases.some((base) => base.endsWith('MappedAsDataclass')),
    );
  });
}

function commonId(models: readonly BackendModel[]): ColumnFact {
  const votes = new Map<string, number>();
  const usual = models.filter(({ id }) => id.name === 'id');
  for (const { id } of usual.length > 0 ? usual : models) {
    votes.set(id.kind, (votes.get(id.kind) ?? 0) + 1);
  }
  const [kind] = [...votes].toSorted((a, b) => b[1] - a[1])[0] ?? ['integer'];
  return { name: 'id', kind: kind as IdKind, nullable: false, text: '', value: '' };
}

/** Whether most tables are called in the plural. A table with a name of its own says nothing. */
function prefersPlural(models: readonly BackendModel[]): boolean {
  const singular = models.filter(
    ({ table, name }) => table === snakeOf(name) || table === name.toLowerCase(),
  );
  const plural = models.filter(({ features, table }) => table === features || /s$/.test(table));
  return plural.length >= singular.length;
}
