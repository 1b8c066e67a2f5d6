/** The feed of a list: of its rows, those that people have written whom the caller follows. */
import { UsageError } from '../errors.js';
import type { FieldSpec } from './field/spec.js';
import { callerOf } from './ownership.js';

/** Whether a feature has a feed. */
export function hasFeed({ feed }: { readonly feed?: string | undefined }): boolean {
  return feed !== undefined;
}

/**
 * Reads by which link between users a feed goes.
 *
 * @param fields those of the feature.
 * @param ownsRows why rows belong to users by themselves, if they do.
 * @param place where it was said: `--feed`.
 * @throws UsageError if no field says who has written a row.
 */
export function parseFeed(
  input: string,
  fields: readonly FieldSpec[],
  ownsRows: string | undefined,
  place: string,
): string {
  if (ownsRows !== undefined || callerOf(fields) !== undefined) return input;
  throw new UsageError(
    `${place} ${input}: no field says who has written a row. Add one that is set from who has signed in, such as author:ref=User:caller.`,
    { place },
  );
}
