/**
 * What each field type means in Python: the one table that knows annotations, columns, migrations and samples.
 *
 * Everything here is source text, ready to stand in a template. The names it uses (`Text`, `Int32`,
 * `UtcDateTime`, ...) are those of the modules that every architecture's foundation provides.
 */
import { createRequire } from 'node:module';
import { UsageError } from '../../errors.js';
import { pythonBoolean, pythonPattern, pythonString } from '../../python/literals.js';
import { nameEnumMember } from '../naming.js';
import type { FieldSpec } from './spec.js';
import type { FieldType } from './vocabulary.js';

/** How one field looks in Python, as source text. */
export interface PythonField {
  /** The type the domain checks, with its constraints: `Annotated[Decimal, Field(gt=0)]`, `Int32`. */
  readonly checked: string;
  /** The same without constraints, for answers and columns: `Decimal`, `int`. */
  readonly plain: string;
  /** The SQLAlchemy type in a model: `String(120)`. */
  readonly column: string;
  /** The SQLAlchemy type in a migration: `sa.String(length=120)`. */
  readonly migration: string;
  /** The default value as a Python expression, where the field has one. */
  readonly defaultValue: string | undefined;
  /** Whether `defaultValue` has to be computed for each row (`datetime.now(UTC)`). */
  readonly defaultIsCall: boolean;
  /** A valid value. */
  readonly sample: string;
  /** Another valid value, or the same text where the field allows only one. */
  readonly otherSample: string;
  /** A valid value that differs for each `n` (1, 2, 3, ...), for unique fields. */
  readonly sampleOfN: string;
  /** Values, as JSON would carry them, that must be refused. */
  readonly invalid: readonly string[];
}

/** How many rows a unique field must at least allow: with fewer, the feature could hardly be used or tested. */
const FEWEST_UNIQUE_VALUES = 10;

const DEFAULT_STRING_LENGTH = 255;
const LONGEST_EMAIL = 254;
const LONGEST_URL = 2083;

/** What the column and the class of an enum field need to be known by. */
export interface PythonFieldContext {
  /** The class of an enum field: `ProductStatus`. */
  readonly enumClass: string;
  /** What sample texts speak of: `product`. */
  readonly featureLabel: string;
}

/**
 * Looks a field up in the type table.
 *
 * @param field a validated field; `ref` and `refs` have no entry of their own, as they depend on their target.
 * @throws UsageError where no row, or too few different rows, could satisfy the field's limits.
 */
export function pythonField(field: FieldSpec, context: PythonFieldContext): PythonField {
  const entry = TYPES[field.type as ScalarType];
  return { ...withoutDefault(field), ...entry(field, context) };
}

type ScalarType = Exclude<FieldType, 'ref' | 'refs'>;
type Entry = (
  field: FieldSpec,
  context: PythonFieldContext,
) => Omit<PythonField, 'defaultValue' | 'defaultIsCall'> &
  Partial<Pick<PythonField, 'defaultValue' | 'defaultIsCall'>>;

