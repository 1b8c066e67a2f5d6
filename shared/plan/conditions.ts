/** Whether a feature has a part, and what to say if it does not. */
import type { Workspace } from '../project/workspace.js';
import type { FeatureView } from './feature-view.js';

/**
 * Returns why a feature does not have a part, as a sentence; undefined if it has it. The reason is
 * an empty text if nobody would miss the part.
 *
 * @param project the project as it is so far.
 */
export type Condition = (feature: FeatureView, project: Workspace) => string | undefined;

/**
 * A part that exists only if something holds.
 *
 * @param otherwise why it is left out, as a sentence.
 */
export function onlyIf(
  holds: (feature: FeatureView, project: Workspace) => boolean,
  otherwise: string,
): Condition {
  return (feature, project) => (holds(feature, project) ? undefined : otherwise);
}

/** Holds if all conditions do. The first one that does not hold gives the reason. */
export function all(...conditions: readonly Condition[]): Condition {
  return (feature, project) => {
    for (const condition of conditions) {
      const reason = condition(feature, project);
      if (reason !== undefined) return reason;
    }
    return undefined;
  };
}

/** Holds if tests are wanted. */
export const withTests = onlyIf(({ spec }) => spec.tests, 'Tests are turned off (--no-tests).');

/** Holds if a migration is wanted. */
export const withMigration = onlyIf(
  ({ spec }) => spec.migration,
  'Migrations are turned off (--no-migration).',
);

/** Holds if the feature is connected to an integration. */
export function withIntegration(name: string): Condition {
  return onlyIf(({ spec }) => spec.integrations.includes(name), `It needs --with ${name}.`);
}
