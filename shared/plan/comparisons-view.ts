/** What templates see of a list that is filtered by comparisons. */
import type { FeatureView, FieldView } from './feature-view.js';

/** Returns what the templates of models and tests see. */
export function viewComparing({ comparisons, naturalKey }: FeatureView) {
  const samples = comparisons.flatMap(({ field, ...comparison }) =>
    field === undefined || field.sample === field.otherSample ? [] : [{ ...comparison, field }],
  );
  const isRenamed = samples.some(({ attribute, key }) => attribute !== key);
  return {
    /** The attributes of the model that rows are filtered by. */
    comparisonAttributes: comparisons.map(
      ({ attribute, names }) =>
        `    ${names.map((name) => name.attribute).join(', ')} = comparisons("${attribute}")`,
    ),
    /** The keys of what rows are compared by, with two values of each, and one that is none. */
    comparedSamples: samples.map(({ attribute, field, key }) => {
      const named = isRenamed ? `"${key}", "${attribute}"` : `"${key}"`;
      return `(${named}, [${field.sample}, ${field.otherSample}], "${junkOf(field)}")`;
    }),
    /** What a test calls these, and the attribute of rows among them. */
    comparedNames: isRenamed
      ? '("name", "attribute", "values", "junk")'
      : '("name", "values", "junk")',
    comparedParameters: isRenamed ? 'name: str, attribute: str' : 'name: str',
    comparedAttribute: isRenamed ? 'attribute' : 'name',
    /** What else a test compares, where rows have ids of their own besides: what has two values, and is no key. */
    compared: samples.find(({ field }) => field !== naturalKey),
    /** The times of rows that they are compared by. */
    comparedTimes: comparisons
      .filter(({ field }) => field === undefined)
      .map(({ key }) => `"${key}"`),
  };
}

/** Returns what no value of a field is compared with: an instant has an offset. */
function junkOf({ spec }: FieldView): string {
  return spec.type === 'datetime' ? '2024-01-31T09:30:00' : 'soon';
}