const TYPES: Record<ScalarType, Entry> = {
  str: (field, context) => textField(field, context, Number(field.max ?? DEFAULT_STRING_LENGTH)),
  text: (field, context) => textField(field, context, undefined),
  int: (field) => integerField(field, 'Int32', 'Integer', -(2n ** 31n), 2n ** 31n - 1n),
  bigint: (field) => integerField(field, 'Int64', 'BigInteger', -(2n ** 63n), 2n ** 63n - 1n),
  float: floatField,
  decimal: decimalField,
  bool: (field) => ({
    checked: 'bool',
    plain: 'bool',
    column: 'Boolean',
    migration: 'sa.Boolean()',
    ...literalDefault(field, (value) => pythonBoolean(value === 'true')),
    sample: 'True',
    otherSample: 'False',
    sampleOfN: 'n % 2 == 0',
    invalid: ['"perhaps"'],
  }),
  date: (field) => ({
    checked: 'date',
    plain: 'date',
    column: 'Date',
    migration: 'sa.Date()',
    ...(field.default === 'today'
      ? { defaultValue: 'datetime.now(UTC).date()', defaultIsCall: true }
      : literalDefault(field, dateLiteral)),
    sample: 'date(2024, 1, 31)',
    otherSample: 'date(2025, 2, 28)',
    sampleOfN: 'date(2024, 1, 1) + timedelta(days=n)',
    invalid: ['"2024-13-01"'],
  }),
  datetime: (field) => ({
    checked: 'UtcDatetime',
    plain: 'datetime',
    column: 'UtcDateTime',
    migration: 'sa.DateTime(timezone=True)',
    ...(field.default === 'now'
      ? { defaultValue: 'datetime.now(UTC)', defaultIsCall: true }
      : literalDefault(field, datetimeLiteral)),
    sample: 'datetime(2024, 1, 31, 9, 30, tzinfo=UTC)',
    otherSample: 'datetime(2025, 2, 28, 18, 45, tzinfo=UTC)',
    sampleOfN: 'datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=n)',
    invalid: ['"2024-01-31T09:30:00"', '"yesterday"'],
  }),
  time: (field) => ({
    checked: 'LocalTime',
    plain: 'time',
    column: 'Time',
    migration: 'sa.Time()',
    ...literalDefault(field, timeLiteral),
    sample: 'time(9, 30)',
    otherSample: 'time(18, 45)',
    sampleOfN: 'time(n // 60 % 24, n % 60)',
    invalid: ['"25:00"'],
  }),
  uuid: (field) => ({
    checked: 'UUID',
    plain: 'UUID',
    column: 'Uuid',
    migration: 'sa.Uuid()',
    ...literalDefault(field, (value) => `UUID(${pythonString(value)})`),
    sample: 'UUID("00000000-0000-4000-8000-000000000001")',
    otherSample: 'UUID("00000000-0000-4000-8000-000000000002")',
    sampleOfN: 'uuid4()',
    invalid: ['"not-a-uuid"'],
  }),
  json: (field) => ({
    checked: 'JsonObject',
    plain: 'dict[str, Any]',
    ...jsonColumn(field),
    sample: '{"color": "red"}',
    otherSample: '{"color": "blue", "sizes": [1, 2]}',
    sampleOfN: '{"number": n}',
    invalid: ['"text"'],
  }),
  email: (field) => {
    const longest = Number(field.max ?? LONGEST_EMAIL);
    return {
      ...lengthBoundText(field, 'EmailStr', 'str', longest),
      ...boundedSamples(field, 'user', '@example.com', '@ab.co', longest, 64),
      invalid: ['"nobody"'],
    };
  },
  url: (field, context) => {
    const longest = Number(field.max ?? LONGEST_URL);
    return {
      ...lengthBoundText(field, 'HttpUrlText', 'str', longest),
      ...urlSamples(field, context, longest),
      invalid: ['"not a url"', '"ftp://example.com"'],
    };
  },
  enum: (field, { enumClass }) => {
    const values = field.values ?? [];
    const member = (value: string | undefined) => `${enumClass}.${nameEnumMember(value ?? '')}`;
    requireUniqueValues(field, BigInt(values.length));
    return {
      checked: enumClass,
      plain: enumClass,
      column: `enum_type(${enumClass})`,
      migration: `sa.Enum(${values.map(pythonString).join(', ')}, name="${enumClass.toLowerCase()}", native_enum=False, length=50)`,
      ...literalDefault(field, member),
      sample: member(values[0]),
      otherSample: member(values[1] ?? values[0]),
      sampleOfN: `list(${enumClass})[n % ${values.length}]`,
      invalid: [pythonString(valueOutside(values))],
    };
  },
  list: (field, context) => {
    const items = field.items ?? 'str';
    const element = pythonField(plainField(field.name, items), context);
    const fewest = Number(field.min ?? 0);
    const most = Number(field.max ?? Number.POSITIVE_INFINITY);
    const limits = [
      ...(fewest > 0 ? [`min_length=${fewest}`] : []),
      ...(Number.isFinite(most) ? [`max_length=${most}`] : []),
    ];
    return {
      checked: annotated(`list[${element.checked}]`, limits),
      plain: `list[${element.plain}]`,
      ...(JSON_HAS_NO.has(items)
        ? { column: `TypedJson(list[${element.plain}])`, migration: 'sa.JSON()' }
        : jsonColumn(field)),
      sample: listOf([element.sample, element.otherSample], fewest, most),
      otherSample: listOf([element.otherSample], fewest, most),
      sampleOfN: `[${element.sampleOfN}]`,
      invalid: [
        '"text"',
        ...element.invalid.slice(0, 1).map((value) => listOf([value], fewest, most)),
      ],
    };
  },
};

