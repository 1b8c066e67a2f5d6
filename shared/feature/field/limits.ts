/** The limits of a field: how long, how many, how much. */
import type { Lengths } from './definition.js';
import type { NumberRules } from './number-rules.js';
import {
  BOUNDS,
  type FieldArgument,
  type FieldLimits,
  FieldProblem,
  type FieldSettings,
} from './settings.js';
import { LONGEST_INDEXED } from './text-type.js';
import { definitionOf, type FieldType } from './types.js';

type Bound = keyof FieldLimits;

/**
 * Checks the limits of a field. Those of numbers become `gt`, `ge`, `lt` and `le`.
 *
 * @throws FieldProblem for a limit that is not a number, does not fit the type, or leaves no
 *   value.
 */
export function checkLimits(
  type: FieldType,
  settings: FieldSettings,
  argument: FieldArgument,
): FieldLimits {
  const { lengths, numbers } = definitionOf(type);
  if (numbers !== undefined) return checkBounds(settings, numbers(argument));
  return lengths === undefined ? {} : checkLengths(type, settings, lengths);
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
        'Keep one of them: gt and lt exclude the limit itself, ge (or min) and le (or max) include it.',
      );
    }
    spelling.set(bound, written);
    const number = rules.canonical(text);
    if (number === undefined) {
      throw new FieldProblem(
        `${written}.value`,
        `"${text}" is not ${rules.noun}.`,
        `For example: ${written}=10.`,
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
      `no value can satisfy ${said}.`,
      'The lower limit must be below the upper one.',
    );
  }
  return limits;
}

function checkLengths(
  type: FieldType,
  settings: FieldSettings,
  { largestMin, most, unit, usual, usualIndexed = usual }: Lengths,
): FieldLimits {
  const min = checkLength('min', settings.min, 0, Math.min(most, largestMin), unit);
  const max = checkLength('max', settings.max, 1, most, unit);
  const keyed = (['unique', 'index', 'prefix'] as const).find((key) => settings[key]);
  const longest = max ?? (keyed === undefined ? usual : usualIndexed);
  if (min !== undefined && min > longest) {
    const isImplied = max === undefined;
    throw new FieldProblem(
      'min.value',
      isImplied
        ? `min=${min} is more than the ${longest} ${unit} that a plain ${type} holds.`
        : `min=${min} is more than max=${longest}.`,
      isImplied ? `Raise the maximum too: max=${min}.` : 'The smaller one is min.',
      isImplied || longest > Math.min(most, largestMin) ? undefined : `min=${max}:max=${min}`,
    );
  }
  if (unit === 'characters' && keyed !== undefined && longest > LONGEST_INDEXED) {
    throw new FieldProblem(
      keyed,
      `a text of up to ${longest} characters, each of up to 4 bytes, cannot be indexed, but "${keyed}" needs an index.`,
      `Allow at most ${LONGEST_INDEXED} characters.`,
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
  const number = unit === 'bytes' ? readBytes(text) : readCount(text);
  if (number >= least && number <= most) return number;
  throw new FieldProblem(
    `${bound}.value`,
    `"${text}" is not a valid number of ${unit}.`,
    `It must be a whole number from ${least} to ${most}${unit === 'bytes' ? ', or one of kb or mb: 500kb' : ''}.`,
  );
}

function readCount(text: string): number {
  return /^\d{1,12}$/.test(text) ? Number(text) : Number.NaN;
}

/** What a unit stands for, as a disk counts. */
const BYTES: Readonly<Record<string, number>> = { kb: 1000, mb: 1_000_000 };

function readBytes(text: string): number {
  const [, digits = '', unit] = /^(\d+)(kb|mb)$/i.exec(text) ?? ['', text];
  return readCount(digits) * (unit === undefined ? 1 : (BYTES[unit.toLowerCase()] ?? Number.NaN));
}
