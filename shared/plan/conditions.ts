/** Whether a feature has a part, and what to say where it has not. */
import type { Workspace } from '../project/workspace.js';
import type { FeatureView } from './feature-view.js';

/**
 * Why a feature has not a part, as a sentence; undefined where it has it. An empty text is for what nobody would miss.
 *
 * @param project what stands.
 */
export type Condition = (feature: FeatureView, project: Workspace) => string | undefined;

/**
 * A part that is there only if something holds.
 *
 * @param otherwise why it is left out, as a sentence.
 */
export function onlyIf(
  holds: (feature: FeatureView, project: Workspace) => boolean,
  otherwise: string,
): Condition {
  return (feature, project) => (holds(feature, project) ? undefined : otherwise);
}

/** Where all of these hold; the first that does not is the reason. */
export function all(...conditions: readonly Condition[]): Condition {
  return (feature, project) => {
    for (const condition of conditions) {
      const reason = condition(feature, project);
      if (reason !== undefined) return reason;
    }
    return undefined;
  };
}

/** Where tests are asked for. */
export const withTests = onlyIf(({ spec }) => spec.tests, 'Tests are turned off (--no-tests).');

/** Where a migration is asked for. */
export const withMigration = onlyIf(
  ({ spec }) => spec.migration,
  'Migrations are turned off (--no-migration).',
);

/** Where the feature is connected to something. */
export function withIntegration(name: string): Condition {
  return onlyIf(({ spec }) => spec.integrations.includes(name), `It needs --with ${name}.`);
}
