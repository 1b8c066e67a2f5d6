/** What templates say about rows that answers show where callers ask for them. */
import type { FeatureView, TargetView } from './feature-view.js';

/** What reads what callers ask for, in the module that does it. */
const INCLUDED = 'INCLUDED';

/** Returns what all templates see of that. */
export function viewIncludes({ Feature, includes, spec }: FeatureView) {
  const names = spec.include.map((name) => `"${name}"`).join(', ');
  const whenAsked = includes.length > 0;
  return {
    /** Whether callers can ask for any. */
    hasIncludes: whenAsked,
    /** What schemas call what callers ask for, and what that is. */
    includeTypes: whenAsked
      ? [
          '',
          `${Feature}Include = Annotated[list[Literal[${names}]], BeforeValidator(split_names)]`,
          '',
        ]
      : [],
    /** The parameter of lists that asks for them, which filters nothing. */
    includeFilters: whenAsked
      ? [`    include: ${Feature}Include = Field(default_factory=list, exclude=True)`]
      : [],
    /** The attributes of a model for the rows that have been read along with it, each with its type. */
    includedAttributes: includes.map(({ attribute, loaded, reference: { spec, target } }) => {
      const type = `${target.Model} | None`;
      return {
        attribute,
        loaded,
        label: spec.name.replaceAll('_', ' '),
        type: target.self || target.closes ? `"${type}"` : type,
      };
    }),
  };
}

/**
 * Returns the lines that say how what callers ask for is read.
 *
 * @param Model the class of the rows, as the module names it.
 * @param modelOf returns the same for what they refer to.
 * @param withoutRest what leaves out whatever else comes along with such rows, where anything does.
 */
export function viewIncluding(
  { includes, spec }: FeatureView,
  Model: string,
  modelOf: (target: TargetView) => string,
  withoutRest = '',
) {
  const entries = includes.map(({ columns, key, loaded, reference }) => {
    const shown = columns.map(({ attribute }) => `${modelOf(reference.target)}.${attribute}`);
    const only = shown.length > 0 ? `.load_only(${shown.join(', ')})` : '';
    return `    "${key}": selectinload(${Model}.${loaded})${only}${withoutRest},`;
  });
  const isAllRead = spec.include.length === includes.length;
  return {
    /** The table of what reads each, by what callers ask for. */
    includedTable:
      includes.length > 0
        ? [
            '',
            '# What is read along with rows where callers ask for it.',
            `${INCLUDED} = {`,
            ...entries,
            '}',
          ]
        : [],
    /** The items of it that callers have asked for. Parts are read in any case. */
    askedOf: (names: string) =>
      `${INCLUDED}[name] for name in ${names}${isAllRead ? '' : ` if name in ${INCLUDED}`}`,
  };
}
