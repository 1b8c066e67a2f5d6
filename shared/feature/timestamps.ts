/** Whether rows know when they were made and changed, and what needs them to. */

import { UsageError } from '../errors.js';
import type { ActionSpec } from './actions.js';
import { stepNamed } from './actions.js';
import { type Concurrency, isVersioned } from './concurrency.js';
import type { FieldSpec } from './field/spec.js';
import { hasOwnTable } from './field/types.js';
import { TIMES, type Together } from './together.js';

/** What of a feature needs its times. */
interface Timed {
  readonly actions: readonly ActionSpec[];
  readonly concurrency: Concurrency;
  readonly fields: readonly FieldSpec[];
  readonly index: readonly Together[];
  readonly timestamps: boolean;
}

/** Whether the rows of a feature are without `created_at` and `updated_at`. */
export function isTimeless({ timestamps }: Pick<Timed, 'timestamps'>): boolean {
  return !timestamps;
}

/** @throws UsageError if rows do not know when they were made or changed, and something of the feature needs it. */
export function requireTimes({ actions, concurrency, fields, index, timestamps }: Timed): void {
  if (timestamps) return;
  const refusal = (message: string) =>
    new UsageError(`--no-timestamps: ${message}`, { place: '--no-timestamps' });
  const isTime = (name: string) => (TIMES as readonly string[]).includes(name);
  const indexed = index.find((names) => names.some(isTime));
  if (indexed !== undefined) {
    throw refusal(
      `the table has no ${indexed.filter(isTime).join(' and no ')} then, which --index ${indexed.join('+')} is over. Leave one of the two options out.`,
    );
  }
  const noted = actions.find((action) => stepNamed(action, fields) === undefined);
  if (noted !== undefined) {
    throw refusal(
      `the action ${noted.name} is noted in updated_at, which the table does not have then. Leave one of the two out, or make it a step of a state machine with flow.`,
    );
  }
  const links = fields.find(({ caller, type }) => hasOwnTable(type) && !caller);
  if (isVersioned({ concurrency }) && links !== undefined) {
    throw refusal(
      `with --concurrency version, a change of ${links.name} alone is counted by updated_at, which the table does not have then. Leave one of the two options out.`,
    );
  }
}
