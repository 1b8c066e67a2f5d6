/** What keeps changes of one row at the same time apart. */
import { UsageError } from '../errors.js';
import { meant, suggest } from '../suggestion.js';
import type { FieldSpec } from './field/spec.js';

/**
 * The ways, the usual one first. With `lock`, a change waits for the one before it. With `version`,
 * the row also counts its changes, and callers can say which version theirs is meant for.
 */
export const CONCURRENCY = ['lock', 'version'] as const;

/** A way to keep changes apart. */
export type Concurrency = (typeof CONCURRENCY)[number];

/** Whether the rows of a feature count their changes. */
export function isVersioned({ concurrency }: { readonly concurrency: Concurrency }): boolean {
  return concurrency === 'version';
}

/** The name of the field that counts the changes of a row. */
const VERSION = 'version';

/**
 * Reads which way was chosen.
 *
 * @param place where it was chosen: `--concurrency`.
 * @throws UsageError if there is no such way, or if a field has the name of the version.
 */
export function parseConcurrency(
  input: string,
  fields: readonly FieldSpec[],
  place: string,
): Concurrency {
  const chosen = CONCURRENCY.find((each) => each === input);
  if (chosen === undefined) {
    const suggestion = suggest(input, CONCURRENCY);
    throw new UsageError(
      `${place}: "${input}" is no way to keep changes apart. ${meant(suggestion)}Allowed: ${CONCURRENCY.join(', ')}.`,
      { place, suggestion },
    );
  }
  if (chosen === 'version' && fields.some(({ name }) => name === VERSION)) {
    throw new UsageError(
      `${place}: with version, "${VERSION}" cannot be a field name, because the row counts its changes in it. ` +
        'Choose a more specific name for the field, or leave the option out.',
      { place },
    );
  }
  return chosen;
}

/** The same as a field that nobody types: it comes after those that somebody did. */
export const VERSION_FIELD: FieldSpec = {
  name: VERSION,
  type: 'int',
  default: '1',
  optional: false,
  unique: false,
  index: false,
  private: false,
  readonly: true,
};
