/** The migration that changes the tables of a feature. */
import { posix } from 'node:path';
import { type Problem, UsageError } from '../errors.js';
import { serverDefaultOf } from '../feature/field/database-rules.js';
import { columnInSql } from '../feature/reserved-words.js';
import type { FeatureView } from '../plan/feature-view.js';
import type { Part } from '../plan/layout.js';
import { changingRevisionFor } from '../plan/revision.js';
import { otherwiseOf, slugsOfRows } from '../plan/slugs.js';
import { findMigrations, onlyHead } from '../project/migrations.js';
import type { PlannedFile, Workspace } from '../project/workspace.js';
import { alterations, family } from './alterations.js';
import { following } from './later-migration.js';
import type { StandingFeature } from './standing.js';
import { type Column, readTables, type Tables } from './tables.js';

/** What changes in the tables. */
export interface TableChange {
  readonly files: readonly PlannedFile[];
  /** What is lost where rows are there. */
  readonly lossy: readonly Problem[];
  readonly notes: readonly string[];
}

/** Returns the migration that creates the table of a feature, as this version writes it. */
export function creationOf({ migrations }: StandingFeature): Part | undefined {
  return migrations.findLast(({ isShared }) => !isShared);
}

/**
 * Plans the migration from a feature to another one, behind the last migration.
 *
 * @param renamed the new names of fields.
 * @throws UsageError if a column needs a value in rows that are there, and nothing would do.
 */
export function tableChange(
  before: StandingFeature,
  after: StandingFeature,
  renamed: ReadonlyMap<string, string>,
  workspace: Workspace,
): TableChange {
  const [old, next] = [before, after].map(creationOf);
  if (old === undefined || next === undefined) {
    const notes = [
      `No migration was written, as ${before.feature.label} has none: change the table ${before.feature.table} yourself where it is there.`,
    ];
    return { files: [], lossy: [], notes };
  }
  const text = old.render();
  const [from, to] = [readTables(text), readTables(next.render())] as const;
  const columns = renamedColumns(before.feature, after.feature, renamed);
  refuseEmpty(from, to, columns, after.feature);
  const { layout } = after;
  const file = migrationBetween({ ...old, text, layout }, [from, to], workspace, {
    table: before.feature.table,
    columns,
    initial: (column) =>
      filledBy(after.feature, column.name) === undefined
        ? (initialOf(after.feature, column.name) ?? neutral(column))
        : undefined,
    filled: (_, column) => filledBy(after.feature, column),
  });
  if (file === undefined) return { files: [], lossy: [], notes: [] };
  const filled = filledOf(from, to, columns, after.feature);
  return {
    files: [file],
    lossy: [...lossOf(from, to, columns), ...filled],
    notes: stricterIn(from, to, columns),
  };
}

/** A migration of ours, as others are written. */
type Sample = Pick<PlannedFile, 'layer' | 'path'> &
  Pick<StandingFeature, 'layout'> & { readonly text: string };

/** How tables become others. */
interface Becoming {
  /** The one that the migration is named after. */
  readonly table: string;
  /** The new names of columns. */
  readonly columns: ReadonlyMap<string, string>;
  /** Returns what a new column has in rows that are there. */
  readonly initial: (column: Column) => string | undefined;
  /** The same in SQL, where it is another value in each row. */
  readonly filled?: (table: string, column: string) => string | undefined;
}

/** Plans the migration that makes tables others, behind the last one; undefined if there is nothing to do. */
function migrationBetween(
  sample: Sample,
  [from, to]: readonly [Tables, Tables],
  workspace: Workspace,
  { columns, filled, initial, table }: Becoming,
): PlannedFile | undefined {
  const names = sample.layout.constraints;
  const back = new Map([...columns].map(([one, other]) => [other, one]));
  const up = alterations(from, to, { renamed: columns, initial, filled, names });
  if (up.length === 0) return undefined;
  const down = alterations(to, from, { renamed: back, initial: neutral, names });
  const standing = findMigrations(workspace, posix.dirname(sample.path));
  const head = onlyHead(standing);
  const functions = [functionOf('upgrade', up), functionOf('downgrade', down)];
  const migration = following(sample, {
    does: 'change',
    functions,
    revision: changingRevisionFor(table, `${head?.revision} ${functions.join()}`),
    standing,
    head,
  });
  return {
    path: migration.path,
    layer: sample.layer,
    why: 'The reversible migration that changes the table.',
    action: 'create',
    before: undefined,
    after: sample.layout.finished(migration.path, migration.text),
  };
}

