/** A field that is known to be valid. */
import type { CheckedField } from './settings.js';
import type { FieldType } from './types.js';

/** One field of a feature, validated and in canonical form. */
export interface FieldSpec extends CheckedField {
  readonly type: FieldType;
}

/** What is known about the surroundings of a field. */
export interface FieldContext {
  /** The feature in snake_case, for suggesting names. */
  readonly feature?: string | undefined;
  /** Names that the architecture reserves, each with its reason. */
  readonly extraReserved?: Readonly<Record<string, string>> | undefined;
  /** Why no field can be set from who has signed in, and what to do instead, if that is so. */
  readonly ownsRows?: string | undefined;
}
