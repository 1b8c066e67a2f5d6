/** What exists in a project of ours: its models and tables, read from its Python. */
import { posix } from 'node:path';
import { UsageError } from '../errors.js';
import { formatAccess } from '../feature/access.js';
import type { IdKind } from '../feature/field/dialect.js';
import type { KeyKind, NaturalKey } from '../feature/field/natural-ids.js';
import type { FeatureBody } from '../feature/keys.js';
import {
  type FeatureNames,
  nameFeature,
  pascalOf,
  pluralOf,
  singularOf,
  snakeOf,
} from '../feature/naming.js';
import type { FeatureSpec } from '../feature/spec.js';
import { plainString } from '../python/literals.js';
import type { AssignmentFact } from '../python/module-facts.js';
import { definedBy } from '../python/names.js';
import type { ModelConvention } from './conventions.js';
import { rememberedFeatures } from './memory.js';
import { type ShownColumn, shownColumns } from './shown-columns.js';
import type { Workspace } from './workspace.js';

/** The base of models whose rows stay when they are deleted. */
const KEPT_BASE = 'KeptMixin';

/** A model that features can refer to. */
export interface ProjectModel {
  /** The name of its feature: `OrderItem`. */
  readonly name: string;
  readonly names: FeatureNames;
  /** `OrderItemModel` */
  readonly className: string;
  readonly table: string;
  /** Where it is defined. */
  readonly path: string;
  /** Whether everybody finds its rows, and may refer to them. */
  readonly isPublished: boolean;
  /** Whether its rows stay in the table when they are deleted, hidden. */
  readonly isKept: boolean;
  /** What its rows are identified by. */
  readonly id: {
    readonly name: string;
    readonly kind: IdKind;
    /** The column, where it is no id. */
    readonly natural?: NaturalKey | undefined;
  };
  /** Who reads its rows: `owner+admin`, or nothing where that is as usual; undefined if it is no feature that is known. */
  readonly read?: string | undefined;
  /** Its own columns with plain values, but for what nobody is shown; undefined if nothing is known of them. */
  readonly shown?: readonly ShownColumn[];
}

/**
 * Returns the models of a project that follow the convention, sorted by their files.
 *
 * @param given the names of features whose tables are not called as their plurals are, by their tables: no model tells them.
 * @param hidden the columns that nobody is shown, by their tables: no model tells them either.
 * @param readers who reads rows, by their tables, likewise.
 */
