/** Writes a migration the way a backend writes its migrations. */

import type { MigrationsFact } from '../../project/foreign/alembic.js';
import type { ModelHabits } from '../../project/foreign/models.js';
import type { Modules } from '../../project/foreign/modules.js';
import type { Migration } from '../../project/migrations.js';
import type { FeatureView, FieldView, LinkView, ReferenceView } from '../feature-view.js';
import { hasOwnIndex } from '../view/indexes.js';
import { inheritedColumn } from './inherited-columns.js';
import { type WrittenType, writtenKeyType } from './written-keys.js';

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

/** What a migration creates, besides constraints and indexes of several columns. */
export interface MigratedTables {
  /** The imports of types that only the project or a package knows. */
  readonly imports: readonly string[];
  /** The `sa.Column(...)` of each column, in order. */
  readonly columns: readonly string[];
  /** The association table of each link, with its columns. */
  readonly links: readonly { readonly table: string; readonly columns: readonly string[] }[];
}

/** Returns what the migration of a feature creates. */
export function migratedTables(
  modules: Modules,
  migrations: MigrationsFact,
  models: ModelHabits,
  feature: FeatureView,
): MigratedTables {
  const used: WrittenType[] = [];
  // SQLModel derives the type of a foreign key from its annotation; SQLAlchemy takes that of the key.
  const typeOf = ({ target }: ReferenceView | LinkView, usual: string) => {
    if (models.library === 'sqlmodel' || target.self) return usual;
    const written = writtenKeyType(modules, migrations, target.table, target.key);
    if (written === undefined) return usual;
    used.push(written);
    return written.text;
  };
  const columns = columnsOf(modules, migrations, models, feature, typeOf);
  const links = linksOf(feature, typeOf);
  return { imports: used.flatMap((each) => each.import ?? []), columns, links };
}

type TypeOf = (reference: ReferenceView | LinkView, usual: string) => string;

function columnsOf(
  modules: Modules,
  migrations: MigrationsFact,
  models: ModelHabits,
  feature: FeatureView,
  typeOf: TypeOf,
): string[] {
  const inherited = [...models.inherited.values()];
  const id = models.inherited.get('id');
  const typeOfColumn = ({ attribute, migration }: FieldView) => {
    const reference = feature.references.find((each) => each.attribute === attribute);
    if (reference === undefined) return migration;
    // What follows the type is its foreign key.
    const usual = reference.target.ids.migration;
    return migration.replace(usual, typeOf(reference, usual));
  };
  return [
    id === undefined
      ? `sa.Column("id", ${feature.ids.migration}, primary_key=True)`
      : inheritedColumn(modules, migrations, id),
    ...feature.columns.map(
      (field) =>
        `sa.Column("${field.columnName}", ${typeOfColumn(field)}${field.migrationOptions}${hasOwnIndex(field.spec) ? ', index=True' : ''})`,
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

function linksOf(feature: FeatureView, typeOf: TypeOf): MigratedTables['links'] {
  const column = (name: string, type: string, target: string, indexed = '') =>
    `sa.Column("${name}", ${type}, sa.ForeignKey("${target}", ondelete="CASCADE"), primary_key=True${indexed})`;
  return feature.links.map((link) => {
    const { ownColumn, table, target, targetColumn } = link;
    const type = typeOf(link, target.ids.migration);
    return {
      table,
      columns: [
        column(ownColumn, feature.ids.migration, `${feature.table}.id`),
        // The key begins with the other: what is asked by this one needs an index of its own.
        column(targetColumn, type, `${target.table}.${target.key}`, ', index=True'),
      ],
    };
  });
}