/**
 * Plans the migration from the tables that one of our migrations creates to those that another version of it creates.
 *
 * @param sample the migration as this version writes it.
 * @param before the migration as it was written.
 * @param earlierRows what new columns have in rows that are there, in SQL, where it is another value in each.
 */
export function migrationFrom(
  sample: Sample,
  before: string,
  workspace: Workspace,
  earlierRows: Readonly<Record<string, string>> = {},
): Pick<TableChange, 'files' | 'lossy'> & Pick<Additions, 'added' | 'elsewhere'> {
  const from = readTables(before);
  const wanted = readTables(sample.text);
  const { tables, ...additions } = withoutAdded(wanted.tables, from, sample, workspace);
  const to = { ...wanted, tables };
  const columns = new Map<string, string>();
  const [table = ''] = to.tables.keys();
  const file = migrationBetween(sample, [from, to], workspace, {
    table,
    columns,
    initial: neutral,
    filled: (owner, name) => earlierRows[`${owner}.${name}`],
  });
  return file === undefined
    ? { files: [], lossy: [], ...additions }
    : { files: [file], lossy: lossOf(from, to, columns), ...additions };
}

/** The columns that tables did not have. */
export interface Additions {
  /** Those that the migration adds: `users.username`. */
  readonly added: readonly string[];
  /** The later migration of the project that has added one of them already. */
  readonly elsewhere: string | undefined;
}

/** Returns tables without those new columns that a later migration of the project has added already. */
function withoutAdded(
  tables: Tables['tables'],
  before: Tables,
  { path }: Sample,
  workspace: Workspace,
): Additions & Pick<Tables, 'tables'> {
  const later = findMigrations(workspace, posix.dirname(path)).filter((each) => each.path !== path);
  const added: string[] = [];
  let elsewhere: string | undefined;
  const isNeeded = (table: string, column: string) => {
    const standing = before.tables.get(table);
    if (standing === undefined || standing.has(column)) return true;
    const found = later.find((each) => addsColumn(workspace.read(each.path) ?? '', table, column));
    if (found === undefined) added.push(`${table}.${column}`);
    else elsewhere = found.path;
    return found === undefined;
  };
  const needed = new Map(
    [...tables].map(([table, columns]) => [
      table,
      new Map([...columns].filter(([column]) => isNeeded(table, column))),
    ]),
  );
  return { tables: needed, added, elsewhere };
}

/** Whether a migration adds a column, as ours or as Alembic writes it, to the table or in a batch of its changes. */
function addsColumn(migration: string, table: string, column: string): boolean {
  const quoted = (name: string) => `["']${name}["']`;
  const definition = `\\s*sa\\.Column\\(\\s*${quoted(column)}`;
  const batch = `batch_alter_table\\(\\s*${quoted(table)}[^]*add_column\\(${definition}`;
  return new RegExp(`add_column\\(\\s*${quoted(table)},${definition}|${batch}`).test(migration);
}

function functionOf(name: string, statements: readonly (readonly string[])[]): string {
  const lines = statements.flatMap((statement) => statement.map((line) => `    ${line}`));
  return [`def ${name}() -> None:`, ...lines].join('\n');
}

/** Returns the new names of columns, where those of their fields are new. */
function renamedColumns(
  before: FeatureView,
  after: FeatureView,
  renamed: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const columnOf = ({ columns }: FeatureView, field: string | undefined) =>
    columns.find(({ spec }) => spec.name === field)?.columnName;
  return new Map(
    [...renamed].flatMap(([old, now]) => {
      const [from, to] = [columnOf(before, old), columnOf(after, now)];
      return from === undefined || to === undefined ? [] : [[from, to] as const];
    }),
  );
}

