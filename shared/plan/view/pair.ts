/** Works out the two references by which a row is found and put. */
import { chosenAttribute } from '../../feature/choices.js';
import { isPairOfCaller, isPutBeside } from '../../feature/pair.js';
import type { FeatureSpec } from '../../feature/spec.js';
import type { FieldView, PairSideView, PairView, ReferenceView } from '../feature-view.js';
import { pathTypeOf } from '../id-view.js';

/**
 * Returns what templates see of a pair; undefined for a feature without one.
 *
 * @param owned whether every row belongs to a user.
 */
export function viewPair(
  spec: FeatureSpec,
  fields: readonly FieldView[],
  references: readonly ReferenceView[],
  owned: boolean,
): PairView | undefined {
  const { pair } = spec;
  const [first, second] = pair.map((name) => references.find(({ spec }) => spec.name === name));
  if (first === undefined || second === undefined) return undefined;
  const sides = [viewSide(first), viewSide(second)] as const;
  const isOfCaller = isPairOfCaller(spec);
  return {
    isOfCaller,
    isOwn: isOfCaller || owned,
    first: sides[0],
    second: sides[1],
    sides,
    named: isOfCaller ? [sides[0]] : sides,
    rest: fields.filter((field) => isPutBeside(pair, field.spec)),
  };
}

function viewSide(reference: ReferenceView): PairSideView {
  const { attribute, key, target } = reference;
  return {
    reference,
    parameter: attribute,
    pathType: pathTypeOf(target.ids),
    chosenBy: chosenAttribute(key),
  };
}
