/** What has to be done to tables so that they become others, as the lines of a migration. */

import { searchDropping, searchTriggers } from '../plan/search-statements.js';
import { type ConstraintNames, nameConstraint } from '../project/constraint-names.js';
import type { Check, Column, Tables, UniqueColumns } from './tables.js';

/** What is known besides the tables. */
export interface AlterationContext {
  /** The new names of columns. */
  readonly renamed: ReadonlyMap<string, string>;
  /** What a new column has in rows that are there, as a server default, by its name. */
  readonly initial: (column: Column) => string | undefined;
  /** What a new column has in rows that are there where each has something else, in SQL, by the table and its name. */
  readonly filled?: ((table: string, column: string) => string | undefined) | undefined;
  /** How constraints are called. */
  readonly names: ConstraintNames;
}

/** Returns the statements, each in lines without indentation. */
export function alterations(
  before: Tables,
  after: Tables,
  context: AlterationContext,
): readonly (readonly string[])[] {
  const statements: (readonly string[])[] = [];
  for (const [name, creation] of after.creations) {
    if (!before.tables.has(name)) statements.push(creation.split('\n'));
  }
  for (const [name, text] of before.indexes) {
    if (after.indexes.get(name) !== text)
      statements.push([`op.drop_index("${name}", ${tableOf(text)})`]);
  }
  for (const [table, creation] of before.searches) {
    if (after.searches.get(table) !== creation) statements.push(searchDropping(table));
  }
  for (const [table, columns] of after.tables) {
    const standing = before.tables.get(table);
    if (standing === undefined) continue;
    const { constraints, fills, initial, isRenamed, lines } = alterTable(
      table,
      standing,
      columns,
      context,
    );
    const together = alterTogether(before.together.get(table), after.together.get(table));
    const checks = alterChecks(before.checks.get(table), after.checks.get(table));
    const dropped = [...together.dropped, ...checks.dropped];
    const last = [...constraints, ...together.added, ...checks.added];
    // Where a batch copies the table, it leaves out a constraint over a column that it renames.
    const batches = isRenamed ? [[...dropped, ...lines], last] : [[...dropped, ...lines, ...last]];
    for (const each of batches) if (each.length > 0) statements.push(batch(table, each, context));
    statements.push(...fills.map((fill) => [fill]));
    if (initial.length > 0) statements.push(batch(table, initial, context));
    const creation = after.searches.get(table);
    const isCopied = initial.length > 0 || batches.some((each) => each.length > 0);
    if (creation !== undefined && creation === before.searches.get(table) && isCopied) {
      statements.push(searchTriggers(creation));
    }
  }
  for (const [name, text] of after.indexes) {
    if (before.indexes.get(name) !== text) statements.push(text.split('\n'));
  }
  for (const [table, creation] of after.searches) {
    if (before.searches.get(table) !== creation) statements.push(creation.split('\n'));
  }
  for (const name of [...before.tables.keys()].reverse()) {
    if (!after.tables.has(name)) statements.push([`op.drop_table("${name}")`]);
  }
  return statements;
}

function tableOf(createIndex: string): string {
  return `table_name=${/,\s*("[^"]*")/.exec(createIndex)?.[1] ?? ''}`;
}

function batch(table: string, lines: readonly string[], { names }: AlterationContext): string[] {
  const { fk, isConvention, uq } = names;
  // Where constraints have no names, as in SQLite, they get those that they are dropped by.
  const isNaming = !isConvention && lines.some((line) => line.includes('drop_constraint('));
  const naming = isNaming ? `, naming_convention={"uq": "${uq}", "fk": "${fk}"}` : '';
  return [
    `with op.batch_alter_table("${table}"${naming}) as batch_op:`,
    ...lines.map((line) => `    ${line}`),
  ];
}

