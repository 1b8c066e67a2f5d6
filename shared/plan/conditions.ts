/** Whether a feature has a part, and what to say where it has not. */
import type { Workspace } from '../project/workspace.js';
import type { FeatureView } from './feature-view.js';

/** When a part is there. */
export interface Condition {
  holds(feature: FeatureView, project: Workspace): boolean;
  /** Why it is left out otherwise, as a sentence. */
  readonly otherwise: string;
}

/** Where tests are asked for. */
export const withTests: Condition = {
  holds: ({ spec }) => spec.tests,
  otherwise: 'No tests are wanted (--no-tests).',
};

/** Where a migration is asked for. */
export const withMigration: Condition = {
  holds: ({ spec }) => spec.migration,
  otherwise: 'No migration is wanted (--no-migration).',
};

/** Where the feature is connected to something. */
export function withIntegration(name: string): Condition {
  return {
    holds: ({ spec }) => spec.integrations.includes(name),
    otherwise: `It comes with --with ${name}.`,
  };
}

/** Where all of these hold. */
export function both(...conditions: readonly Condition[]): Condition {
  return {
    holds: (feature, project) => conditions.every((each) => each.holds(feature, project)),
    otherwise: conditions.map(({ otherwise }) => otherwise).join(' '),
  };
}
