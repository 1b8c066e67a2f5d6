/** How long, how many, how much: the limits of a field, and the numbers that each type holds. */
import type { FieldArgument } from './arguments.js';
import { FieldProblem, type FieldSettings, type FieldSpec } from './spec.js';
import { canonicalDecimal, canonicalFloat, canonicalInteger, unitsOf } from './values.js';
import { BOUNDS, type FieldType } from './vocabulary.js';

const LONGEST_STR = 255;
const LONGEST_EMAIL = 254;
/** Also what PostgreSQL still indexes: an entry has at most 2704 bytes. */
const LONGEST_URL = 2083;
/** PostgreSQL's limit for `varchar`. */
const LONGEST_TEXT = 10_485_760;
/** What tests still write out as a literal. */
const LARGEST_MIN = 10_000;
/** A list lives in one JSON column. */
const MOST_ITEMS = 10_000;
const LARGEST_MIN_OF_ITEMS = 100;

/** The limits of a field, checked. */
export type FieldLimits = Pick<FieldSpec, 'min' | 'max' | 'gt' | 'ge' | 'lt' | 'le'>;
type Bound = keyof FieldLimits;

/** How numbers of a type are read, compared and named. */
export interface NumberRules {
  readonly noun: string;
  canonical(text: string): string | undefined;
  /** Why a canonical number does not fit the column. */
  misfit(canonical: string): string | undefined;
  /** Negative, zero or positive, as the first number is less than, equal to or greater than the second. */
  compare(canonical: string, other: string): number;
  /** Whether the limits leave any value at all. */
  leavesSome(limits: FieldLimits): boolean;
}

/**
 * Checks the limits of a field; those of numbers become `gt`, `ge`, `lt` and `le`.
 *
 * @throws FieldProblem for a limit that is no number, does not fit the type, or leaves no value.
 */
export function checkLimits(
  type: FieldType,
  settings: FieldSettings,
  argument: FieldArgument,
): FieldLimits {
  const rules = numberRules(type, argument);
  return rules === undefined ? checkLengths(type, settings) : checkBounds(settings, rules);
}

function checkBounds(settings: FieldSettings, rules: NumberRules): FieldLimits {
  const limits: { -readonly [K in Bound]?: string } = {};
  const spelling = new Map<Bound, Bound>();
  for (const written of BOUNDS) {
    const text = settings[written];
    if (text === undefined) continue;
    const bound = written === 'min' ? 'ge' : written === 'max' ? 'le' : written;
    const earlier =
      spelling.get(bound) ??
      spelling.get(({ gt: 'ge', ge: 'gt', lt: 'le', le: 'lt' } as const)[bound]);
    if (earlier !== undefined) {
      throw new FieldProblem(
        written,
        `"${earlier}" and "${written}" both limit the same side.`,
        'Keep one of them: gt and lt leave the limit itself out, ge (or min) and le (or max) let it in.',
      );
    }
    spelling.set(bound, written);
    const number = rules.canonical(text);
    if (number === undefined) {
      throw new FieldProblem(
        `${written}.value`,
        `"${text}" is not ${rules.noun}.`,
        `Write it as in ${written}=10.`,
      );
    }
    const misfit = rules.misfit(number);
    if (misfit !== undefined) {
      throw new FieldProblem(`${written}.value`, `the limit ${text} does not fit.`, misfit);
    }
    limits[bound] = number;
  }
  if (!rules.leavesSome(limits)) {
    const last = [...spelling.values()].at(-1) ?? 'max';
    const said = [...spelling.values()]
      .map((written) => `${written}=${settings[written]}`)
      .join(' and ');
    throw new FieldProblem(
      last,
      `no value is allowed by ${said}.`,
      'The lower limit has to be below the upper one.',
    );
  }
  return limits;
}