function withoutDefault(field: FieldSpec) {
  return { defaultValue: field.optional ? 'None' : undefined, defaultIsCall: false };
}

function literalDefault(field: FieldSpec, literal: (value: string) => string) {
  return field.default === undefined ? {} : { defaultValue: literal(field.default) };
}

function annotated(type: string, constraints: readonly string[]): string {
  return constraints.length === 0 ? type : `Annotated[${type}, Field(${constraints.join(', ')})]`;
}

/** A field of `type` with nothing said about it, as the elements of a list are. */
function plainField(name: string, type: FieldType): FieldSpec {
  const flags = { optional: false, unique: false, index: false, private: false, readonly: false };
  return { name, type, ...flags, ...(type === 'decimal' ? { precision: 12, scale: 2 } : {}) };
}

/** @throws UsageError where a unique field would allow only a handful of rows. */
function requireUniqueValues(field: FieldSpec, possible: bigint): void {
  if (!field.unique || possible >= BigInt(FEWEST_UNIQUE_VALUES)) return;
  throw new UsageError(
    `field "${field.name}" is unique, but its limits allow only ${possible} different ` +
      `value${possible === 1n ? '' : 's'}, so there could never be more rows than that. ` +
      `Allow at least ${FEWEST_UNIQUE_VALUES}, or leave \`unique\` out.`,
  );
}

// --- text ---------------------------------------------------------------------------------------

function textField(
  field: FieldSpec,
  context: PythonFieldContext,
  columnLength: number | undefined,
) {
  const longest = field.max === undefined ? columnLength : Number(field.max);
  const checked = lengthBoundText(field, 'Text', 'str', longest);
  const invalid = [
    '"a\\x00b"',
    ...(longest !== undefined && longest < 5000 ? [`"x" * ${longest + 1}`] : []),
    ...(Number(field.min ?? 0) > 0 ? ['""'] : []),
  ];
  const columns =
    columnLength === undefined
      ? { column: 'Text', migration: 'sa.Text()' }
      : stringColumn(columnLength);
  if (field.pattern !== undefined) {
    return { ...checked, ...columns, ...patternSamples(field, longest), invalid };
  }
  return { ...checked, ...columns, ...textSamples(field, context, longest), invalid };
}

function lengthBoundText(
  field: FieldSpec,
  type: string,
  plain: string,
  longest: number | undefined,
) {
  const constraints = [
    ...(Number(field.min ?? 0) > 0 ? [`min_length=${Number(field.min)}`] : []),
    ...(longest !== undefined && !(field.max === undefined && type !== 'Text')
      ? [`max_length=${longest}`]
      : []),
    ...(field.pattern === undefined ? [] : [`pattern=${pythonPattern(field.pattern)}`]),
  ];
  return {
    checked: annotated(type, constraints),
    plain,
    ...stringColumn(longest ?? DEFAULT_STRING_LENGTH),
    ...literalDefault(field, pythonString),
  };
}

function stringColumn(length: number) {
  return { column: `String(${length})`, migration: `sa.String(length=${length})` };
}

function textSamples(
  field: FieldSpec,
  { featureLabel }: PythonFieldContext,
  longest = Number.POSITIVE_INFINITY,
) {
  const shortest = Number(field.min ?? 0);
  const prefix = `${field.name.replaceAll('_', ' ')} of ${featureLabel} `;
  // Six digits are more than a test run ever counts to.
  if (prefix.length + 6 <= longest && prefix.length + 1 >= shortest && prefix.length <= 60) {
    return samplesFrom((n) => pythonString(`${prefix}${n}`), `f"${prefix}{n}"`);
  }
  return digitSamples(field, '', '', shortest, longest);
}

