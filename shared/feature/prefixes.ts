/** What a list is filtered by the beginning of: texts that an index of their own holds byte by byte. */
import { keyOfField, namesOfField, type OwnAttributes } from './field/names.js';
import type { FieldSpec } from './field/spec.js';

/** Returns the fields by whose beginning lists are filtered. */
export function prefixedFields({
  fields,
}: {
  readonly fields: readonly FieldSpec[];
}): readonly FieldSpec[] {
  return fields.filter(({ prefix }) => prefix);
}

/** Returns what a list calls the beginning of what has this key, and which attribute of models it is. */
export function namesOfPrefix(key: string): {
  readonly attribute: string;
  readonly parameter: string;
} {
  const name = `${key}_prefix`;
  return { attribute: namesOfField({ name, type: 'str' }).attribute, parameter: name };
}

/** Names the index that holds what the texts of a column begin with; `ix_` is for what a column has itself. */
export function namePrefixIndex(table: string, column: string): string {
  return `px_${table}_${column}`;
}

/** Returns what classes have besides fields where lists are filtered by the beginning of these. */
export function attributesWithPrefixes(
  { listParameters, methods }: OwnAttributes,
  fields: readonly FieldSpec[],
): OwnAttributes {
  const names = fields.map(({ name, type }) => namesOfPrefix(keyOfField(name, type)));
  return {
    listParameters: [...listParameters, ...names.map(({ parameter }) => parameter)],
    methods: [...methods, ...names.map(({ attribute }) => attribute)],
  };
}
