/** Which unique fields a feature and its neighbour have. */
import type { Backend } from '../../project/foreign/backend.js';
import { type BackendModel, isTest } from '../../project/foreign/models.js';
import type { StandingFeature } from '../../project/neighbour/features.js';
import type { FeatureView } from '../feature-view.js';
import type { NewField } from './new-fields.js';
import { optionalFields, ownUnique } from './own-fields.js';
import { checkedFields, keysIn, type UniqueFields } from './unique-checks.js';

/**
 * Returns which unique fields the new feature has in the place of those that the neighbour looks up.
 *
 * @param fields those of the new feature.
 * @param own those of the neighbour; targets are the models that some of them refer to.
 */
export function uniqueFields(
  backend: Backend,
  neighbour: StandingFeature,
  feature: FeatureView,
  fields: readonly NewField[],
  own: ReadonlySet<string>,
  targets: ReadonlyMap<string, BackendModel>,
): UniqueFields {
  const plain = [...own].filter((name) => !targets.has(name));
  const sources = [...neighbour.files, ...neighbour.shared.map(({ path }) => path)]
    .filter((path) => !isTest(path, backend.modules))
    .map((path) => backend.modules.source(path));
  const checked = new Set(sources.flatMap((source) => checkedFields(source, plain)));
  const columns = ownUnique(backend, neighbour);
  const named = new Set(
    feature.fields.filter(({ spec }) => spec.unique).map(({ attribute }) => attribute),
  );
  const names = new Set(fields.map(({ name }) => name));
  const old = plain.filter((name) => columns.has(name) || checked.has(name));
  return {
    old,
    keys: new Set(sources.flatMap((source) => keysIn(source, old))),
    optional: optionalFields(backend, neighbour),
    fresh: fields.filter(({ name, target }) => target === undefined && named.has(name)),
    isNew: (name) => names.has(name),
  };
}