/** Samples that end in digits only: `00001`, `00002`, between two pieces of fixed text. */
function digitSamples(
  field: FieldSpec,
  before: string,
  after: string,
  shortest: number,
  longest: number,
) {
  const fixed = before.length + after.length;
  if (longest - fixed < 1) {
    throw new UsageError(
      `field "${field.name}" allows at most ${longest} characters, too few for any ${field.type} value. Raise max.`,
    );
  }
  const width = Math.max(1, shortest - fixed, Math.min(6, longest - fixed));
  requireUniqueValues(field, 10n ** BigInt(Math.min(width, 6)));
  const digits = (n: number) => pythonString(`${before}${String(n).padStart(width, '0')}${after}`);
  const number = width >= 6 ? `n:0${width}` : `n % ${10 ** width}:0${width}`;
  return samplesFrom(digits, `f"${before}{${number}}${after}"`);
}

function boundedSamples(
  field: FieldSpec,
  before: string,
  after: string,
  shortAfter: string,
  longest: number,
  longestLocalPart: number,
) {
  const shortest = Number(field.min ?? 0);
  const roomy = before.length + 6 + after.length;
  if (roomy <= longest && before.length + 1 + after.length >= shortest) {
    return samplesFrom((n) => pythonString(`${before}${n}${after}`), `f"${before}{n}${after}"`);
  }
  const ending =
    shortest - shortAfter.length > longestLocalPart ? `@${domainOf(shortest)}` : shortAfter;
  return digitSamples(
    field,
    '',
    ending,
    Math.min(shortest, ending.length + longestLocalPart),
    longest,
  );
}

/** A domain long enough that an address at it, with a local part of a few digits, has `length` characters. */
function domainOf(length: number): string {
  const labels: string[] = [];
  for (let left = length - 12; left > 0; left -= 51) labels.push('d'.repeat(Math.min(50, left)));
  return `${labels.join('.')}.co`;
}

function urlSamples(field: FieldSpec, { featureLabel }: PythonFieldContext, longest: number) {
  const path = `https://example.com/${featureLabel.replaceAll(' ', '-')}/`;
  const shortest = Number(field.min ?? 0);
  if (path.length + 6 <= longest && path.length + 1 >= shortest && path.length <= 60) {
    return samplesFrom((n) => pythonString(`${path}${n}`), `f"${path}{n}"`);
  }
  return digitSamples(field, 'https://ab.co/', '', shortest, longest);
}

function samplesFrom(value: (n: number) => string, sampleOfN: string) {
  return { sample: value(1), otherSample: value(2), sampleOfN };
}

const require = createRequire(import.meta.url);

/** @throws UsageError where no text within the length limits matches the pattern. */
function patternSamples(field: FieldSpec, longest = 1000) {
  // Loaded only here: a pattern is rare, and the package is large.
  const fc = require('fast-check') as typeof import('fast-check');
  const pattern = new RegExp(field.pattern ?? '', 'u');
  const shortest = Number(field.min ?? 0);
  const texts = fc
    .sample(fc.stringMatching(pattern), { seed: 1, numRuns: 500 })
    .map((text) => text.replaceAll(/[^\x20-\x7e]/g, ''))
    .filter((text) => pattern.test(text) && text.length >= shortest && text.length <= longest);
  const distinct = [...new Set(texts)].sort((a, b) => a.length - b.length).slice(0, 20);
  if (distinct.length === 0) {
    throw new UsageError(
      `field "${field.name}": found no printable text of ${shortest} to ${longest} characters that matches the pattern ` +
        `"${field.pattern}". Loosen the pattern or the length.`,
    );
  }
  requireUniqueValues(field, BigInt(distinct.length));
  const literals = distinct.map(pythonString);
  return {
    sample: literals[0] as string,
    otherSample: literals[1] ?? (literals[0] as string),
    sampleOfN: `[${literals.join(', ')}][n % ${literals.length}]`,
  };
}

// --- numbers ------------------------------------------------------------------------------------

function numericConstraints(field: FieldSpec, literal: (bound: string) => string): string[] {
  return (['gt', 'ge', 'lt', 'le'] as const).flatMap((name) => {
    const bound = field[name];
    return bound === undefined ? [] : [`${name}=${literal(bound)}`];
  });
}

