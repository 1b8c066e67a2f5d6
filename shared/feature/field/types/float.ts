import { pythonString } from '../../../python/literals.js';
import { EVERYWHERE, type FieldTypeDefinition, KEYS } from '../definition.js';
import { initialValue } from '../initial-value.js';
import { checkNumber, JSON_NUMBER, type NumberRules, numericConstraints } from '../number-rules.js';
import { requireUniqueValues, type Samples } from '../samples.js';
import { BOUNDS, type CheckedField } from '../settings.js';
import { canonicalFloat } from '../values.js';

const RULES: NumberRules = {
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

/** An approximate number. */
export const float: FieldTypeDefinition = {
  usage: 'float',
  description: 'a floating-point number',
  example: 'weight:float:gt=0',
  synonyms: 'double real float64',
  takes: [...EVERYWHERE, ...KEYS, ...BOUNDS, 'default'],
  isListItem: true,
  isOrdered: true,
  numbers: () => RULES,
  readDefault: (given, known) => checkNumber(given, RULES, known),
  serverDefault: pythonString,
  inPython: (field) => {
    const below = field.gt ?? (field.ge && literal(Number(field.ge) - 1));
    const above = field.lt ?? (field.le && literal(Number(field.le) + 1));
    return {
      checked: { name: 'FiniteFloat', constraints: numericConstraints(field), within: JSON_NUMBER },
      plain: 'float',
      column: { name: 'Float' },
      migration: 'sa.Float()',
      initial: initialValue(field, (value) => literal(Number(value))),
      ...samples(field),
      invalid: [
        'True',
        '"not-a-number"',
        ...[below, above].filter((bound): bound is string => bound !== undefined),
      ],
    };
  },
};

function samples(field: CheckedField): Samples {
  const low = Number(field.gt ?? field.ge ?? Number.NEGATIVE_INFINITY);
  const high = Number(field.lt ?? field.le ?? Number.POSITIVE_INFINITY);
  const of = (sample: number, otherSample: number, sampleOfN: string) => ({
    sample: literal(sample),
    otherSample: literal(otherSample),
    sampleOfN,
  });
  if (Number.isFinite(low) && Number.isFinite(high)) {
    if (low === high) {
      requireUniqueValues(field, 1n);
      return of(low, low, literal(low));
    }
    const at = (part: number) => low + (high - low) * part;
    const ofN = `${literal(low)} + ${literal(high - low)} * (n % 997 + 1) / 1000`;
    return of(at(0.5), at(0.25), ofN);
  }
  if (Number.isFinite(high)) return of(high - 0.5, high - 1.5, `${literal(high)} - n - 0.5`);
  const from = Number.isFinite(low) ? low : 0;
  return of(from + 0.5, from + 1.5, `${literal(from)} + n + 0.5`);
}

function literal(value: number): string {
  const text = String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}