function alterTable(
  table: string,
  before: ReadonlyMap<string, Column>,
  after: ReadonlyMap<string, Column>,
  { filled, initial, names, renamed }: AlterationContext,
) {
  const former = new Map([...renamed].map(([old, now]) => [now, old]));
  const [drops, changes, adds, constraints, defaults]: string[][] = [[], [], [], [], []];
  const fills: string[] = [];
  for (const column of before.values()) {
    const name = renamed.get(column.name) ?? column.name;
    const next = after.get(name);
    const isKept = (one: Constraint) =>
      next !== undefined &&
      name === column.name &&
      constraintsOf(table, next, names).some((each) => each.add === one.add);
    for (const one of constraintsOf(table, column, names)) if (!isKept(one)) drops?.push(one.drop);
    if (next === undefined) changes?.push(`batch_op.drop_column("${column.name}")`);
    else if (bare(column, '') !== bare(next, '') || name !== column.name) {
      const { after: later, steps } = alterColumn(column, next);
      changes?.push(...steps);
      defaults?.push(...later);
    }
  }
  for (const column of after.values()) {
    const old = before.get(former.get(column.name) ?? column.name);
    if (old === undefined) {
      const isRequired =
        column.options.get('nullable') === 'False' && !column.options.has('server_default');
      const value = isRequired ? initial(column) : undefined;
      const isLoose = isRequired && value === undefined;
      const own = isLoose
        ? { ...column, options: new Map([...column.options, ['nullable', 'True']]) }
        : column;
      adds?.push(
        `batch_op.add_column(${bare(own, value === undefined ? '' : `, server_default=${value}`)})`,
      );
      const fill = isLoose ? filled?.(table, column.name) : undefined;
      if (fill !== undefined) {
        fills.push(`op.execute("UPDATE ${table} SET ${column.name} = ${fill}")`);
        defaults?.push(
          `batch_op.alter_column("${column.name}", existing_type=${column.type}, nullable=False)`,
        );
      }
      if (value !== undefined) {
        defaults?.push(
          `batch_op.alter_column("${column.name}", existing_type=${column.type}, existing_nullable=False, server_default=None)`,
        );
      }
    }
    const isKept = (one: Constraint) =>
      old !== undefined &&
      old.name === column.name &&
      constraintsOf(table, old, names).some((each) => each.add === one.add);
    for (const one of constraintsOf(table, column, names))
      if (!isKept(one)) constraints?.push(one.add);
  }
  return {
    lines: [...(drops ?? []), ...(changes ?? []), ...(adds ?? [])],
    constraints: constraints ?? [],
    isRenamed: [...before.keys()].some((name) => after.has(renamed.get(name) ?? '')),
    initial: defaults ?? [],
    fills,
  };
}

/** Returns what becomes of columns that are unique together. A constraint over a renamed column gets another name. */
function alterTogether(
  before: readonly UniqueColumns[] = [],
  after: readonly UniqueColumns[] = [],
) {
  const isIn = (all: readonly UniqueColumns[], { name }: UniqueColumns) =>
    all.some((each) => each.name === name);
  const listed = (columns: readonly string[]) => columns.map((each) => `"${each}"`).join(', ');
  return {
    dropped: before
      .filter((one) => !isIn(after, one))
      .map(({ name }) => `batch_op.drop_constraint("${name}", type_="unique")`),
    added: after
      .filter((one) => !isIn(before, one))
      .map(
        ({ columns, name }) => `batch_op.create_unique_constraint("${name}", [${listed(columns)}])`,
      ),
  };
}

/** Returns what becomes of what is checked. A check of a renamed column gets another name. */
function alterChecks(before: readonly Check[] = [], after: readonly Check[] = []) {
  const isIn = (all: readonly Check[], { condition, name }: Check) =>
    all.some((each) => each.name === name && each.condition === condition);
  return {
    dropped: before
      .filter((one) => !isIn(after, one))
      .map(({ name }) => `batch_op.drop_constraint(op.f("${name}"), type_="check")`),
    added: after
      .filter((one) => !isIn(before, one))
      .map(
        ({ condition, name }) => `batch_op.create_check_constraint(op.f("${name}"), ${condition})`,
      ),
  };
}

/** Returns a column without what becomes a constraint or an index of its own. */
function bare({ name, options, type }: Column, more: string): string {
  const rest = [...options].filter(([key]) => key !== 'unique' && key !== 'index');
  const written = rest.map(([key, value]) => `, ${key}=${value}`).join('');
  return `sa.Column("${name}", ${type}${written}${more})`;
}