function integerField(
  field: FieldSpec,
  checked: string,
  column: string,
  smallest: bigint,
  largest: bigint,
) {
  const low = lowest(field, BigInt, 1n) ?? smallest;
  const high = highest(field, BigInt, 1n) ?? largest;
  const samples = steps(field, low, high);
  return {
    checked: annotated(
      checked,
      numericConstraints(field, (bound) => bound),
    ),
    plain: 'int',
    column,
    migration: `sa.${column}()`,
    ...literalDefault(field, (value) => value),
    sample: `${samples.first}`,
    otherSample: `${samples.second}`,
    sampleOfN: samples.ofN(String),
    invalid: ['"not-a-number"', `${low - 1n}`, `${high + 1n}`],
  };
}

function decimalField(field: FieldSpec) {
  const { precision = 12, scale = 2 } = field;
  const scaled = (text: string) => scaleDecimal(text, scale);
  const largest = 10n ** BigInt(precision) - 1n;
  const low = lowest(field, scaled, 1n) ?? -largest;
  const high = highest(field, scaled, 1n) ?? largest;
  // Fifteen digits are what SQLite keeps of a number, so samples stay below.
  const samples = steps(field, low, high);
  const literal = (value: bigint) => `Decimal("${unscaleDecimal(value, scale)}")`;
  const step = literal(1n);
  return {
    checked: annotated('Decimal', [
      ...numericConstraints(field, (bound) =>
        /^-?\d+$/.test(bound) ? bound : `Decimal("${bound}")`,
      ),
      `max_digits=${precision}`,
      `decimal_places=${scale}`,
    ]),
    plain: 'Decimal',
    column: `ExactDecimal(${precision}, ${scale})`,
    migration: `sa.Numeric(precision=${precision}, scale=${scale})`,
    ...literalDefault(field, (value) => `Decimal("${value}")`),
    sample: literal(samples.first),
    otherSample: literal(samples.second),
    sampleOfN: samples.ofN(literal, (number) => `${number} * ${step}`),
    invalid: [
      '"not-a-number"',
      `"${unscaleDecimal(low - 1n, scale)}"`,
      `"${unscaleDecimal(high + 1n, scale)}"`,
    ],
  };
}

function floatField(field: FieldSpec) {
  const low = Number(field.gt ?? field.ge ?? Number.NEGATIVE_INFINITY);
  const high = Number(field.lt ?? field.le ?? Number.POSITIVE_INFINITY);
  const [first, second, ofN] = floatSamples(field, low, high);
  const below =
    field.gt ?? (field.ge === undefined ? undefined : floatLiteral(Number(field.ge) - 1));
  const above =
    field.lt ?? (field.le === undefined ? undefined : floatLiteral(Number(field.le) + 1));
  return {
    checked: annotated(
      'FiniteFloat',
      numericConstraints(field, (bound) => bound),
    ),
    plain: 'float',
    column: 'Float',
    migration: 'sa.Float()',
    ...literalDefault(field, (value) => floatLiteral(Number(value))),
    sample: floatLiteral(first),
    otherSample: floatLiteral(second),
    sampleOfN: ofN,
    invalid: [
      '"not-a-number"',
      ...(below === undefined ? [] : [below]),
      ...(above === undefined ? [] : [above]),
    ],
  };
}

function floatSamples(field: FieldSpec, low: number, high: number): [number, number, string] {
  if (Number.isFinite(low) && Number.isFinite(high)) {
    if (low === high) {
      requireUniqueValues(field, 1n);
      return [low, low, floatLiteral(low)];
    }
    const at = (part: number) => low + (high - low) * part;
    return [
      at(0.5),
      at(0.25),
      `${floatLiteral(low)} + ${floatLiteral(high - low)} * (n % 997 + 1) / 1000`,
    ];
  }
  if (Number.isFinite(high)) {
    return [high - 0.5, high - 1.5, `${floatLiteral(high)} - n - 0.5`];
  }
  const from = Number.isFinite(low) ? low : 0;
  return [from + 0.5, from + 1.5, `${floatLiteral(from)} + n + 0.5`];
}

function floatLiteral(value: number): string {
  const text = String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}

