/** Types in a backend that has none of our modules: what `Text`, `Int32` or `UtcDateTime` stand for, written out. */
import { UsageError } from '../../errors.js';
import {
  annotated,
  type CheckedType,
  type ColumnType,
  type Constraint,
  called,
  type Dialect,
  type IdText,
} from '../../feature/field/dialect.js';
import type { CheckedField } from '../../feature/field/settings.js';
import type { Backend } from './backend.js';

/** How a backend wants its types written. */
export interface PlainTypes {
  /** Whether `email-validator` is there, without which Pydantic has no `EmailStr`. */
  readonly hasEmail: boolean;
  /** Whether constraints are given by SQLModel's `Field`, which knows no `pattern`. */
  readonly usesSqlmodelField: boolean;
  /** Whether `datetime.UTC` is there: since Python 3.11. */
  readonly hasUtc: boolean;
}

const INT32 = ['-2147483648', '2147483647'] as const;
const INT64 = ['-9223372036854775808', '9223372036854775807'] as const;

/** What is but another name, or no name of its own, for what Python and Pydantic have. */
const NAMES: Readonly<Record<string, string>> = {
  JsonObject: 'dict[str, Any]',
  LocalTime: 'time',
  Text: 'str',
  UtcDatetime: 'AwareDatetime',
};

const EMAIL: Constraint = ['pattern', String.raw`r"^[^@\s]+@[^@\s]+\.[^@\s]+$"`];
const URL: Constraint = ['pattern', String.raw`r"^https?://\S+$"`];

const IDS: Dialect['ids'] = {
  integer: {
    checked: annotated('int', [
      ['ge', '1'],
      ['le', INT32[1]],
    ]),
    plain: 'int',
    listed: 'int',
    migration: 'sa.Integer()',
    sample: '1',
    otherSample: '2',
    sampleOfN: 'n',
    invalid: ['0', '"not-a-number"'],
    invalidListed: '"not-a-number"',
  },
  uuid: {
    checked: 'UUID',
    plain: 'UUID',
    listed: 'UUID',
    migration: 'sa.Uuid()',
    sample: 'UUID("00000000-0000-4000-8000-000000000001")',
    otherSample: 'UUID("00000000-0000-4000-8000-000000000002")',
    sampleOfN: 'UUID(int=n)',
    invalid: ['"not-a-uuid"'],
    invalidListed: '"not-a-uuid"',
  },
  string: {
    checked: 'str',
    plain: 'str',
    listed: 'str',
    migration: 'sa.String(length=36)',
    sample: '"1"',
    otherSample: '"2"',
    sampleOfN: 'str(n)',
    invalid: ['0'],
    invalidListed: '0',
  },
} satisfies Record<string, IdText>;

/** The packages that bring `email-validator` with them. */
const EMAIL_PACKAGES = [
  'email-validator',
  'pydantic[email]',
  'fastapi[all]',
  'fastapi[standard]',
  'fastapi-users',
];

/**
 * How a backend wants the types of fields written.
 *
 * @param usesSqlmodelField whether schemas are where `Field` is that of SQLModel.
 */
export function dialectOf({ modules, tooling }: Backend, usesSqlmodelField = false): Dialect {
  return plainDialect({
    hasEmail:
      EMAIL_PACKAGES.some((name) => tooling.packages.has(name)) ||
      modules.mentioning(/\bEmailStr\b/).length > 0,
    usesSqlmodelField,
    hasUtc: tooling.python >= 311,
  });
}

/** The words of a backend that somebody else has written. */
export function plainDialect(types: PlainTypes): Dialect {
  return {
    refusesNull: false,
    utc: types.hasUtc ? 'UTC' : 'timezone.utc',
    annotation: (type) => annotation(type, types),
    column: plainColumn,
    ids: IDS,
  };
}

function annotation({ name, items, constraints = [] }: CheckedType, types: PlainTypes): string {
  const { hasEmail } = types;
  if (items !== undefined) return annotated(`list[${itemOf(items, types)}]`, constraints);
  if (name === 'Int32' || name === 'Int64') {
    return annotated('int', [...constraints, ...boundsBeside(constraints, name)]);
  }
  if (name === 'HttpUrlText') return patterned(constraints, '2083', URL, types);
  if (name === 'EmailStr' && !hasEmail) return patterned(constraints, '254', EMAIL, types);
  return constrained(NAMES[name] ?? name, constraints, types);
}

/** What a list holds: its numbers are not stored in columns of so many bits. */
function itemOf(items: CheckedType, types: PlainTypes): string {
  return items.name === 'Int32' || items.name === 'Int64' ? 'int' : annotation(items, types);
}

/** The limits of a column, where a number has none of its own. */
function boundsBeside(constraints: readonly Constraint[], name: 'Int32' | 'Int64'): Constraint[] {
  const [low, high] = name === 'Int32' ? INT32 : INT64;
  const has = (...names: string[]) => constraints.some(([each]) => names.includes(each));
  return [
    ...(has('gt', 'ge') ? [] : [['ge', low] as const]),
    ...(has('lt', 'le') ? [] : [['le', high] as const]),
  ];
}

/** Text that has to look like something. */
function patterned(
  constraints: readonly Constraint[],
  longest: string,
  pattern: Constraint,
  types: PlainTypes,
): string {
  const limits = constraints.length === 0 ? [['max_length', longest] as const] : constraints;
  return constrained('str', [...limits, pattern], types);
}

function constrained(
  type: string,
  constraints: readonly Constraint[],
  { usesSqlmodelField }: PlainTypes,
): string {
  const hasPattern = constraints.some(([name]) => name === 'pattern');
  return annotated(
    type,
    constraints,
    usesSqlmodelField && hasPattern ? 'StringConstraints' : 'Field',
  );
}

function plainColumn(column: ColumnType, { items, name }: CheckedField): string {
  const [argument = ''] = column.arguments ?? [];
  switch (column.name) {
    case 'TypedJson':
      throw new UsageError(
        `field "${name}": this backend has no column type for a list of ${items}. ` +
          'Use a list of str or int, or a separate feature that refers to this one.',
      );
    case 'ExactDecimal':
      return called({ ...column, name: 'Numeric' });
    case 'UtcDateTime':
      return 'DateTime(timezone=True)';
    case 'enum_type':
      return `SAEnum(${argument}, native_enum=False, length=50, values_callable=lambda members: [member.value for member in members])`;
    default:
      return called(column);
  }
}
