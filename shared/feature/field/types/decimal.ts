import { pythonString } from '../../../python/literals.js';
import { EVERYWHERE, type FieldTypeDefinition, KEYS } from '../definition.js';
import { initialValue } from '../initial-value.js';
import {
  checkNumber,
  highest,
  leavesUnits,
  lowest,
  type NumberRules,
  numericConstraints,
} from '../number-rules.js';
import { numberSamples } from '../samples.js';
import { BOUNDS, FieldProblem, type FieldSettings } from '../settings.js';
import { canonicalDecimal, unitsOf } from '../values.js';

const LARGEST_PRECISION = 38;
const USUAL = { precision: 12, scale: 2 };

/** An exact number. */
export const decimal: FieldTypeDefinition = {
  usage: 'decimal[=PRECISION.SCALE]',
  description: 'an exact number: PRECISION digits, SCALE of them after the point (12.2 by default)',
  example: 'price:decimal=10.2:gt=0',
  synonyms: 'numeric money currency price',
  takes: [...EVERYWHERE, ...KEYS, ...BOUNDS, 'default', 'precision', 'scale'],
  isListItem: true,
  isOrdered: true,
  isTextInJson: true,
  argument: {
    read: readArgument,
    places: (text) => {
      const point = text.indexOf('.');
      return [
        ['precision.value', 0, point],
        ['scale.value', point + 1, text.length - point - 1],
      ];
    },
    write: ({ precision, scale }) => `${precision}.${scale}`,
    check: (_, settings) => checkPrecision(settings),
    question: ['How many digits, and how many of them after the point?', '10.2'],
  },
  numbers: ({ precision, scale }) => rules(precision, scale),
  readDefault: (given, known) => checkNumber(given, rules(known.precision, known.scale), known),
  serverDefault: pythonString,
  inPython: (field) => {
    const { precision = USUAL.precision, scale = USUAL.scale } = field;
    const scaled = (text: string) => scaleDecimal(text, scale);
    const largest = 10n ** BigInt(precision) - 1n;
    const low = lowest(field, scaled) ?? -largest;
    const high = highest(field, scaled) ?? largest;
    const inJson = (value: bigint) => `"${unscaleDecimal(value, scale)}"`;
    const literal = (value: bigint) => `Decimal(${inJson(value)})`;
    const samples = numberSamples(
      field,
      low,
      high,
      literal,
      (number) => `${number} * ${literal(1n)}`,
    );
    const constraints = numericConstraints(field, (bound) =>
      /^-?\d+$/.test(bound) ? bound : `Decimal("${bound}")`,
    );
    return {
      checked: {
        name: 'JsonDecimal',
        constraints: [
          ...constraints,
          ['max_digits', `${precision}`],
          ['decimal_places', `${scale}`],
        ],
      },
      plain: 'Decimal',
      column: { name: 'ExactDecimal', arguments: [`${precision}`, `${scale}`] },
      migration: `sa.Numeric(precision=${precision}, scale=${scale})`,
      initial: initialValue(field, (value) => literal(scaled(value))),
      ...samples,
      sampleInJson: samples.sample.slice('Decimal('.length, -1),
      invalid: ['True', '"not-a-number"', inJson(low - 1n), inJson(high + 1n)],
      limits: [inJson(low), inJson(high)],
    };
  },
};

function rules(precision = USUAL.precision, scale = USUAL.scale): NumberRules {
  const largest = 10n ** BigInt(precision) - 1n;
  const units = (number: string) => unitsOf(number, scale);
  return {
    noun: 'a decimal number',
    canonical: canonicalDecimal,
    misfit: (number) => {
      const [whole = '', fraction = ''] = number.replace('-', '').split('.');
      if (fraction.length > scale)
        return `decimal=${precision}.${scale} allows at most ${scale} digits after the point.`;
      if (whole === '0' || whole.length <= precision - scale) return undefined;
      return `decimal=${precision}.${scale} allows at most ${precision - scale} digits before the point.`;
    },
    compare: (number, other) => Number(units(number) - units(other)),
    leavesSome: (limits) => leavesUnits(limits, units, -largest, largest),
  };
}

function readArgument(argument: string): FieldSettings {
  const parts = /^([^.,]*)[.]([^.,]*)$/.exec(argument);
  if (parts !== null) return { precision: parts[1] ?? '', scale: parts[2] ?? '' };
  const comma = /^(\d+),(\d+)$/.exec(argument);
  throw new FieldProblem(
    'argument',
    `"${argument}" is not a precision and a scale.`,
    `Write decimal=PRECISION.SCALE: decimal=10.2 has ten digits, two of them after the point.${wholeNumbers(argument)}`,
    comma ? sound(Number(comma[1]), Number(comma[2])) : undefined,
  );
}

function checkPrecision(settings: FieldSettings): { precision: number; scale: number } {
  if (settings.precision === undefined && settings.scale === undefined) return USUAL;
  const format =
    'Write decimal=PRECISION.SCALE: decimal=10.2 has ten digits, two of them after the point.';
  const digits = (part: 'precision' | 'scale'): number => {
    const text = settings[part];
    if (text === undefined) {
      const guess = part === 'scale' ? wholeNumbers(settings.precision ?? '') : '';
      throw new FieldProblem(
        part === 'scale' ? 'precision.value' : 'scale.value',
        `decimal needs both a precision and a scale, but the ${part} is missing.`,
        format + guess,
      );
    }
    if (!/^\d{1,4}$/.test(text)) {
      throw new FieldProblem(
        `${part}.value`,
        `the ${part} "${text}" is not a whole number.`,
        format,
      );
    }
    return Number(text);
  };
  const precision = digits('precision');
  const scale = digits('scale');
  if (precision < 1 || precision > LARGEST_PRECISION) {
    throw new FieldProblem(
      'precision.value',
      `the precision ${precision} is out of range.`,
      `It must be from 1 to ${LARGEST_PRECISION}.`,
    );
  }
  if (scale > precision) {
    throw new FieldProblem(
      'scale.value',
      `the scale ${scale} is larger than the precision ${precision}.`,
      'The digits after the point count towards the precision.',
      sound(Math.min(precision + scale, LARGEST_PRECISION), scale),
    );
  }
  return { precision, scale };
}

/** Returns how a type is written; undefined if there is no such type. */
function sound(precision: number, scale: number): string | undefined {
  const exists = precision >= Math.max(1, scale) && precision <= LARGEST_PRECISION;
  return exists ? `decimal=${precision}.${scale}` : undefined;
}

/** Returns a hint for those who give only a precision. */
function wholeNumbers(precision: string): string {
  const type = /^\d{1,4}$/.test(precision) ? sound(Number(precision), 0) : undefined;
  return type === undefined ? '' : ` For whole numbers: ${type}.`;
}

/** Returns a decimal as a whole number of its smallest unit: `1.5` at scale 2 is 150. */
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
