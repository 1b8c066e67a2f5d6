/** Works out what is unique or indexed, alone and together. */
import type { FieldSpec } from '../../feature/field/spec.js';
import type { FeatureSpec } from '../../feature/spec.js';
import { nameTogether, type Together, type Togetherness } from '../../feature/together.js';
import type { FieldView, TogetherView } from '../feature-view.js';

/** Works out the columns of fields that belong together. */
export function viewTogether(
  what: Togetherness,
  together: readonly Together[],
  table: string,
  fields: readonly FieldView[],
): readonly TogetherView[] {
  return together.map((names) => {
    const found = names.map((name) => fields.find(({ spec }) => spec.name === name));
    const columns = names.map((name, index) => found[index]?.columnName ?? name);
    return {
      name: nameTogether(what, table, columns),
      fields: found.filter((field) => field !== undefined),
      columns,
      keys: names.map((name, index) => found[index]?.key ?? name),
    };
  });
}

/** Returns what has an index of its own: fields, but for those that refer to rows, and the times of rows. */
export function viewOrdered(
  { index, fields: specs }: FeatureSpec,
  table: string,
  fields: readonly FieldView[],
): readonly TogetherView[] {
  const alone = specs.filter(hasOwnIndex).map(({ name }) => [name]);
  const times = index.filter((together) => !hasSeveral(together));
  return viewTogether('index', [...alone, ...times], table, fields);
}

/** Whether a field has an index that is neither that of a constraint nor that of a reference. */
export function hasOwnIndex({ index, type, unique }: FieldSpec): boolean {
  return index && !unique && type !== 'ref';
}

/** Whether an index is over several columns, or over a time of the row alone. */
export function hasSeveral(together: Together): boolean {
  return together.length > 1;
}

/** Whether a field is unique together with others. */
export function isInKey({ name }: FieldSpec, { unique }: FeatureSpec): boolean {
  return unique.some((together) => together.includes(name));
}

/** Whoever is found by an address is the same in any spelling of it, also where more than the address finds them. */
export function asKey(field: FieldSpec, spec: FeatureSpec): FieldSpec {
  return field.type === 'email' && isInKey(field, spec) ? { ...field, unique: true } : field;
}
