/** What the neighbour and the new feature both refer to. */
import type { BackendModel } from '../../project/foreign/models.js';
import type { NewField } from './new-fields.js';

/** What the neighbour refers to. */
interface OwnReferences {
  readonly relationships: ReadonlySet<string>;
  /** The models that its columns refer to. */
  readonly targets: ReadonlyMap<string, BackendModel>;
}

/** Returns the words of what both features refer to, for functions that are called after it: `create_for_user`. */
export function commonWords(
  fields: readonly NewField[],
  targets: ReadonlyMap<string, BackendModel>,
): ReadonlySet<string> {
  const common = fields.filter(({ name, target }) => target && targets.get(name) === target);
  return new Set(
    common.flatMap(({ name, target }) => [
      ...name.replace(/_id$/, '').split('_'),
      ...(target?.feature.split('_') ?? []),
    ]),
  );
}

/** Returns the relationship of a reference that both have, if the neighbour has one: `owner` of `owner_id`. */
export function commonRelationship(
  { relationships, targets }: OwnReferences,
  { name, target }: NewField,
): [string] | undefined {
  const relationship = name.replace(/_id$/, '');
  const isCommon = target !== undefined && targets.get(name) === target;
  return isCommon && relationships.has(relationship) ? [relationship] : undefined;
}
