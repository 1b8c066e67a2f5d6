/** What a list is filtered by several values of at once: what is one of a few, and what refers to a row. */
import type { OwnAttributes } from './field/names.js';
import { keyOfField } from './field/names.js';
import type { FieldSpec } from './field/spec.js';
import type { FeatureSpec } from './spec.js';

/** How many values one request can ask for, each of which is a parameter of its statement. */
export const MOST_CHOSEN = 100;

/** Returns the fields of which a list can be filtered by several values. */
export function chosenFields({
  endpoints,
  fields,
}: Pick<FeatureSpec, 'endpoints' | 'fields'>): readonly FieldSpec[] {
  return endpoints.includes('list')
    ? fields.filter((field) => !field.private && isChosen(field))
    : [];
}

/** Whether lists can be filtered by several values of a field. */
export function isChosen({ type }: Pick<FieldSpec, 'type'>): boolean {
  return type === 'enum' || type === 'ref';
}

/** Returns the attribute of models and query strings for several values of what has this key. */
export function chosenAttribute(key: string): string {
  return `${key}_in`;
}

/** Returns what classes have besides fields where lists are filtered by several values of these. */
export function attributesWithChoices(
  { listParameters, methods }: OwnAttributes,
  fields: readonly FieldSpec[],
): OwnAttributes {
  const chosen = fields.map(({ name, type }) => chosenAttribute(keyOfField(name, type)));
  return { listParameters, methods: [...methods, ...chosen] };
}