/** @throws UsageError if rows that are there would lack a value. */
function refuseEmpty(
  before: Tables,
  after: Tables,
  renamed: ReadonlyMap<string, string>,
  feature: FeatureView,
): void {
  const former = new Map([...renamed].map(([old, now]) => [now, old]));
  const standing = before.tables.get(feature.table);
  const problems = [...(after.tables.get(feature.table)?.values() ?? [])].flatMap((column) => {
    const old = standing?.get(former.get(column.name) ?? column.name);
    const wasRequired = old?.options.get('nullable') === 'False';
    const isRequired = column.options.get('nullable') === 'False';
    if (!isRequired || wasRequired || initialOf(feature, column.name) !== undefined) return [];
    if (old === undefined && neutral(column) !== undefined) return [];
    if (old === undefined && filledBy(feature, column.name) !== undefined) return [];
    const name = feature.columns.find(({ columnName }) => columnName === column.name)?.spec.name;
    return [
      {
        message: `${name ?? column.name}: rows that are there have no value for it. Make it optional, or give it a default: ${name ?? column.name}:...:default=V`,
        place: `fields.${name ?? column.name}`,
      },
    ];
  });
  if (problems.length > 0) throw new UsageError(problems);
}

/** Returns the new columns that say nothing yet in rows that are there, as they have no default. */
function filledOf(
  before: Tables,
  after: Tables,
  renamed: ReadonlyMap<string, string>,
  feature: FeatureView,
): Problem[] {
  const former = new Set([...renamed.values()]);
  const standing = before.tables.get(feature.table);
  return feature.columns.flatMap(({ columnName, spec: { name } }): Problem[] => {
    const column = after.tables.get(feature.table)?.get(columnName);
    const isNew = !standing?.has(columnName) && !former.has(columnName);
    const isRequired = column?.options.get('nullable') === 'False';
    if (column === undefined || !isNew || !isRequired) return [];
    if (initialOf(feature, columnName) !== undefined) return [];
    if (filledBy(feature, columnName) !== undefined) {
      return [
        {
          message: `${name}: rows that are there get ${otherwiseOf(feature.spec.name)} with their id, as no migration reads texts. Change those that are linked to.`,
          place: `fields.${name}`,
        },
      ];
    }
    return [
      {
        message: `${name}: rows that are there get ${neutral(column)}, as it has no default. Say another value with ${name}:...:default=V, or make it optional.`,
        place: `fields.${name}`,
      },
    ];
  });
}

/** Returns what a column has in rows that are there: the default of its field. */
function initialOf({ columns }: FeatureView, column: string): string | undefined {
  const spec = columns.find(({ columnName }) => columnName === column)?.spec;
  if (spec?.default === undefined) return undefined;
  return serverDefaultOf(spec, 'sa.') ?? JSON.stringify(spec.default);
}

/** Returns what a column has in rows that are there, in SQL, where it is another value in each: a slug has their id. */
function filledBy({ columns, spec }: FeatureView, column: string): string | undefined {
  const slug = columns.find(({ columnName }) => columnName === column)?.spec;
  return slug?.type === 'slug' ? slugsOfRows(spec.name, slug) : undefined;
}

