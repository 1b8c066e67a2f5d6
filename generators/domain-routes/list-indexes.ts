/** The indexes by which lists find their rows, and the orders that these hold them in. */
import { isTooLong } from '../../shared/feature/field/column-name.js';
import { namePrefixIndex } from '../../shared/feature/prefixes.js';
import { nameTogether } from '../../shared/feature/together.js';
import type { FeatureView, TogetherView } from '../../shared/plan/feature-view.js';
import type { Reach } from './reach.js';

/** What the rows of a list are ordered by if nobody asks for anything else. */
const USUAL_ORDER = ['created_at', 'id'];

/** An index over what is left. */
export interface ListIndex {
  readonly name: string;
  /** What the table calls its columns. */
  readonly columns: readonly string[];
  /** What the model calls them. */
  readonly keys: readonly string[];
}

/**
 * Returns the indexes by which lists find their rows in their usual order, in others, and filtered. Each begins with what
 * all rows of a list have in common: their owner, unless the list is of everyone's rows, and what they are nested in.
 */
export function listIndexesOf(
  feature: FeatureView,
  reads: Reach['kind'],
  isPublished: boolean,
): readonly ListIndex[] {
  const { columns, filters, indexedTogether, ordered, parent, table } = feature;
  const [scope = [], ...others] = scopesOf(feature, reads);
  const index = (
    name: string,
    scope: readonly string[],
    own: readonly string[],
    keys: readonly string[] = own,
  ) => ({ name, columns: [...scope, ...own], keys: [...scope, ...keys] });
  const sorted = ordered.filter(({ keys }) => keys[0] !== 'created_at');
  const usual = {
    owner: index(`ix_${table}_owner_id`, scopeIn(feature, 'owner_id'), USUAL_ORDER),
    everyone: index(`ix_${table}_created_at`, scopeIn(feature), USUAL_ORDER),
  };
  const first = [
    // What refers to a user is found by it, too.
    ...(isPublished ? [] : [usual.owner]),
    ...(reads === 'own' ? [] : [usual.everyone]),
    ...sorted.map((one) => index(one.name, scope, [...one.columns, 'id'], [...one.keys, 'id'])),
    ...filters
      .filter(({ spec }) => spec.type === 'enum' && !spec.index && !spec.unique)
      .map(({ columnName, key }) =>
        index(
          nameTogether('index', table, [columnName]),
          scope,
          [columnName, ...USUAL_ORDER],
          [key, ...USUAL_ORDER],
        ),
      ),
    ...indexedTogether.map((one) => index(one.name, scope, one.columns, one.keys)),
  ];
  const taken = new Set([
    ...first.map(({ name }) => name),
    ...[...columns.map(({ columnName }) => columnName), `${parent?.feature}_id`].map((column) =>
      nameTogether('index', table, [column]),
    ),
  ]);
  const more = others.flatMap((other) =>
    sorted.map((one) => {
      const own = [...one.columns, 'id'];
      return index(nameTogether('index', table, own), other, own, [...one.keys, 'id']);
    }),
  );
  return [...first, ...more.filter(({ name }) => !taken.has(name))].filter(
    ({ name }) => !isTooLong(name),
  );
}

/**
 * Returns the indexes by which lists find their rows by what texts begin with. So few rows begin alike that one index will
 * do, whoever reads.
 */
export function prefixIndexesOf(feature: FeatureView, reads: Reach['kind']): readonly ListIndex[] {
  const scope = scopesOf(feature, reads).at(-1) ?? [];
  return feature.prefixed.map(({ columnName, key }) => ({
    name: namePrefixIndex(feature.table, columnName),
    columns: [...scope, columnName],
    keys: [...scope, key],
  }));
}

/** Returns the keys by which lists can be sorted: those in whose order an index holds the rows of each list. */
export function sortsOf(
  feature: FeatureView,
  reads: Reach['kind'],
  indexes: readonly ListIndex[],
): readonly string[] {
  const held = [
    ...indexes.map(({ keys }) => keys),
    ...feature.unique.map(({ key }) => ['owner_id', key]),
  ];
  return feature.sorts.filter((key) => holdEachList(held, [key], feature, reads));
}

/** Returns the indexes by all columns of which lists can be sorted, likewise. */
export function sortsTogetherOf(
  feature: FeatureView,
  reads: Reach['kind'],
  indexes: readonly ListIndex[],
): readonly TogetherView[] {
  const held = indexes.map(({ keys }) => keys);
  return feature.sortsTogether.filter(({ keys }) => holdEachList(held, keys, feature, reads));
}

function holdEachList(
  held: readonly (readonly string[])[],
  keys: readonly string[],
  feature: FeatureView,
  reads: Reach['kind'],
): boolean {
  return scopesOf(feature, reads).every((scope) =>
    held.some((index) => [...scope, ...keys].every((key, at) => index[at] === key)),
  );
}

/** Returns what the rows of each list have in common: where some reach the rows of everyone, there are two kinds of list. */
function scopesOf(feature: FeatureView, reads: Reach['kind']): readonly (readonly string[])[] {
  const [own, everyones] = [scopeIn(feature, 'owner_id'), scopeIn(feature)];
  return { own: [own], all: [everyones], roles: [own, everyones] }[reads];
}

function scopeIn({ parent }: FeatureView, ...owner: readonly string[]): readonly string[] {
  return [...owner, ...(parent === undefined ? [] : [`${parent.feature}_id`])];
}
