/** The fields of a feature's schemas, each as a line of its class. */
import type { FeatureView, FieldView } from './feature-view.js';

/** Returns what the templates of schemas see. */
export function viewSchemas({ fields, filters, visible, writable }: FeatureView) {
  // What may be left out and refers to something would have to be there.
  const shown = writable.filter(
    ({ spec }) => spec.type !== 'refs' && !(spec.type === 'ref' && spec.optional),
  );
  return {
    /** The body of a request that is taken, as the items of a dictionary. */
    bodyExample: shown
      .map(({ attribute, sample, sampleInJson = sample }) => `"${attribute}": ${sampleInJson}`)
      .join(', '),
    schemaFields: {
      /** What callers set and see. */
      base: fields.filter(({ spec }) => !spec.private && !spec.readonly).map(declare),
      /** What callers set and never see. */
      create: fields.filter(({ spec }) => spec.private && !spec.readonly).map(declare),
      /** What callers can change. */
      update: writable.map(declareChange),
      /** What callers see: as it is stored, without the rules for what they set. */
      response: visible.map(
        ({ attribute, shownAnnotation }) => `    ${attribute}: ${shownAnnotation}`,
      ),
      /** What a list can be filtered by. */
      filters: filters.map(
        ({ attribute, queryType }) => `    ${attribute}: Omittable[${queryType}] = None`,
      ),
    },
  };
}

function declare({ assignment, attribute, checkedAnnotation }: FieldView): string {
  return `    ${attribute}: ${checkedAnnotation}${assignment}`;
}

/** Declares a field that may be left out. A required one still cannot be cleared. */
function declareChange({ attribute, checkedType, spec }: FieldView): string {
  return `    ${attribute}: ${spec.optional ? `${checkedType} | None` : `Omittable[${checkedType}]`} = None`;
}