/** Returns the steps that make a column another one, and those that can only be taken once it is. */
function alterColumn(
  old: Column,
  next: Column,
): { readonly steps: readonly string[]; readonly after: readonly string[] } {
  const isNullable = (column: Column) =>
    column.options.get('nullable') === 'False' ? 'False' : 'True';
  const isOther = next.type !== old.type && family(next.type) !== family(old.type);
  const had = old.options.get('server_default');
  const wanted = next.options.get('server_default');
  // PostgreSQL turns values into another type, but not a default.
  const isFreed = isOther && had !== undefined;
  const changes = [
    ...(next.name === old.name ? [] : [`new_column_name="${next.name}"`]),
    `existing_type=${old.type}`,
    ...(next.type === old.type ? [] : [`type_=${next.type}`]),
    ...(isOther ? [`postgresql_using='"${old.name}"::${family(next.type)}'`] : []),
    ...(isNullable(next) === isNullable(old)
      ? [`existing_nullable=${isNullable(old)}`]
      : [`nullable=${isNullable(next)}`]),
    ...(wanted === had || isFreed ? [] : [`server_default=${wanted ?? 'None'}`]),
  ];
  const change = (column: Column, what: readonly string[]) =>
    `batch_op.alter_column("${column.name}", ${what.join(', ')})`;
  return {
    steps: [
      ...(isFreed ? [change(old, [`existing_type=${old.type}`, 'server_default=None'])] : []),
      change(old, changes),
    ],
    after:
      isFreed && wanted !== undefined
        ? [change(next, [`existing_type=${next.type}`, `server_default=${wanted}`])]
        : [],
  };
}

/** The types of PostgreSQL. */
const FAMILIES: Readonly<Record<string, string>> = {
  String: 'varchar',
  Enum: 'varchar',
  Text: 'text',
  Integer: 'integer',
  BigInteger: 'bigint',
  SmallInteger: 'smallint',
  Float: 'double precision',
  Double: 'double precision',
  Numeric: 'numeric',
  Boolean: 'boolean',
  Date: 'date',
  DateTime: 'timestamptz',
  Time: 'time',
  Interval: 'interval',
  LargeBinary: 'bytea',
  Uuid: 'uuid',
  JSON: 'json',
};

/** Returns what PostgreSQL calls a type, without its length. */
export function family(type: string): string {
  const name = /^sa\.(\w+)/.exec(type)?.[1] ?? '';
  return FAMILIES[name] ?? 'text';
}

interface Constraint {
  readonly add: string;
  readonly drop: string;
}

/** Returns the constraints and indexes that a column has by itself, with the names that they get. */
function constraintsOf(
  table: string,
  { name, options, reference }: Column,
  names: ConstraintNames,
): Constraint[] {
  const isSet = (key: string) => options.get(key) === 'True';
  const unique = isSet('unique');
  const found: Constraint[] = [];
  if (isSet('index')) {
    const index = `"ix_${table}_${name}"`;
    const extra = unique ? ', unique=True' : '';
    found.push({
      add: `batch_op.create_index(${index}, ["${name}"]${extra})`,
      drop: `batch_op.drop_index(${index})`,
    });
  } else if (unique) {
    const constraint = `"${nameConstraint(names.uq, table, name)}"`;
    found.push({
      add: `batch_op.create_unique_constraint(${constraint}, ["${name}"])`,
      drop: `batch_op.drop_constraint(${constraint}, type_="unique")`,
    });
  }
  // The names in it have no dots: a schema, if any, the table and its column.
  const [, schema, target, key, rest = ''] =
    /^sa\.ForeignKey\(\s*"(?:([^".]+)\.)?([^".]+)\.([^".]+)"(.*?),?\s*\)$/.exec(reference ?? '') ??
    [];
  if (target !== undefined) {
    const constraint = `"${nameConstraint(names.fk, table, name, target)}"`;
    const elsewhere = schema === undefined ? '' : `, referent_schema="${schema}"`;
    found.push({
      add: `batch_op.create_foreign_key(${constraint}, "${target}", ["${name}"], ["${key}"]${rest}${elsewhere})`,
      drop: `batch_op.drop_constraint(${constraint}, type_="foreignkey")`,
    });
  }
  return found;
}