/** What a column has whose values nobody knows; undefined if it has to do without any. */
function neutral({ condition, options, reference, type }: Column): string | undefined {
  if (options.has('unique') || reference !== undefined || !takesNothing(condition))
    return undefined;
  const values: Readonly<Record<string, string>> = {
    varchar: /^sa\.Enum\(\s*("[^"]*")/.exec(type)?.[1] ?? '""',
    text: '""',
    integer: '"0"',
    bigint: '"0"',
    smallint: '"0"',
    numeric: '"0"',
    'double precision': '"0"',
    boolean: 'sa.false()',
    timestamptz: 'sa.func.now()',
    date: 'sa.func.current_date()',
  };
  return values[family(type)];
}

/** Whether a condition holds for zero, for no text, and for the first value of an enum. */
function takesNothing(condition = ''): boolean {
  const limits = [...condition.matchAll(/ (>=?|<=?) (-?[\d.]+(?:e[+-]?\d+)?)/g)];
  return limits.every(([, sign, limit]) => {
    const bound = Number(limit);
    if (sign === '>') return bound < 0;
    if (sign === '<') return bound > 0;
    return sign === '>=' ? bound <= 0 : bound >= 0;
  });
}

/** Returns what is checked that was not before: rows that are there may break it. */
function stricterIn(
  before: Tables,
  after: Tables,
  renamed: ReadonlyMap<string, string>,
): readonly string[] {
  return [...after.tables].flatMap(([table, columns]) => {
    const standing = [...(before.tables.get(table)?.values() ?? [])];
    return [...columns.values()].flatMap(({ condition, name }) => {
      const old = standing.find((each) => (renamed.get(each.name) ?? each.name) === name);
      const same = old?.condition?.replaceAll(
        new RegExp(`"${old.name}"|\\b${old.name}\\b(?!\\()`, 'g'),
        columnInSql(name),
      );
      // That an enum has lost values is said of its type.
      const isSaid = condition?.includes(' IN ') && same?.includes(' IN ');
      return old === undefined || condition === undefined || condition === same || isSaid
        ? []
        : [`The migration stops at rows of ${table} that break ${condition}: correct them first.`];
    });
  });
}

/** Returns what is lost. */
function lossOf(before: Tables, after: Tables, renamed: ReadonlyMap<string, string>): Problem[] {
  const tables = [...before.tables].filter(([name]) => !after.tables.has(name));
  return [
    ...tables.map(([name]) => ({ message: `the table ${name} goes, with its rows.`, place: name })),
    ...[...before.tables].flatMap(([table, columns]) => {
      const next = after.tables.get(table);
      if (next === undefined) return [];
      return [...columns.values()].flatMap((column) => {
        const now = next.get(renamed.get(column.name) ?? column.name);
        const place = `${table}.${column.name}`;
        if (now === undefined)
          return [{ message: `the column ${place} goes, with its values.`, place }];
        return isNarrower(column.type, now.type)
          ? [
              {
                message: `${place} becomes ${now.type}, which not every ${column.type} fits.`,
                place,
              },
            ]
          : [];
      });
    }),
  ];
}

/** The length of the smallest number that a column can hold, with its sign. */
const LONGEST_WHOLE = '-9223372036854775808'.length;

/** Returns how long the texts of a column can be. */
function lengthOf(type: string): number {
  return Number(/^sa\.String\((?:length=)?(\d+)\)/.exec(type)?.[1] ?? Number.POSITIVE_INFINITY);
}

/** Whether a type may not take all values of another one. */
function isNarrower(old: string, now: string): boolean {
  if (old === now) return false;
  const [from, to] = [family(old), family(now)];
  if (to === 'text' && from === 'varchar') return false;
  const isWhole = /integer|bigint|smallint/.test(from);
  if (isWhole && (to === 'text' || (to === 'varchar' && lengthOf(now) >= LONGEST_WHOLE)))
    return false;
  if (from === 'integer' && /bigint|numeric/.test(to)) return false;
  if (from === 'smallint' && /integer|bigint|numeric/.test(to)) return false;
  if (from !== to) return true;
  if (/^sa\.Enum/.test(old)) {
    const valuesOf = (type: string) =>
      [...type.matchAll(/"([^"]*)"(?!\))/g)].map(([, value]) => value);
    return !valuesOf(old.replace(/, name=.*/, '')).every((value) => valuesOf(now).includes(value));
  }
  const sizesOf = (type: string) => (type.match(/\d+/g) ?? []).map(Number);
  const sizes = sizesOf(now);
  return sizesOf(old).some((size, index) => size > (sizes[index] ?? Number.POSITIVE_INFINITY));
}
