/**
 * How a project writes Python: what it calls the types of fields.
 *
 * A field type is described in the words of our foundation (`Text`, `Int32`, `UtcDateTime`); a
 * dialect writes that in the words of the project.
 */
import { onlyArgument } from '../../python/literals.js';
import type { CheckedField } from './settings.js';

/** A constraint that Pydantic checks: `max_length` and `120`. */
export type Constraint = readonly [name: string, value: string];

/** A type that Pydantic checks, before it is Python: by its name in our foundation, or a list. */
export interface CheckedType {
  /** `Text`, `Int32`, `Decimal`; `list` for a list. */
  readonly name: string;
  /** What the list holds. */
  readonly items?: CheckedType;
  readonly constraints?: readonly Constraint[];
  /** The limits of its column, if those of the type are wider: whatever is looked for has to be within them. */
  readonly ofColumn?: readonly Constraint[];
  /** A generic type of our foundation that it goes into: `JsonNumber`. */
  readonly within?: string;
}

/**
 * The type of a column, before it is Python: a class of SQLAlchemy or of our foundation, with its
 * arguments.
 */
export interface ColumnType {
  /** `String`, `ExactDecimal`, `enum_type`. */
  readonly name: string;
  /** The arguments, as source text. */
  readonly arguments?: readonly string[];
}

/** What rows are identified by. */
export type IdKind = 'integer' | 'bigint' | 'uuid' | 'string';

/** What identifies a row, as source text. */
export interface IdText {
  /** The annotation that checks it: `EntityId`. */
  readonly checked: string;
  /** The annotation that checks it in a URL, where everything is text, if that is another one. */
  readonly query?: string;
  /** The plain annotation: `int`. */
  readonly plain: string;
  /** The annotation for an id within a list. */
  readonly listed: string;
  /** Whether a request may have only so many of them in a list, also where a field does not say how many. */
  readonly isLimited?: true;
  /** The type of the column in a model, if the annotation does not say it. */
  readonly column?: string;
  /** What makes one, if the database does not. */
  readonly maker?: string;
  /** The type of the column in a migration. */
  readonly migration: string;
  /** One that no row has, in Python and as in JSON. */
  readonly unknown: string;
  readonly unknownInJson: string;
  readonly sample: string;
  /** The same, written as in JSON, if that is written otherwise. */
  readonly sampleInJson?: string;
  readonly otherSample: string;
  readonly sampleOfN: string;
  /** The same for a number that is known, if it is written otherwise. */
  readonly sampleAt?: (number: number) => string;
  /** Values, written as in JSON, that must be refused. */
  readonly invalid: readonly string[];
  /** One that must be refused within a list. */
  readonly invalidListed: string;
}

/** How types and values are written in a project. */
export interface Dialect {
  /** The time zone of instants: `UTC`. */
  readonly utc: string;
  /** Whether texts with a null character are refused, as PostgreSQL cannot store them. */
  readonly refusesNull: boolean;
  /** Returns an annotation that checks its values. */
  annotation(type: CheckedType): string;
  /**
   * Returns the type of a column in a model.
   *
   * @throws UsageError if the project has no such column.
   */
  column(type: ColumnType, field: CheckedField): string;
  /** What identifies rows, for each kind of id. */
  readonly ids: Readonly<Record<IdKind, IdText>>;
}

/** Returns `Annotated[Text, Field(max_length=120)]`, or the type alone if it has no constraints. */
export function annotated(
  type: string,
  constraints: readonly Constraint[] = [],
  check = 'Field',
): string {
  if (constraints.length === 0) return type;
  const list = constraints.map(([name, value]) => `${name}=${value}`).join(', ');
  return `Annotated[${type}, ${check}(${list})]`;
}

/**
 * Returns the same for a type of our foundation. Its text has rules already, to which Pydantic adds a pattern without
 * describing it.
 */
function ruled(type: string, constraints: readonly Constraint[] = []): string {
  const [, pattern] = constraints.find(([name]) => name === 'pattern') ?? [];
  if (pattern === undefined) return annotated(type, constraints);
  const others = constraints.filter(([name]) => name !== 'pattern');
  const limits = others.map(([name, value]) => `${name}=${value}`).join(', ');
  return `Annotated[${type}, ${limits && `Field(${limits}), `}matching(${onlyArgument(pattern)})]`;
}

/** Returns `String(120)`, or the name alone if it has no arguments. */
export function called({ name, arguments: args = [] }: ColumnType): string {
  return args.length === 0 ? name : `${name}(${args.join(', ')})`;
}

/** Ids that are numbers, which the database gives. */
export const INTEGER_ID: IdText = {
  checked: 'JsonNumber[EntityId]',
  query: 'EntityId',
  plain: 'int',
  listed: 'JsonNumber[EntityId]',
  isLimited: true,
  migration: 'sa.Integer()',
  unknown: '2**31 - 1',
  unknownInJson: '2147483647',
  sample: '1',
  otherSample: '2',
  sampleOfN: 'n',
  invalid: ['0', 'True', '"not-a-number"'],
  invalidListed: '0',
};

const BIGINT_ID: IdText = {
  ...INTEGER_ID,
  checked: 'JsonNumber[Int64]',
  query: 'Int64',
  listed: 'JsonNumber[Int64]',
  // SQLite numbers the rows of INTEGER alone, which holds as much there.
  column: 'BigInteger().with_variant(Integer, "sqlite")',
  migration: 'sa.BigInteger().with_variant(sa.Integer(), "sqlite")',
  unknown: '2**63 - 1',
  unknownInJson: '9223372036854775807',
  invalid: ['9223372036854775808', 'True', '"not-a-number"'],
  invalidListed: '9223372036854775808',
};

/** UUIDs that are said by whoever creates a row. */
export const GIVEN_UUID = {
  checked: 'UUID',
  plain: 'UUID',
  listed: 'UUID',
  isLimited: true,
  migration: 'sa.Uuid()',
  unknown: 'UUID(int=0)',
  unknownInJson: '"00000000-0000-0000-0000-000000000000"',
  sample: 'UUID(int=1)',
  sampleInJson: '"00000000-0000-0000-0000-000000000001"',
  otherSample: 'UUID(int=2)',
  sampleOfN: 'UUID(int=n)',
  invalid: ['0', '"not-a-uuid"'],
  invalidListed: '0',
} satisfies IdText;

const UUID_ID: IdText = { ...GIVEN_UUID, maker: 'uuid7' };

/** Ids that are strings, which look the same in every dialect. */
export const STRING_ID: IdText = {
  checked: 'str',
  plain: 'str',
  listed: 'str',
  migration: 'sa.String(length=36)',
  unknown: '"nobody"',
  unknownInJson: '"nobody"',
  sample: '"1"',
  otherSample: '"2"',
  sampleOfN: 'str(n)',
  invalid: ['0'],
  invalidListed: '0',
};

/** The dialect of the foundations that our architectures create. */
export const foundationDialect: Dialect = {
  utc: 'UTC',
  refusesNull: true,
  annotation: ({ name, items, constraints, within }) => {
    const type = ruled(
      items === undefined ? name : `${name}[${foundationDialect.annotation(items)}]`,
      constraints,
    );
    return within === undefined ? type : `${within}[${type}]`;
  },
  column: called,
  ids: { integer: INTEGER_ID, bigint: BIGINT_ID, uuid: UUID_ID, string: STRING_ID },
};
