/** Whole numbers with a fixed number of bits. */
import { pythonString } from '../../python/literals.js';
import { EVERYWHERE, type FieldTypeDefinition, KEYS } from './definition.js';
import type { Constraint } from './dialect.js';
import { initialValue } from './initial-value.js';
import {
  checkNumber,
  highest,
  JSON_NUMBER,
  leavesUnits,
  lowest,
  type NumberRules,
  numericConstraints,
} from './number-rules.js';
import { numberSamples } from './samples.js';
import { BOUNDS, type CheckedField } from './settings.js';
import { canonicalInteger } from './values.js';

/**
 * Defines a type of whole numbers with a fixed number of bits.
 *
 * @param type its name.
 * @param larger the type for larger numbers.
 * @param checked what our foundation calls it, or the next larger one.
 * @param column the class of its column.
 */
export function integerType(
  type: string,
  bits: bigint,
  larger: string,
  checked: string,
  column: string,
): Omit<FieldTypeDefinition, 'usage' | 'description' | 'example' | 'synonyms'> {
  const smallest = -(2n ** (bits - 1n));
  const largest = 2n ** (bits - 1n) - 1n;
  const rules: NumberRules = {
    noun: 'a whole number',
    canonical: canonicalInteger,
    misfit: (number) =>
      BigInt(number) < smallest || BigInt(number) > largest
        ? `${type} holds ${smallest} to ${largest}. For larger numbers use ${larger}.`
        : undefined,
    compare: (number, other) => Number(BigInt(number) - BigInt(other)),
    leavesSome: (limits) => leavesUnits(limits, BigInt, smallest, largest),
  };
  // Our foundation has a type for what is in most columns; this one is limited further.
  const ofColumn: readonly Constraint[] =
    bits < 32n
      ? [
          ['ge', `${smallest}`],
          ['le', `${largest}`],
        ]
      : [];
  return {
    takes: [...EVERYWHERE, ...KEYS, ...BOUNDS, 'default'],
    isListItem: true,
    isOrdered: true,
    numbers: () => rules,
    readDefault: (given, known) => checkNumber(given, rules, known),
    serverDefault: pythonString,
    inPython: (field) => {
      const low = lowest(field, BigInt) ?? smallest;
      const high = highest(field, BigInt) ?? largest;
      return {
        checked: {
          name: checked,
          constraints: [...numericConstraints(field), ...ofColumn.filter(leftOpenBy(field))],
          ofColumn,
          within: JSON_NUMBER,
        },
        plain: 'int',
        column: { name: column },
        migration: `sa.${column}()`,
        initial: initialValue(
          field,
          (value) => value,
          (value) => value,
        ),
        ...numberSamples(field, low, high, String),
        invalid: ['True', '"not-a-number"', `${low - 1n}`, `${high + 1n}`],
        limits: [`${low}`, `${high}`],
      };
    },
  };
}

/** Returns what tells whether a field has no limit of its own on the side of another one. */
function leftOpenBy({ ge, gt, le, lt }: CheckedField): (limit: Constraint) => boolean {
  return ([name]) => (name === 'ge' ? (ge ?? gt) : (le ?? lt)) === undefined;
}
