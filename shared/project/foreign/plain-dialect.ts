/**
 * Types in a backend that has none of our modules: `Text`, `Int32` or `UtcDateTime`, written out.
 */
import { UsageError } from '../../errors.js';
import {
  annotated,
  type CheckedType,
  type ColumnType,
  type Constraint,
  called,
  type Dialect,
  type IdText,
  STRING_ID,
} from '../../feature/field/dialect.js';
import type { CheckedField } from '../../feature/field/settings.js';
import type { Backend } from './backend.js';
import { losesZones } from './sqlite.js';

/** What a backend can express in its types. */
export interface PlainTypes {
  /** Whether it has `email-validator`, without which Pydantic has no `EmailStr`. */
  readonly hasEmail: boolean;
  /** Whether constraints go into SQLModel's `Field`, which has no `pattern`. */
  readonly usesSqlmodelField: boolean;
  /** Whether it has `datetime.UTC`, which came with Python 3.11. */
  readonly hasUtc: boolean;
  /** Whether its database keeps an instant as it is written, without saying in which zone. */
  readonly losesZones?: boolean;
}

const INT32 = ['-2147483648', '2147483647'] as const;
const INT64 = ['-9223372036854775808', '9223372036854775807'] as const;

/**
 * Types of our foundation that have another name in Python or Pydantic, or whose rules go without a
 * name.
 */
const NAMES: Readonly<Record<string, string>> = {
  Duration: 'timedelta',
  FilledLine: 'str',
  FilledText: 'str',
  IsoDate: 'date',
  JsonDecimal: 'Decimal',
  JsonObject: 'dict[str, Any]',
  LocalTime: 'time',
  OneLine: 'str',
  StrictBool: 'bool',
  Text: 'str',
  UtcDatetime: 'AwareDatetime',
};

const EMAIL: Constraint = ['pattern', String.raw`r"^[^@\s]+@[^@\s]+\.[^@\s]+$"`];
const URL: Constraint = ['pattern', String.raw`r"^https?://\S+$"`];

const INTEGER_ID: IdText = {
  checked: annotated('int', [
    ['ge', '1'],
    ['le', INT32[1]],
  ]),
  plain: 'int',
  listed: 'int',
  migration: 'sa.Integer()',
  unknown: '123456',
  unknownInJson: '123456',
  sample: '1',
  otherSample: '2',
  sampleOfN: 'n',
  invalid: ['0', 'True', '"not-a-number"'],
  invalidListed: '"not-a-number"',
};

const IDS: Dialect['ids'] = {
  integer: INTEGER_ID,
  bigint: INTEGER_ID,
  uuid: {
    checked: 'UUID',
    plain: 'UUID',
    listed: 'UUID',
    migration: 'sa.Uuid()',
    unknown: 'uuid4()',
    unknownInJson: '"00000000-0000-4000-8000-000000000000"',
    sample: 'UUID("00000000-0000-4000-8000-000000000001")',
    otherSample: 'UUID("00000000-0000-4000-8000-000000000002")',
    sampleOfN: 'UUID(int=n)',
    invalid: ['"not-a-uuid"'],
    invalidListed: '"not-a-uuid"',
  },
  string: STRING_ID,
} satisfies Record<string, IdText>;

/** The packages that install `email-validator`. */
const EMAIL_PACKAGES = [
  'email-validator',
  'pydantic[email]',
  'fastapi[all]',
  'fastapi[standard]',
  'fastapi-users',
];

/** Pydantic's own: a feature may be called `email_str`. */
const PYDANTIC_EMAIL =
  /\bfrom\s+pydantic[.\w]*\s+import\s*(?:\([^)]*|[^\n(]*)\bEmailStr\b|\bpydantic[.\w]*\.EmailStr\b/;

/**
 * Returns how a backend writes the types of fields.
 *
 * @param usesSqlmodelField whether `Field` is that of SQLModel in the module of the schemas.
 */
export function dialectOf({ modules, tooling }: Backend, usesSqlmodelField = false): Dialect {
  return plainDialect({
    hasEmail:
      EMAIL_PACKAGES.some((name) => tooling.packages.has(name)) ||
      modules.mentioning(PYDANTIC_EMAIL).length > 0,
    usesSqlmodelField,
    hasUtc: tooling.python >= 311,
    losesZones: losesZones(modules),
  });
}

/** Returns the dialect of an existing backend. */
export function plainDialect(types: PlainTypes): Dialect {
  return {
    refusesNull: false,
    utc: utcOf(types),
    annotation: (type) => annotation(type, types),
    column: plainColumn,
    ids: IDS,
  };
}

function utcOf({ hasUtc }: PlainTypes): string {
  return hasUtc ? 'UTC' : 'timezone.utc';
}

function annotation({ name, items, constraints = [] }: CheckedType, types: PlainTypes): string {
  const { hasEmail } = types;
  if (items !== undefined) return annotated(`list[${itemOf(items, types)}]`, constraints);
  if (name === 'Int32' || name === 'Int64') {
    return annotated('int', [...constraints, ...boundsBeside(constraints, name)]);
  }
  if (name === 'IpAddress') return checkedAfterwards('IPvAnyAddress', 'str');
  if (name === 'HttpUrlText') return patterned(constraints, '2083', URL, types);
  if (name === 'UtcDatetime') {
    const type = constrained('AwareDatetime', [...constraints, ...instantBounds(types)], types);
    if (!types.losesZones) return type;
    return checkedAfterwards(type, `lambda at: at.astimezone(${utcOf(types)})`);
  }
  if (name === 'LowercaseEmail') {
    return checkedAfterwards(annotation({ name: 'EmailStr', constraints }, types), 'str.lower');
  }
  if (name === 'EmailStr' && !hasEmail) return patterned(constraints, '254', EMAIL, types);
  return constrained(NAMES[name] ?? name, constraints, types);
}

/**
 * Returns what a list holds. Its numbers are not in columns, so they have no limit of 32 or 64
 * bits.
 */
function itemOf(items: CheckedType, types: PlainTypes): string {
  return items.name === 'Int32' || items.name === 'Int64' ? 'int' : annotation(items, types);
}

/** Returns the limits within which an instant has a date in every zone. */
function instantBounds(types: PlainTypes): Constraint[] {
  const utc = utcOf(types);
  return [
    ['ge', `datetime.min.replace(tzinfo=${utc})`],
    ['le', `datetime.max.replace(tzinfo=${utc})`],
  ];
}

/** Returns the limits of the column that the number's own limits leave open. */
function boundsBeside(constraints: readonly Constraint[], name: 'Int32' | 'Int64'): Constraint[] {
  const [low, high] = name === 'Int32' ? INT32 : INT64;
  const has = (...names: string[]) => constraints.some(([each]) => names.includes(each));
  return [
    ...(has('gt', 'ge') ? [] : [['ge', low] as const]),
    ...(has('lt', 'le') ? [] : [['le', high] as const]),
  ];
}

/** Returns a type whose values go through a function once they are checked. */
function checkedAfterwards(type: string, check: string): string {
  const metadata = type.startsWith('Annotated[') ? type.slice('Annotated['.length, -1) : type;
  return `Annotated[${metadata}, AfterValidator(${check})]`;
}

/** Returns text that has to match a pattern. */
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
    case 'LargeBinary':
      throw new UsageError(
        `field "${name}": nothing in this backend turns bytes into JSON and back. ` +
          'Use text for what is Base64 anyway, or keep the bytes elsewhere and their address here, as url.',
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