export function findModels(
  workspace: Workspace,
  { ids = 'integer', module, shared, suffix }: ModelConvention,
  given: ReadonlyMap<string, FeatureNames> = new Map(),
  hidden: ReadonlyMap<string, ReadonlySet<string>> = new Map(),
  readers: ReadonlyMap<string, string> = new Map(),
): readonly ProjectModel[] {
  const found = workspace.definitionsIn(
    patternOf(module),
    `models ${suffix}`,
    (path, { classes }) =>
      classes.flatMap(({ bases, name: className, fields }) => {
        const table = plainString(fields.get('__tablename__')?.value ?? '');
        if (table === undefined || !className.endsWith(suffix)) return [];
        // What rows consist of is found with them, and has no id that anything could refer to.
        const isPart = [...fields.values()].some(({ value }) =>
          /\bForeignKey\(.*\bprimary_key=True/s.test(value),
        );
        if (isPart) return [];
        const name = className.slice(0, className.length - suffix.length);
        const isPublished = shared === undefined || bases.includes(shared);
        const ownId = fields.get('id');
        const id = { name: 'id', kind: kindOfId(ownId) ?? ids, natural: naturalKeyOf(ownId) };
        const names = namesOf(name, table);
        const shown = shownColumns(fields);
        const isKept = bases.includes(KEPT_BASE);
        return [{ name, names, className, table, path, isPublished, isKept, id, shown }];
      }),
  );
  // What is found in a file is kept, whatever else is known.
  if (given.size + hidden.size + readers.size === 0) return found;
  return found.map((model) => ({
    ...model,
    names: given.get(model.table) ?? model.names,
    read: readers.get(model.table),
    shown: model.shown.filter(({ name }) => !hidden.get(model.table)?.has(name)),
  }));
}

/**
 * Returns the names of features whose tables are not called as their plurals are, by their tables.
 *
 * @param features those of this run, besides those that `.yo-rc.json` remembers.
 */
export function namesByTable(
  workspace: Workspace,
  features: readonly FeatureSpec[],
): ReadonlyMap<string, FeatureNames> {
  const remembered = Object.entries(rememberedFeatures(workspace)).map(([name, body]) => ({
    ...(body as Partial<FeatureSpec>),
    name,
  }));
  return new Map(
    [...remembered, ...features].flatMap(({ name, plural, table }) =>
      table === undefined ? [] : [[table, nameFeature(name, plural, table)]],
    ),
  );
}

/**
 * Returns who reads the rows of features, by their tables: nothing where that is as usual.
 *
 * @param features those of this run, besides those that `.yo-rc.json` remembers.
 */
export function readersByTable(
  workspace: Workspace,
  features: readonly FeatureSpec[],
): ReadonlyMap<string, string> {
  const remembered = Object.entries(rememberedFeatures(workspace)).map(([name, body]) => {
    const { access, plural, table } = body as FeatureBody;
    return { name, plural, table, read: access?.read ?? '' };
  });
  const current = features.map(({ access, name, plural, table }) => ({
    name,
    plural,
    table,
    read: formatAccess(access.read),
  }));
  return new Map(
    [...remembered, ...current].map(({ name, plural, read, table }) => [
      nameFeature(name, plural, table).table,
      read,
    ]),
  );
}

/** Returns what a model says of its own ids; undefined if it has those of all models. */
function kindOfId(id: AssignmentFact | undefined): IdKind | undefined {
  if (id === undefined) return undefined;
  if (/\bUUID\b/.test(id.annotation)) return 'uuid';
  return /\bBigInteger\b/.test(id.value) ? 'bigint' : 'integer';
}

/** Returns the column that identifies the rows of a model, if that is called otherwise than `id`. */
function naturalKeyOf(id: AssignmentFact | undefined): NaturalKey | undefined {
  if (id === undefined) return undefined;
  const [, literal = ''] =
    /^(?:orm\.)?mapped_column\(\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')/.exec(id.value) ?? [];
  const column = plainString(literal);
  if (column === undefined || column === 'id') return undefined;
  const [, key = column] = /\bkey=["']([^"']+)["']/.exec(id.value) ?? [];
  const length = /\bString\((?:length=)?(\d+)\)/.exec(id.value)?.[1];
  return { key, column, kind: kindOfKey(id), length: length === undefined ? length : +length };
}

function kindOfKey({ annotation, value }: AssignmentFact): KeyKind {
  if (/\bUUID\b/.test(annotation)) return 'uuid';
  if (/\bstr\b/.test(annotation)) return 'text';
  if (/\bSmallInteger\b/.test(value)) return 'smallint';
  return /\bBigInteger\b/.test(value) ? 'bigint' : 'int';
}

/** Returns the names of a model's feature, whose table is called as its plural is, unless nothing can be called so. */
function namesOf(name: string, table: string): FeatureNames {
  try {
    return nameFeature(featureOf(name, table), table);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return nameFeature(name, pluralOf(snakeOf(name)), table);
  }
}

/**
 * Returns the name of a model's feature. Its class may not tell where words end: `Page2` is the class of `page2` and of
 * `page_2`; its table does.
 */
function featureOf(name: string, table: string): string {
  // What is left of `page_2s` is too short to be known as a word.
  const singulars = [singularOf(table), table.replace(/s$/, '')];
  return singulars.find((singular) => pascalOf(singular) === name) ?? snakeOf(name);
}

/** A table that the models of a project define, by a class or as an association. */
export interface ProjectTable {
  readonly table: string;
  /** The class or the variable that defines it. */
  readonly name: string;
  readonly path: string;
}

/** Returns the tables of a project's models, including associations. */
export function findTables(
  workspace: Workspace,
  { module }: ModelConvention,
): readonly ProjectTable[] {
  return workspace.definitionsIn(patternOf(module), 'tables', (path, { classes, variables }) => {
    const models = classes.map(
      ({ name, fields }) => [name, fields.get('__tablename__')?.value ?? ''] as const,
    );
    const associations = [...variables].map(
      ([name, { value }]) =>
        [name, /^(?:sa\.)?Table\(\s*(["'][^"']+["'])/.exec(value)?.[1] ?? ''] as const,
    );
    return [...models, ...associations].flatMap(([name, literal]) => {
      const table = plainString(literal);
      return table === undefined ? [] : [{ table, name, path }];
    });
  });
}

/**
 * Returns the module that defines a name. If each model has its own module, all modules of the
 * package are searched, because the package itself cannot be imported from while it imports them.
 */
export function moduleOf(workspace: Workspace, { module }: ModelConvention, name: string): string {
  const path = workspace
    .definitionsIn(patternOf(module), 'names', (path, definitions) =>
      definedBy(definitions).map((name) => ({ name, path })),
    )
    .find((one) => one.name === name)?.path;
  return (path ?? posix.dirname(module)).replace(/(\/__init__)?\.py$/, '').replaceAll('/', '.');
}

/** Turns the module of one feature into a pattern for all. */
function patternOf(module: string): string {
  return module.replace(/\[features?\]/, '*');
}
