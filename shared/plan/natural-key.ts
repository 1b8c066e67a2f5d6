/** A feature whose rows a field of it identifies: its column, its values in tests, and how others refer to it. */
import { UsageError } from '../errors.js';
import {
  type CountedTexts,
  countedAfter,
  countedTexts,
  literalOf,
} from '../feature/field/counted-texts.js';
import { GIVEN_UUID, type IdText } from '../feature/field/dialect.js';
import type { FieldNames } from '../feature/field/names.js';
import { type KeyKind, naturalIdText } from '../feature/field/natural-ids.js';
import type { Samples } from '../feature/field/samples.js';
import type { FieldSpec } from '../feature/field/spec.js';
import { kebabOf } from '../feature/naming.js';
import { asNaturalKey, isUsualKey } from '../feature/natural-key.js';
import type { FeatureSpec } from '../feature/spec.js';
import { columnOptionsOf } from './field-columns.js';

/** What there is to know of a field that identifies rows. */
interface KeyField extends Pick<FieldNames, 'columnName' | 'key'>, Samples {
  readonly spec: FieldSpec;
  /** `str` */
  readonly plainType: string;
  readonly sampleInJson?: string;
}

/**
 * Returns a feature whose key is what every key is: unique, and a part of URLs.
 *
 * @throws UsageError if something else says what identifies its rows, or looks them up.
 */
export function withNaturalKey(spec: FeatureSpec): FeatureSpec {
  const { by, endpoints, fields, id, key } = spec;
  if (key === undefined) return spec;
  if (id !== undefined) {
    throw new UsageError(
      `--id ${id}: the rows are identified by ${key}, as --key says, and have no id besides. Leave one of the two options out.`,
      { place: '--id' },
    );
  }
  if (by.includes(key)) {
    throw new UsageError(
      `--by ${key}: ${key} is the key, by which rows are found anyway. Leave it out of --by.`,
      { place: '--by' },
    );
  }
  if (
    endpoints.includes('update') &&
    fields.every((field) => field.readonly || field.name === key)
  ) {
    throw new UsageError(
      `--key ${key}: a key stays as it is, and there is nothing else that a request could change. Add a field, or leave update out of --endpoints.`,
      { place: '--key' },
    );
  }
  const keyed = fields.map((field) => (field.name === key ? asNaturalKey(field) : field));
  // Before anything else says that it has too few values.
  for (const field of keyed) if (field.name === key && field.type === 'str') textsOf(field);
  return { ...spec, fields: keyed };
}

/** Returns the names of a field that identifies rows: its attribute is `id`. */
export function asKeyNames(names: FieldNames): FieldNames {
  return { ...names, attribute: 'id', isRenamed: names.json !== 'id' };
}

/** Returns a field as the primary key of its table, with values that tests count up. */
export function asPrimaryKey<Field extends KeyField>(field: Field, names: FieldNames): Field {
  const numbers = field.plainType === 'int' ? ', autoincrement=False' : '';
  return {
    ...field,
    ...columnOptionsOf(field.spec, names, `, primary_key=True${numbers}`),
    ...keySamples(field),
  };
}

/** Returns how rows are referred to that a field identifies, with its values. */
export function idsByKey(field: KeyField): IdText {
  const { columnName, key, otherSample, sample, sampleInJson = sample, sampleOfN, spec } = field;
  const length = spec.max === undefined ? undefined : Number(spec.max);
  return {
    ...naturalIdText({ key, column: columnName, kind: keyKindOf(spec), length }),
    sample,
    sampleInJson,
    otherSample,
    sampleOfN,
    ...valuesAt(spec, sampleOfN),
  };
}

/** Returns the value of a number that is known, where `sampleOfN` says more than the number. */
function valuesAt(spec: FieldSpec, sampleOfN: string): Pick<IdText, 'sampleAt'> {
  if (spec.type === 'str') return { sampleAt: (number) => literalOf(textsOf(spec), number) };
  const [found, start = '0', , room] = /^(?:(-?\d+) \+ )?(n|\(n % (\d+)\))$/.exec(sampleOfN) ?? [];
  if (found === undefined || found === 'n') return {};
  const within = (number: number) => (room === undefined ? number : number % Number(room));
  return { sampleAt: (number) => `${BigInt(start) + BigInt(within(number))}` };
}

function keyKindOf({ type }: FieldSpec): KeyKind {
  return type === 'str' ? 'text' : (type as KeyKind);
}

/**
 * Returns values of a key for tests, where its type says none that can be counted up.
 *
 * @throws UsageError if there are too few of them, or none that can be told.
 */
function keySamples({ spec }: KeyField): Partial<Samples & Pick<KeyField, 'sampleInJson'>> {
  if (spec.type === 'uuid') {
    const { otherSample, sample, sampleInJson, sampleOfN } = GIVEN_UUID;
    return { otherSample, sample, sampleInJson, sampleOfN };
  }
  if (spec.type !== 'str') return {};
  const texts = textsOf(spec);
  return {
    sample: literalOf(texts, 1),
    otherSample: literalOf(texts, 2),
    sampleOfN: texts.ofN,
  };
}

function textsOf(spec: FieldSpec): CountedTexts {
  const { max = '255', min = '1', name, pattern = '' } = spec;
  const [shortest, longest] = [Number(min), Number(max)];
  const long = `${kebabOf(name)}-`;
  const texts = isUsualKey(spec)
    ? shortest > 1
      ? countedTexts(pattern, shortest, longest)
      : countedAfter(long.length + 6 > longest ? '' : long, longest)
    : countedTexts(pattern, shortest, longest);
  if (texts !== undefined) return texts;
  throw new UsageError(
    `--key ${name}: there are too few values of ${name}, or tests could not count them up: ` +
      `${isUsualKey(spec) ? `it has at most ${max} characters. Allow more: ${name}:str=5` : `its pattern is "${pattern}". Say it place by place, such as ^[A-Z]{5}$ or ^[A-Z]{2}[0-9]{4}$, or leave it out`}.`,
    { place: '--key' },
  );
}
