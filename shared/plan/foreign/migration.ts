/** Writes a migration the way a backend writes its migrations. */

import type { IdText } from '../../feature/field/dialect.js';
import type { MigrationsFact, ModelHabits } from '../../project/foreign/models.js';
import type { Modules } from '../../project/foreign/modules.js';
import type { Migration } from '../../project/migrations.js';
import { type FeatureView, hasOwnIndex } from '../feature-view.js';
import { inheritedColumn } from './inherited-columns.js';

/** Where a migration goes and what it is called. */
export interface MigrationTarget {
  readonly path: string;
  readonly revision: string;
  /** The existing migration at this path. */
  readonly standing: Migration | undefined;
}

/**
 * Names a migration like the existing ones.
 *
 * @param hash its revision, unless revisions are numbered.
 * @param slug what it does: `create_products`.
 */
export function migrationFile(
  { folder, fileTemplate }: MigrationsFact,
  standing: readonly Migration[],
  hash: string,
  slug: string,
): MigrationTarget {
  const numbered =
    standing.length > 0 && standing.every(({ revision }) => /^\d{3,6}$/.test(revision));
  const same = standing.find(
    ({ revision, path }) => revision === hash || (numbered && path.endsWith(`_${slug}.py`)),
  );
  if (same !== undefined) return { path: same.path, revision: same.revision, standing: same };
  const revision = numbered ? nextNumber(standing) : hash;
  const now = new Date();
  const two = (value: number) => String(value).padStart(2, '0');
  const values: Record<string, string> = {
    rev: revision,
    slug,
    epoch: String(Math.floor(now.getTime() / 1000)),
    year: String(now.getFullYear()),
    month: two(now.getMonth() + 1),
    day: two(now.getDate()),
    hour: two(now.getHours()),
    minute: two(now.getMinutes()),
    second: two(now.getSeconds()),
  };
  const template = fileTemplate ?? '%(rev)s_%(slug)s';
  const name = template
    .replaceAll('%%', '%')
    .replaceAll(/%\((\w+)\)[-.\d]*[sd]/g, (_, key: string) => values[key] ?? '');
  return { path: `${folder}/${name}.py`, revision, standing: undefined };
}

function nextNumber(standing: readonly Migration[]): string {
  const numbers = standing.map(({ revision }) => Number(revision));
  const width = standing[0]?.revision.length ?? 4;
  return String(Math.max(...numbers) + 1).padStart(width, '0');
}

/** Returns the `sa.Column(...)` of each column of a table, in order. */
export function migrationColumns(
  modules: Modules,
  migrations: MigrationsFact,
  models: ModelHabits,
  feature: FeatureView,
): string[] {
  const inherited = [...models.inherited.values()];
  const id = models.inherited.get('id');
  return [
    id === undefined
      ? `sa.Column("id", ${feature.ids.migration}, primary_key=True)`
      : inheritedColumn(modules, migrations, id),
    ...feature.columns.map(
      ({ columnName, migration, migrationOptions, spec }) =>
        `sa.Column("${columnName}", ${migration}${migrationOptions}${hasOwnIndex(spec) ? ', index=True' : ''})`,
    ),
    ...models.ownTimes.map(
      (name) =>
        `sa.Column("${name}", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False)`,
    ),
    ...inherited
      .filter(({ name }) => name !== 'id')
      .map((column) => inheritedColumn(modules, migrations, column)),
  ];
}

/** Returns the association table of each link, with its columns. */
export function migrationLinks(
  feature: FeatureView,
): { readonly table: string; readonly columns: readonly string[] }[] {
  const column = (name: string, { migration }: IdText, target: string, indexed = '') =>
    `sa.Column("${name}", ${migration}, sa.ForeignKey("${target}", ondelete="CASCADE"), primary_key=True${indexed})`;
  return feature.links.map(({ ownColumn, table, target, targetColumn }) => ({
    table,
    columns: [
      column(ownColumn, feature.ids, `${feature.table}.id`),
      // The key begins with the other: what is asked by this one needs an index of its own.
      column(targetColumn, target.ids, `${target.table}.${target.key}`, ', index=True'),
    ],
  }));
}
