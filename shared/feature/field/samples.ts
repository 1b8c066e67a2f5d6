/** Values for emitted tests, within the limits of a field. */
import { UsageError } from '../../errors.js';
import { pythonString } from '../../python/literals.js';
import { FEWEST_UNIQUE_VALUES, type PythonField } from './definition.js';
import { matchingTexts } from './pattern-samples.js';
import type { CheckedField } from './settings.js';

/** Two values, and one that differs for each `n`. */
export type Samples = Pick<PythonField, 'sample' | 'otherSample' | 'sampleOfN'>;

/** @throws UsageError if a unique field allows too few rows. */
export function requireUniqueValues(field: CheckedField, possible: bigint): void {
  if (!field.unique || possible >= BigInt(FEWEST_UNIQUE_VALUES)) return;
  throw new UsageError(
    `field "${field.name}" is unique, but its limits allow only ${possible} different ` +
      `value${possible === 1n ? '' : 's'}, so there could never be more rows than that. ` +
      `Allow at least ${FEWEST_UNIQUE_VALUES}, or leave \`unique\` out.`,
  );
}

/**
 * Returns samples of a text: those of its pattern, or else ones that begin with what it is about, as
 * far as its limits leave room for that.
 *
 * @param type the type of the text, for messages.
 * @param longest how many characters it may have; undefined if any number.
 * @param fits whether a text is right apart from its length and pattern.
 * @throws UsageError if the limits leave no room, or too few values for a unique field.
 */
export function textSamples(
  field: CheckedField,
  type: string,
  featureLabel: string,
  longest: number | undefined,
  fits: (text: string) => boolean,
): Samples {
  if (field.pattern !== undefined) return patternSamples(field, longest, fits);
  const shortest = Number(field.min ?? 0);
  const most = longest ?? Number.POSITIVE_INFINITY;
  const prefix = `${field.name.replaceAll('_', ' ')} of ${featureLabel} `;
  return (
    numberedSamples(prefix, '', shortest, most) ?? digitSamples(field, type, '', '', shortest, most)
  );
}

/**
 * Returns samples that end in a number: `user1@example.com`; undefined if the limits leave no room
 * for them.
 */
export function numberedSamples(
  before: string,
  after: string,
  shortest: number,
  longest: number,
): Samples | undefined {
  const fixed = before.length + after.length;
  // Six digits are more than a test run ever needs.
  if (fixed + 6 > longest || fixed + 1 < shortest || fixed > 60) return undefined;
  return samplesFrom((n) => pythonString(`${before}${n}${after}`), `f"${before}{n}${after}"`);
}

/**
 * Returns samples that have only digits between two fixed texts: `00001`, `00002`.
 *
 * @throws UsageError if the limits leave no room, or too few values for a unique field.
 */
export function digitSamples(
  field: CheckedField,
  type: string,
  before: string,
  after: string,
  shortest: number,
  longest: number,
): Samples {
  const fixed = before.length + after.length;
  if (longest - fixed < 1) {
    throw new UsageError(
      `field "${field.name}" allows at most ${longest} characters, too few for any ${type} value. Raise max.`,
    );
  }
  const width = Math.max(1, shortest - fixed, Math.min(6, longest - fixed));
  requireUniqueValues(field, 10n ** BigInt(Math.min(width, 6)));
  const digits = (n: number) => pythonString(`${before}${String(n).padStart(width, '0')}${after}`);
  const number = width >= 6 ? `n:0${width}` : `n % ${10 ** width}:0${width}`;
  return samplesFrom(digits, `f"${before}{${number}}${after}"`);
}

function samplesFrom(value: (n: number) => string, sampleOfN: string): Samples {
  return { sample: value(1), otherSample: value(2), sampleOfN };
}

/**
 * Returns texts that match the pattern of the field.
 *
 * @param fits what else they have to satisfy.
 * @throws UsageError if no text within the length limits matches it.
 */
function patternSamples(
  field: CheckedField,
  longest = 1000,
  fits: (text: string) => boolean,
): Samples {
  const shortest = Number(field.min ?? 0);
  const texts = matchingTexts(field.pattern ?? '', shortest, longest, fits);
  if (texts.length === 0) {
    throw new UsageError(
      `field "${field.name}": found no printable text of ${shortest} to ${longest} characters that matches the pattern ` +
        `"${field.pattern}". Loosen the pattern or the length.`,
    );
  }
  requireUniqueValues(field, BigInt(texts.length));
  const literals = texts.map(pythonString);
  return {
    sample: literals[0] as string,
    otherSample: literals[1] ?? (literals[0] as string),
    sampleOfN: `[${literals.join(', ')}][n % ${literals.length}]`,
  };
}

/**
 * Returns whole numbers between two limits, near zero if the limits allow it.
 *
 * @param literal writes a value as Python.
 * @param times what `n` is multiplied by, if the unit of the values is less than one.
 * @throws UsageError if there is no value, or too few for a unique field.
 */
export function numberSamples(
  field: CheckedField,
  low: bigint,
  high: bigint,
  literal: (value: bigint) => string,
  times = (number: string) => number,
): Samples {
  if (low > high) {
    throw new UsageError(
      `field "${field.name}" allows no value at all: its limits exclude each other.`,
    );
  }
  requireUniqueValues(field, high - low + 1n);
  const start = low > 0n ? low : high < 1000n ? (high - 999n > low ? high - 999n : low) : 0n;
  const room = high - start + 1n;
  // A near upper limit must not be exceeded.
  const offset = times(room > 1_000_000n ? 'n' : `(n % ${room})`);
  return {
    sample: literal(start + (room > 10n ? 10n : room - 1n)),
    otherSample: literal(start + (room > 20n ? 20n : 0n)),
    sampleOfN: start === 0n ? offset : `${literal(start)} + ${offset}`,
  };
}
