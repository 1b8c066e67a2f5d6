/** Why the field that identifies the rows of a feature stays as it is. */
import { isDeepStrictEqual } from 'node:util';
import { UsageError } from '../errors.js';
import { formatFieldToken } from '../feature/field/grammar.js';
import type { FieldSpec } from '../feature/field/spec.js';
import type { FeatureSpec } from '../feature/spec.js';

/**
 * Refuses that rows be identified by something else.
 *
 * @param spec the feature that stands.
 * @param next the feature as it is to be.
 * @throws UsageError if another field identifies the rows, or if that field becomes another one.
 */
export function refuseOtherKey(spec: FeatureSpec, next: FeatureSpec): void {
  const { key, name } = spec;
  if (key !== next.key) {
    throw new UsageError(
      `--key${next.key === undefined ? '' : ` ${next.key}`}: ${name} stands with rows that are identified by ${key ?? 'an id'}, to which others refer. ` +
        `${key === undefined ? 'Leave the option out' : `Say --key ${key}`}, or remove the feature and add it anew.`,
      { place: '--key' },
    );
  }
  const [before, after] = [keyOf(spec), keyOf(next)];
  if (before === undefined || isDeepStrictEqual(before, after)) return;
  throw new UsageError(
    `the field "${before.name}" identifies the rows, and whatever refers to them has its values: it stays as it is. ` +
      `Say ${formatFieldToken(before)}, or remove the feature and add it anew.`,
    { place: `fields.${before.name}` },
  );
}

function keyOf({ fields, key }: FeatureSpec): FieldSpec | undefined {
  return fields.find(({ name }) => name === key);
}
