/** How the rows of a fitted feature are found, ordered and deleted, the way the existing models have it. */

import { UsageError } from '../../../errors.js';
import type { ModelHabits } from '../../../project/foreign/models.js';
import type { Tooling } from '../../../project/foreign/tooling.js';
import type { FeatureView } from '../../feature-view.js';
import { columnOf } from './model.js';

/**
 * Returns what templates need for queries and deletion.
 *
 * @param wait `await ` if the session is asynchronous.
 */
export function viewRows(own: FeatureView, models: ModelHabits, { python }: Tooling, wait: string) {
  const softDelete = [...models.inherited.values()].find(
    ({ name }) => name === 'deleted_at' || name === 'is_deleted',
  )?.name;
  const times = ['created_at', 'updated_at'].flatMap((name) => {
    const inherited = models.inherited.get(name);
    if (inherited !== undefined) return [{ name, nullable: inherited.nullable }];
    return models.ownTimes.includes(name) ? [{ name, nullable: false }] : [];
  });
  refuseMissingTime(own, times);
  const idName = models.inherited.get('id')?.name ?? 'id';
  const isOldestFirst =
    times.some(({ name }) => name === 'created_at') && models.id.kind !== 'integer';
  return {
    times,
    order: [...(isOldestFirst ? ['created_at'] : []), idName]
      .map((name) => columnOf(own.Feature, name, models))
      .join(', '),
    ...viewDeletion(own, models, softDelete, python, wait),
  };
}

/** @throws UsageError for an index over a time that no row has here. */
function refuseMissingTime(
  { indexedTogether, spec }: FeatureView,
  times: readonly { readonly name: string }[],
): void {
  const known = [...spec.fields, ...times].map(({ name }) => name);
  const missing = spec.index.flat().find((name) => !known.includes(name));
  if (indexedTogether.length === 0 || missing === undefined) return;
  throw new UsageError(
    `--index: the models of this backend have no ${missing}. Allowed: ${known.join(', ')}.`,
    { place: '--index' },
  );
}

/** Returns how rows are deleted: for good, or by a mark that all models inherit. */
function viewDeletion(
  { Feature, feature }: FeatureView,
  models: ModelHabits,
  softDelete: string | undefined,
  python: number,
  wait: string,
) {
  if (softDelete === undefined) {
    return {
      where: '',
      deletesSoftly: false,
      /** The condition that there is no such row: `product is None or product.is_deleted`. */
      isGone: `${feature} is None`,
      deletion: (db: string) => `${wait}${db}.delete(${feature})`,
    };
  }
  const isTime = softDelete === 'deleted_at';
  const mark = `${feature}.${softDelete}`;
  return {
    where: `.where(${columnOf(Feature, softDelete, models)}.is_(${isTime ? 'None' : 'False'}))`,
    deletesSoftly: true,
    isGone: `${feature} is None or ${mark}${isTime ? ' is not None' : ''}`,
    deletion: () =>
      `${mark} = ${isTime ? `datetime.now(${python >= 311 ? 'UTC' : 'timezone.utc'})` : 'True'}`,
  };
}
