/** What templates see of a table's rules beyond single columns: what is unique or indexed together, what is checked. */
import { namePrefixIndex } from '../feature/prefixes.js';
import { needsQuotes } from '../feature/reserved-words.js';
import { nameTogether } from '../feature/together.js';
import { nameCheck } from '../project/constraint-names.js';
import { pythonString } from '../python/literals.js';
import {
  comesLater,
  type FeatureView,
  type FieldView,
  isLeftOpen,
  type TogetherView,
} from './feature-view.js';

/** What an index of a migration says that is unique among the rows that are left. */
const AMONG_LEFT =
  ', unique=True, sqlite_where=sa.text("deleted_at IS NULL"), postgresql_where=sa.text("deleted_at IS NULL")';

/** Returns what an index says that PostgreSQL also finds beginnings by, whatever language orders its texts. */
export function byBytes(key: string): string {
  return `, postgresql_ops={"${key}": "varchar_pattern_ops"}`;
}

/** Returns what the templates of models, migrations and tests see. */
export function viewTogetherness(feature: FeatureView) {
  const { columns, has, indexedTogether, kept, ordered, prefixed, table, unique, uniqueTogether } =
    feature;
  /** What is unique among the rows that are left, where some stay that are deleted. */
  const uniqueAmongLeft = kept
    ? [...unique.map((field) => alone(field, table)), ...uniqueTogether]
    : [];
  const constrained = kept ? [] : uniqueTogether;
  const endingInId = (one: TogetherView) => endingIn(one, feature);
  const createIndex = ({ columns, name }: Pick<TogetherView, 'columns' | 'name'>, options = '') =>
    `op.create_index("${name}", "${table}", [${columns.map(indexedColumn).join(', ')}]${options})`;
  const conditions = columns.flatMap(({ columnName, condition }) =>
    condition === undefined ? [] : [{ columnName, condition: pythonString(condition) }],
  );
  const checks = conditions.map(
    ({ columnName, condition }) => `CheckConstraint(${condition}, name="${columnName}")`,
  );
  const migrationChecks = conditions.map(
    ({ columnName, condition }) =>
      `sa.CheckConstraint(${condition}, name=op.f("${nameCheck(table, columnName)}"))`,
  );
  return {
    /** What the database makes sure of in single columns, as Python, in a model and in a migration. */
    checks,
    migrationChecks,
    /** The constraints and indexes of a model, as Python. */
    tableArguments: [
      ...constrained.map(({ keys }) => `UniqueConstraint(${quoted(keys)})`),
      ...uniqueAmongLeft.map(
        ({ keys, name }) =>
          `Index("${name}", ${quoted(keys)}, unique=True, sqlite_where=LEFT, postgresql_where=LEFT)`,
      ),
      ...[...ordered.map(endingInId), ...indexedTogether].map(
        ({ keys, name }) => `Index("${name}", ${quoted(keys)})`,
      ),
      ...prefixed.map(
        ({ columnName, key }) =>
          `Index("${namePrefixIndex(table, columnName)}", "${key}"${byBytes(key)})`,
      ),
      ...checks,
    ],
    /** The same where no convention names constraints, and SQLAlchemy knows columns by their names. */
    namedTableArguments: [
      ...uniqueTogether.map((one) => `UniqueConstraint(${named(one)})`),
      ...[...timesOf(ordered), ...indexedTogether].map(
        ({ columns, name }) => `Index("${name}", ${quoted(columns)})`,
      ),
    ],
    /** The constraints of the table in a migration. */
    migrationConstraints: [
      ...constrained.map((one) => `sa.UniqueConstraint(${quoted(one.columns)})`),
      ...migrationChecks,
    ],
    namedMigrationConstraints: uniqueTogether.map((one) => `sa.UniqueConstraint(${named(one)})`),
    /** The statements that create its further indexes. */
    migrationIndexes: [
      ...uniqueAmongLeft.map((one) => createIndex(one, AMONG_LEFT)),
      ...[...ordered.map(endingInId), ...indexedTogether].map((one) => createIndex(one)),
      ...prefixed.map(({ columnName }) =>
        createIndex(
          { name: namePrefixIndex(table, columnName), columns: [columnName] },
          byBytes(columnName),
        ),
      ),
    ],
    /** The same where a column says itself that it is indexed. */
    namedMigrationIndexes: [...timesOf(ordered), ...indexedTogether].map((one) => createIndex(one)),
    /** What tests try twice. */
    takenTogether: has.create
      ? uniqueTogether
          .filter(({ fields }) =>
            fields.every((field) => {
              const { flow, readonly } = field.spec;
              // What a row refers to that only comes later has to be made of another factory first.
              return !readonly && flow === undefined && !comesLater(field);
            }),
          )
          .map((one, index) => viewTest(one, index, feature))
      : [],
  };
}

