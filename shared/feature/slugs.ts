/** The slugs of a feature: what its rows are called in URLs, each made of another field. */
import { meant, suggest } from '../suggestion.js';
import type { FieldSpec } from './field/spec.js';

/** The types of fields that slugs are made of. */
const SOURCES = ['str', 'text'];

/** Whether a feature has a field that is made of another one. */
export function hasSlugs({ fields }: { readonly fields: readonly FieldSpec[] }): boolean {
  return fields.some(({ type }) => type === 'slug');
}

/**
 * Returns why no slug can be made of the field that it names, and what to do; undefined if one can, or if it is no slug.
 *
 * @param fields those of the feature.
 */
export function sourceProblem(
  { name, source = '', type }: FieldSpec,
  fields: readonly FieldSpec[],
): string | undefined {
  if (type !== 'slug') return undefined;
  const texts = fields.filter((each) => SOURCES.includes(each.type));
  const usable = texts.filter((each) => !each.private && !each.readonly).map((each) => each.name);
  const others =
    usable.length > 0
      ? `Such fields: ${usable.join(', ')}.`
      : `There is none: add one, such as title:str=200, or use ${name}:str=200:unique without one.`;
  const from = fields.find((each) => each.name === source);
  if (from === undefined) {
    return `the slug "${name}" is to be made of "${source}", and there is no such field. ${meant(suggest(source, usable))}It is made of a text, of type ${SOURCES.join(' or ')}. ${others}`;
  }
  const reason = !SOURCES.includes(from.type)
    ? `is of type ${from.type}, and slugs are made of ${SOURCES.join(' or ')}`
    : from.private
      ? 'is private, and the slug would show it'
      : from.readonly
        ? 'is in no request, so that all slugs would be the same'
        : undefined;
  return reason && `the slug "${name}" cannot be made of "${source}", which ${reason}. ${others}`;
}

/**
 * Returns fields with the new name of what a slug is made of.
 *
 * @param renamed the new names of fields, by the old ones.
 */
export function followSources(
  fields: readonly FieldSpec[],
  renamed: ReadonlyMap<string, string>,
): FieldSpec[] {
  return fields.map((field) => {
    const source = field.source === undefined ? undefined : renamed.get(field.source);
    return source === undefined ? field : { ...field, source };
  });
}