function lowest(
  field: FieldSpec,
  parse: (text: string) => bigint,
  step: bigint,
): bigint | undefined {
  if (field.gt !== undefined) return parse(field.gt) + step;
  return field.ge === undefined ? undefined : parse(field.ge);
}

function highest(
  field: FieldSpec,
  parse: (text: string) => bigint,
  step: bigint,
): bigint | undefined {
  if (field.lt !== undefined) return parse(field.lt) - step;
  return field.le === undefined ? undefined : parse(field.le);
}

/** Whole-numbered sample values between two limits, near zero where the limits allow it. */
function steps(field: FieldSpec, low: bigint, high: bigint) {
  if (low > high) {
    throw new UsageError(
      `field "${field.name}" allows no value at all: its limits exclude each other.`,
    );
  }
  const count = high - low + 1n;
  requireUniqueValues(field, count);
  const start = low > 0n ? low : high < 1000n ? (high - 999n > low ? high - 999n : low) : 0n;
  const room = high - start + 1n;
  const first = start + (room > 10n ? 10n : room - 1n);
  const second = start + (room > 20n ? 20n : 0n);
  return {
    first,
    second,
    /** `start + n`, kept below the upper limit where the limit is near. */
    ofN(literal: (value: bigint) => string, times = (number: string) => number): string {
      const offset = times(room > 1_000_000n ? 'n' : `(n % ${room})`);
      return start === 0n ? offset : `${literal(start)} + ${offset}`;
    },
  };
}

/** A decimal's text as a whole number of its smallest unit: `1.5` at scale 2 is 150. */
function scaleDecimal(text: string, scale: number): bigint {
  const negative = text.startsWith('-');
  const [whole = '0', fraction = ''] = text.replace(/^[-+]/, '').split('.');
  const units = BigInt(whole + fraction.padEnd(scale, '0').slice(0, scale));
  return negative ? -units : units;
}

function unscaleDecimal(units: bigint, scale: number): string {
  const sign = units < 0n ? '-' : '';
  const digits = String(units < 0n ? -units : units).padStart(scale + 1, '0');
  if (scale === 0) return sign + digits;
  return `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

// --- the rest -----------------------------------------------------------------------------------

/** Types whose values JSON can only have as text. */
const JSON_HAS_NO: ReadonlySet<FieldType> = new Set([
  'date',
  'datetime',
  'decimal',
  'time',
  'uuid',
]);

function jsonColumn(field: FieldSpec) {
  // Without `none_as_null`, a missing value would be stored as the JSON text `null`.
  return { column: field.optional ? 'JSON(none_as_null=True)' : 'JSON', migration: 'sa.JSON()' };
}

function listOf(values: readonly string[], fewest: number, most: number): string {
  const length = Math.max(fewest, Math.min(values.length, most));
  return `[${Array.from({ length }, (_, index) => values[index % values.length]).join(', ')}]`;
}

function valueOutside(values: readonly string[]): string {
  let value = 'something-else';
  while (values.includes(value)) value = `${value}-still`;
  return value;
}

function dateLiteral(value: string): string {
  const [year, month, day] = value.split('-').map(Number);
  return `date(${year}, ${month}, ${day})`;
}

function timeArguments(value: string): string[] {
  const [clock = '', fraction] = value.split('.');
  const parts = clock.split(':').map((part) => String(Number(part)));
  const microseconds = fraction === undefined ? 0 : Number(fraction.padEnd(6, '0').slice(0, 6));
  if (microseconds > 0)
    return [...parts, ...(parts.length === 2 ? ['0'] : []), String(microseconds)];
  while (parts.length > 2 && parts.at(-1) === '0') parts.pop();
  return parts;
}

function timeLiteral(value: string): string {
  return `time(${timeArguments(value).join(', ')})`;
}

/** @param value an ISO 8601 instant with a zone, whatever the zone. */
function datetimeLiteral(value: string): string {
  const [day = '', clock = ''] = new Date(value).toISOString().replace('Z', '').split('T');
  const dayArguments = day.split('-').map((part) => String(Number(part)));
  return `datetime(${[...dayArguments, ...timeArguments(clock)].join(', ')}, tzinfo=UTC)`;
}
