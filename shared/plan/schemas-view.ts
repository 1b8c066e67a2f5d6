/** What the schemas of a feature have: each of their fields as a line of its class. */
import type { FeatureView, FieldView } from './feature-view.js';

/** What the templates of schemas see. */
export function viewSchemas({ fields, filters, writable }: FeatureView) {
  return {
    schemaFields: {
      /** What callers decide, and are told again. */
      base: fields.filter(({ spec }) => !spec.private && !spec.readonly).map(declare),
      /** What callers decide, and are never told. */
      create: fields.filter(({ spec }) => spec.private && !spec.readonly).map(declare),
      /** What callers can change. */
      update: writable.map(declareChange),
      /** What callers are told, and cannot decide. */
      response: fields
        .filter(({ spec }) => !spec.private && spec.readonly)
        .map(({ attribute, plainAnnotation }) => `    ${attribute}: ${plainAnnotation}`),
      /** What a list can be filtered by. */
      filters: filters.map(
        ({ attribute, checkedType }) => `    ${attribute}: ${checkedType} | None = None`,
      ),
    },
  };
}

function declare({ assignment, attribute, checkedAnnotation }: FieldView): string {
  return `    ${attribute}: ${checkedAnnotation}${assignment}`;
}

/** A field that may be left out; one that has to be given cannot be cleared, though. */
function declareChange({ attribute, checkedType, spec }: FieldView): string {
  return `    ${attribute}: ${spec.optional ? `${checkedType} | None` : `Omittable[${checkedType}]`} = None`;
}
