/** What the types have in common whose values are text. */
import { pythonPattern } from '../../python/literals.js';
import type { Constraint } from './dialect.js';
import type { CheckedField } from './settings.js';

/** PostgreSQL's limit for `varchar`. */
export const LONGEST_TEXT = 10_485_760;

/** What tests still write out as a literal. */
export const LARGEST_MIN = 10_000;

/** What PostgreSQL still indexes: an entry has at most 2704 bytes. */
export const LONGEST_INDEXED = 2083;

/** How long a text may be, and what it looks like, as Pydantic checks it. */
export function textConstraints(field: CheckedField, longest: number | undefined): Constraint[] {
  return [
    ...(Number(field.min ?? 0) > 0 ? [['min_length', `${Number(field.min)}`] as const] : []),
    ...(longest === undefined ? [] : [['max_length', `${longest}`] as const]),
    ...(field.pattern === undefined ? [] : [['pattern', pythonPattern(field.pattern)] as const]),
  ];
}
