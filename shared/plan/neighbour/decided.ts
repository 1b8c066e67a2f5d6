/** What may not be said of a feature that is written like another, because that one decides it. */
import { type Problem, UsageError } from '../../errors.js';
import { ACTIONS } from '../../feature/access.js';
import { ENDPOINTS } from '../../feature/endpoints.js';
import type { FeatureSpec } from '../../feature/spec.js';

/**
 * Refuses what was said and would not be written.
 *
 * @param like the feature that this one is written like.
 * @throws UsageError for who may do what, for a choice of endpoints, for the name of the table, and for constraints and indexes of several columns.
 */
export function refuseDecided(spec: FeatureSpec, like: string): void {
  const refused = (option: string, why: string): Problem => ({
    message: `${option}: a feature that is written like ${like} ${why} Leave ${option} out, or leave --like out.`,
    place: option,
  });
  const guarded = ACTIONS.filter((action) => !spec.assumed.includes(action));
  const problems = [
    ...guarded.map((action) =>
      refused(
        `--${action}`,
        `lets in who may do that with ${like}: its endpoints are guarded alike.`,
      ),
    ),
    ...(spec.endpoints.length === ENDPOINTS.length
      ? []
      : [refused('--endpoints', `has those of ${like}.`)]),
    ...(spec.table === undefined
      ? []
      : [refused('--table', 'has a table that is called as that one calls its own.')]),
    ...(spec.unique.length === 0
      ? []
      : [
          refused(
            '--unique',
            'takes no constraints of several columns: its model has what that one shows.',
          ),
        ]),
    ...(spec.index.length === 0
      ? []
      : [
          refused(
            '--index',
            'takes no indexes of several columns: its model has what that one shows.',
          ),
        ]),
  ];
  if (problems.length > 0) throw new UsageError(problems);
}