/** Returns the index of what is unique by itself. */
function alone(field: FieldView, table: string): TogetherView {
  const { columnName, key } = field;
  const name = nameTogether('unique', table, [columnName]);
  return { name, fields: [field], columns: [columnName], keys: [key] };
}

/** Returns an index that also holds in order the rows that are equal in its columns. */
function endingIn(one: TogetherView, { key, keyColumn }: FeatureView): TogetherView {
  return { ...one, columns: [...one.columns, keyColumn], keys: [...one.keys, key] };
}

/** Returns the indexes of the times of a row, which no field says. */
function timesOf(ordered: readonly TogetherView[]): readonly TogetherView[] {
  return ordered.filter(({ fields }) => fields.length === 0);
}

/** Returns a column of an index in a migration, in quotes of its own where the database needs them. */
export function indexedColumn(column: string): string {
  return needsQuotes(column) ? `sa.quoted_name("${column}", quote=True)` : `"${column}"`;
}

/**
 * Returns what is unique together besides that a second row would take, too, which has the same values of some fields: a
 * field that has few values is the same in both.
 *
 * @param differing fields that the second row has other values of.
 */
export function takenBesides(
  same: readonly FieldView[],
  { uniqueTogether, varied }: FeatureView,
  differing: readonly FieldView[] = [],
): readonly TogetherView[] {
  const isOther = (field: FieldView) =>
    isOneOf(differing, field) || varied.has(field.spec.name) || isLeftOpen(field);
  return uniqueTogether.filter(
    ({ fields }) =>
      fields.some((field) => !isOneOf(same, field)) &&
      fields.every((field) => isOneOf(same, field) || !isOther(field)),
  );
}

function isOneOf(fields: readonly FieldView[], { key }: FieldView): boolean {
  return fields.some((each) => each.key === key);
}

function viewTest({ columns, fields, keys }: TogetherView, index: number, feature: FeatureView) {
  const { varied } = feature;
  const words = fields.map(({ spec }) => spec.name).join('_and_');
  return {
    /** What the name of the test says: `order_and_product`. */
    words: words.length > 40 ? `fields_${index + 1}` : words,
    /** The keys in JSON, as Python strings. */
    keys: quoted(fields.map(({ json }) => json)),
    /** Each key in JSON, with the attribute of a row. */
    pairs: fields.map(({ attribute, json }) => ({ attribute, json })),
    /** Keys that refer to a row of the same feature, which has to be there. */
    toItself: fields.filter(isLeftOpen).map(({ json }) => json),
    /** Whether the refusal names them as the API does. */
    isNamed:
      columns.every((column, at) => column === keys[at]) &&
      takenBesides(fields, feature).length === 0,
    /** What another row can have of the values that are taken, as Python. */
    alone: fields.flatMap((field) => {
      const rest = fields.filter((other) => other !== field);
      const given = `"${field.json}": taken["${field.json}"]`;
      if (takenBesides([field], feature, rest).length > 0) return [];
      if (rest.some((other) => varied.has(other.spec.name) || isLeftOpen(other))) {
        return [`{${given}}`];
      }
      const other = rest.find(({ sample, otherSample }) => sample !== otherSample);
      return other === undefined ? [] : [`{${given}, "${other.json}": ${other.otherSample}}`];
    }),
  };
}

function named({ columns, name }: TogetherView): string {
  return `${quoted(columns)}, name="${name}"`;
}

function quoted(words: readonly string[]): string {
  return words.map((word) => `"${word}"`).join(', ');
}
