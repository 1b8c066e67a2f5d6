/** What nothing checks of a feature that is written like another, as that does not show how. */
import type { Backend } from '../../project/foreign/backend.js';
import type { StandingFeature } from '../../project/neighbour/features.js';
import { isUnguarded } from '../../project/neighbour/guarding.js';
import type { FeatureView } from '../feature-view.js';

/** The columns of which something shows how they are checked. */
interface Seen {
  /** Of references: how a row that is not there is answered. */
  readonly references: ReadonlySet<string>;
  /** Of unique values: how another row with the same is answered. */
  readonly repeats: ReadonlySet<string>;
}

/** Returns what the user should know of what is not checked, and what to do about it. */
export function uncheckedIn(
  backend: Backend,
  neighbour: StandingFeature,
  feature: FeatureView,
  seen: Seen,
): string[] {
  const { model } = neighbour;
  return [
    ...(isUnguarded(backend, neighbour)
      ? [
          `Nobody has to sign in for the endpoints of ${model.feature}, so nobody has to for these. Ask for it by hand, ` +
            'or have it fitted in from templates (layered or package-per-feature, --like none), where whoever calls is signed in.',
        ]
      : []),
    ...unseenReferences(feature, seen.references).map(
      (name) =>
        `Nothing that is taken of ${model.feature} shows how ${name} of no row is answered, so nothing checks it: a database that enforces ` +
        'foreign keys fails, and SQLite keeps it unless told otherwise. Check it by hand, or have it fitted in from templates (layered or package-per-feature, --like none), where it is refused.',
    ),
    ...unseenRepeats(feature, backend, neighbour)
      .filter((name) => !seen.repeats.has(name))
      .map(
        (name) =>
          `Nothing that is taken of ${model.feature} shows how another row with the same ${name} is answered, so such a request fails with 500. ` +
          'Answer it by hand, or have it fitted in from templates (layered or package-per-feature, --like none), where it is answered with 409.',
      ),
  ];
}

/** Returns the columns of references that the neighbour does not have, by their names. */
function unseenReferences({ fields }: FeatureView, seen: ReadonlySet<string>): string[] {
  return fields
    .filter(({ attribute, spec }) => spec.type === 'ref' && !seen.has(attribute))
    .map(({ attribute }) => attribute);
}

/** Returns the unique fields, where neither the neighbour nor the application says what becomes of a row that repeats one. */
function unseenRepeats(
  { fields }: FeatureView,
  { modules }: Backend,
  { files, shared }: StandingFeature,
): string[] {
  const own = [...files, ...shared.map(({ path }) => path)];
  const isAnswered = modules
    .mentioning(/\bIntegrityError\b/)
    .some(
      (path) =>
        own.includes(path) ||
        /exception_handler\(\s*[\w.]*IntegrityError/.test(modules.source(path)),
    );
  return isAnswered
    ? []
    : fields.filter(({ spec }) => spec.unique).map(({ attribute }) => attribute);
}
