/** What is said of the fields of a feature that changes. */
import { UsageError } from '../errors.js';
import type { FeatureSpec } from '../feature/spec.js';
import { meant, suggest } from '../suggestion.js';

/**
 * Reads the new names of fields, by the old ones.
 *
 * @param given the value of `--rename`: `price=unit_price+name=title`.
 * @param coming the new fields, where all fields are said: each new name is one of them.
 * @throws UsageError for what names no field.
 */
export function readRenamed(
  given: string | undefined,
  spec: FeatureSpec,
  coming?: readonly string[],
): Map<string, string> {
  const pairs = (given ?? '').split('+').filter(Boolean);
  return new Map(
    pairs.map((pair) => {
      const [old = '', now = '', ...rest] = pair.split('=');
      if (now === '' || rest.length > 0) {
        throw new UsageError(
          `--rename ${pair}: write it as OLD=NEW, such as --rename price=unit_price.`,
          {
            place: '--rename',
          },
        );
      }
      requireField('--rename', old, spec);
      if (coming !== undefined && !coming.includes(now)) {
        throw new UsageError(
          `--rename ${pair}: ${now} is no new field of what was said. Say it with its type, as ${now}:${typeOf(spec, old)}.`,
          { place: '--rename' },
        );
      }
      if (spec.fields.some(({ name }) => name === now)) {
        throw new UsageError(`--rename ${pair}: ${spec.name} has a field ${now} already.`, {
          place: '--rename',
        });
      }
      return [old, now] as const;
    }),
  );
}

/**
 * Reads the names of the fields that go.
 *
 * @param given the value of `--drop`: `notes+weight`.
 * @throws UsageError for what names no field.
 */
export function readDropped(given: string | undefined, spec: FeatureSpec): Set<string> {
  const names = (given ?? '').split('+').filter(Boolean);
  for (const name of names) requireField('--drop', name, spec);
  return new Set(names);
}

function typeOf({ fields }: FeatureSpec, name: string): string {
  return fields.find((each) => each.name === name)?.type ?? 'str';
}

function requireField(option: string, field: string, { fields, name }: FeatureSpec): void {
  const names = fields.map((each) => each.name);
  if (names.includes(field)) return;
  const near = suggest(field, names);
  throw new UsageError(
    `${option} ${field}: ${name} has no such field. ${meant(near)}Its fields: ${names.join(', ')}.`,
    { place: option, suggestion: near },
  );
}
