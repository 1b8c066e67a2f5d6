/** What the factory in the tests of a feature stores before a row that refers to it. */
import { type FeatureView, isLeftOpen } from './feature-view.js';
import type { NamesView } from './names-view.js';

type Named = Pick<NamesView, 'feature' | 'features'>;

/** The feature that owns rows, if anything does. */
const OWNER: Named = { feature: 'user', features: 'users' };

/** Returns what the template of the factory sees. */
export function viewFactory({ links, owned, parent, parts, references }: FeatureView) {
  const rows = [
    ...(owned ? [{ attribute: 'owner_id', target: OWNER }] : []),
    ...(parent === undefined ? [] : [{ attribute: `${parent.feature}_id`, target: parent }]),
    ...references.filter((reference) => !isLeftOpen(reference)),
  ];
  const linked = links.filter(({ target }) => !target.self);
  const inParts = parts.flatMap(({ part }) => part.references);
  const before: readonly Named[] = [...rows, ...linked, ...inParts].map(({ target }) => target);
  const rowArguments = rows.map(({ attribute, target }) => `${attribute}=create_${target.feature}`);
  const withLinked = (take: (link: (typeof linked)[number]) => string) =>
    [
      ...rowArguments,
      ...linked.map((link) => `${take(link)}=[create_${link.target.feature}]`),
    ].join(', ');
  return {
    /** Whether a stored row has to refer to others. */
    needsRows: before.length + parts.length > 0,
    /** The factories of what a stored row refers to: by the attributes of a row that has its links, and of one that has ids. */
    factoriesBefore: withLinked(({ relationship }) => relationship),
    factoriesOfIds: withLinked(({ attribute }) => attribute),
    /** The features whose factories create those rows. */
    madeBefore: [...new Map(before.map((target) => [target.feature, target])).values()],
  };
}
