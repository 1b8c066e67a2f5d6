/** What templates see of a list that is filtered by several values at once. */
import { chosenAttribute, isChosen } from '../feature/choices.js';
import { type FeatureView, isLeftOpen } from './feature-view.js';

/** Returns what the templates of models and tests see. */
export function viewChoices({ filters, has }: FeatureView) {
  const chosen = has.list ? filters.filter(({ spec }) => isChosen(spec)) : [];
  return {
    /** The attributes of the model that rows are filtered by. */
    choiceAttributes: chosen.map(
      ({ attribute, key }) => `    ${chosenAttribute(key)} = one_of("${attribute}")`,
    ),
    /** The enums that have two values. */
    chosenEnums: chosen.filter(
      ({ otherSample, sample, spec }) => spec.type === 'enum' && sample !== otherSample,
    ),
    /** The references that a test makes rows for. */
    chosenReferences: chosen.filter(
      (field) => field.spec.type === 'ref' && !field.spec.caller && !isLeftOpen(field),
    ),
    chosenAttribute,
  };
}
