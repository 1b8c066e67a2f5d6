/** Why a feature is not written like another, or what has to be known of how it is. */
import { RefusalError } from '../../errors.js';
import type { BackendModel } from '../../project/foreign/models.js';
import type { StandingFeature } from '../../project/neighbour/features.js';
import type { FeatureView } from '../feature-view.js';
import type { LostFunction } from './field-regions.js';
import type { UniqueFields } from './unique-checks.js';

/** @throws RefusalError if the feature would lack what every feature has. */
export function refuseLost(
  like: string,
  path: string,
  [lost]: readonly LostFunction[],
  own: readonly string[],
  targets: ReadonlyMap<string, BackendModel>,
): void {
  if (lost === undefined) return;
  const { name, references } = lost;
  const needed = references.map((field) => {
    const target = targets.get(field)?.name;
    return `${field.replace(/_id$/, '')}:ref=${target}`;
  });
  throw new RefusalError(
    needed.length > 0
      ? `--like ${like}: ${name} in ${path} cannot be written without ${references.join(' and ')}, by which ${like} finds its rows. ` +
          `Add ${needed.join(' ')} to the fields, name another feature that stands, or say --like none.`
      : `--like ${like}: ${name} in ${path} cannot be written without fields that ${like} has for itself (${own.join(', ')}). ` +
          'Give the feature those that it means, name another feature that stands, or say --like none.',
    { place: '--like' },
  );
}

/** @throws RefusalError for what no neighbour shows how to write. */
export function refuseUnlike({ fields, largeLinks, links }: FeatureView): void {
  const field = [...fields, ...largeLinks].find(({ spec }) => spec.type === 'refs');
  if (links.length === 0 && field === undefined) return;
  const name = field?.spec.name ?? links[0]?.attribute;
  throw new RefusalError(
    `--like: field "${name}" needs definitions that a neighbour does not have. Say --like none, or make the field a str and change it by hand.`,
    { place: '--like' },
  );
}

/** @throws RefusalError if what the neighbour has does not make a module that works. */
export function refusing(like: string, render: () => string): string {
  try {
    return render();
  } catch (error) {
    const message = (error as Error).message.replace(/^the template of/, 'written so,');
    throw new RefusalError(
      `--like ${like}: what belongs to its fields cannot be told from the rest.\n${message}\nName another feature, or say --like none.`,
      { place: '--like' },
    );
  }
}

/** @throws RefusalError for an instant, where the database gives it back without its zone and no neighbour puts that right. */
export function refuseLostZones({ fields }: FeatureView, isLost: boolean): void {
  const field = fields.find(({ spec }) => spec.type === 'datetime');
  if (!isLost || field === undefined) return;
  throw new RefusalError(
    `--like: field "${field.spec.name}" is an instant, and SQLite gives it back without its zone, which a neighbour does not put right. ` +
      'Say --like none: a fitted feature does.',
    { place: '--like' },
  );
}

/** @throws RefusalError where the neighbour's model is in a module of another feature: what is written there is that one's. */
export function refuseModelOfAnother({ files, model, shared }: StandingFeature): void {
  if ([...files, ...shared.map(({ path }) => path)].includes(model.path)) return;
  throw new RefusalError(
    `--like ${model.feature}: the model of ${model.feature} is in ${model.path}, which is called after another feature, so where one like it would go cannot be told. ` +
      'Name another feature that stands, or say --like none.',
    { place: '--like' },
  );
}

/** @throws RefusalError where a migration of ours would not create the table that the neighbour's model declares. */
export function refuseOtherTable(
  { model }: StandingFeature,
  { spec }: FeatureView,
  isMigrated: boolean,
): void {
  if (!isMigrated || !spec.migration) return;
  const what =
    model.id.name !== 'id'
      ? `the rows of ${model.feature} are identified by ${model.id.name}`
      : model.schema === undefined
        ? undefined
        : `the table of ${model.feature} is in the schema ${model.schema}`;
  if (what === undefined) return;
  throw new RefusalError(
    `--like ${model.feature}: ${what}, which a migration that is written here would not have. ` +
      'Add --no-migration and let Alembic write it (alembic revision --autogenerate), or name another feature.',
    { place: '--like' },
  );
}

/**
 * Refuses a feature of which several rows could have what the neighbour finds one by.
 *
 * @throws RefusalError where the new feature has that field, and no field in which no two rows have the same.
 */
export function refuseSharedKey(like: string, { fresh, isNew, keys }: UniqueFields): void {
  const found = [...keys].find(
    (key) => isNew(key) && !fresh.some(({ name, optional }) => name === key || !optional),
  );
  if (found === undefined) return;
  throw new RefusalError(
    `--like ${like}: ${like} is found by its ${found}, of which no two may be the same. Say ":unique" of it, give the feature another ` +
      'field that is unique and has to be there, name another feature that stands, or say --like none.',
    { place: '--like' },
  );
}