function checkLengths(type: FieldType, settings: FieldSettings): FieldLimits {
  const [unit, most, largestMin] =
    type === 'list'
      ? (['elements', MOST_ITEMS, LARGEST_MIN_OF_ITEMS] as const)
      : (['characters', type === 'str' ? LONGEST_TEXT : impliedMax(type), LARGEST_MIN] as const);
  const min = checkLength('min', settings.min, 0, Math.min(most, largestMin), unit);
  const max = checkLength('max', settings.max, 1, most, unit);
  const longest = max ?? (type === 'list' ? most : impliedMax(type));
  if (min !== undefined && min > longest) {
    const isImplied = max === undefined;
    throw new FieldProblem(
      'min.value',
      isImplied
        ? `min=${min} is more than the ${longest} ${unit} that a plain ${type} holds.`
        : `min=${min} is more than max=${longest}.`,
      isImplied
        ? `Raise the maximum too: ${type}=${min}.`
        : `Did you mean min=${max} and max=${min}?`,
    );
  }
  const keyed = settings.unique ? 'unique' : settings.index ? 'index' : undefined;
  if (type === 'str' && keyed !== undefined && longest > LONGEST_URL) {
    throw new FieldProblem(
      keyed,
      `a text of up to ${longest} characters cannot be indexed, which "${keyed}" asks for.`,
      `Allow at most ${LONGEST_URL} characters.`,
    );
  }
  return {
    ...(min === undefined ? {} : { min: String(min) }),
    ...(max === undefined ? {} : { max: String(max) }),
  };
}

function checkLength(
  bound: 'min' | 'max',
  text: string | undefined,
  least: number,
  most: number,
  unit: string,
): number | undefined {
  if (text === undefined) return undefined;
  const number = /^\d{1,12}$/.test(text) ? Number(text) : Number.NaN;
  if (number >= least && number <= most) return number;
  throw new FieldProblem(
    `${bound}.value`,
    `"${text}" is not a possible number of ${unit}.`,
    `It has to be a whole number from ${least} to ${most}.`,
  );
}

/** The most characters that a text of a type has where no maximum is given. */
export function impliedMax(type: FieldType): number {
  if (type === 'str') return LONGEST_STR;
  if (type === 'email') return LONGEST_EMAIL;
  return type === 'url' ? LONGEST_URL : LONGEST_TEXT;
}

/** The rules of a type whose values are numbers; undefined for any other. */
export function numberRules(
  type: FieldType,
  { precision = 12, scale = 2 }: FieldArgument,
): NumberRules | undefined {
  switch (type) {
    case 'int':
      return integerRules('int', 32n);
    case 'bigint':
      return integerRules('bigint', 64n);
    case 'decimal':
      return decimalRules(precision, scale);
    case 'float':
      return floatRules();
    default:
      return undefined;
  }
}

function integerRules(type: 'int' | 'bigint', bits: bigint): NumberRules {
  const smallest = -(2n ** (bits - 1n));
  const largest = 2n ** (bits - 1n) - 1n;
  const hint =
    type === 'int' ? ' For larger numbers use bigint.' : ' For larger numbers use decimal.';
  return {
    noun: 'a whole number',
    canonical: canonicalInteger,
    misfit: (number) =>
      BigInt(number) < smallest || BigInt(number) > largest
        ? `${type} holds ${smallest} to ${largest}.${hint}`
        : undefined,
    compare: (number, other) => Number(BigInt(number) - BigInt(other)),
    leavesSome: (limits) => leavesUnits(limits, BigInt, smallest, largest),
  };
}

function decimalRules(precision: number, scale: number): NumberRules {
  const largest = 10n ** BigInt(precision) - 1n;
  const units = (number: string) => unitsOf(number, scale);
  return {
    noun: 'a decimal number',
    canonical: canonicalDecimal,
    misfit: (number) => {
      const [whole = '', fraction = ''] = number.replace('-', '').split('.');
      if (fraction.length > scale) return `decimal=${precision}.${scale} has ${scale} decimals.`;
      if (whole === '0' || whole.length <= precision - scale) return undefined;
      return `decimal=${precision}.${scale} has at most ${precision - scale} digits before the point.`;
    },
    compare: (number, other) => Number(units(number) - units(other)),
    leavesSome: (limits) => leavesUnits(limits, units, -largest, largest),
  };
}

function floatRules(): NumberRules {
  return {
    noun: 'a number',
    canonical: canonicalFloat,
    misfit: () => undefined,
    compare: (number, other) => Number(number) - Number(other),
    leavesSome: ({ gt, ge, lt, le }) => {
      const low = Number(gt ?? ge ?? Number.NEGATIVE_INFINITY);
      const high = Number(lt ?? le ?? Number.POSITIVE_INFINITY);
      return low < high || (low === high && gt === undefined && lt === undefined);
    },
  };
}

function leavesUnits(
  { gt, ge, lt, le }: FieldLimits,
  units: (number: string) => bigint,
  smallest: bigint,
  largest: bigint,
): boolean {
  const low = gt !== undefined ? units(gt) + 1n : ge !== undefined ? units(ge) : smallest;
  const high = lt !== undefined ? units(lt) - 1n : le !== undefined ? units(le) : largest;
  return low <= high && low <= largest && high >= smallest;
}
