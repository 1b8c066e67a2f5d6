/** What templates say about links to so many rows that answers say how many there are, and what they need from a project. */
import { hasLargeLinks } from '../feature/large-links.js';
import type { Capability } from './architecture.js';
import type { FeatureView, LargeLinkView } from './feature-view.js';
import { viewIds } from './id-view.js';
import { pathBelow } from './names-view.js';

/**
 * Returns the capability that counts them.
 *
 * @param path its module.
 */
export function largeLinks(path: string): Capability {
  return {
    id: 'large-links',
    why: 'How many rows others are linked to: counted when it is read, and in no table.',
    evidence: { path, symbol: 'Counted' },
    files: [`${path}.ejs`],
    when: hasLargeLinks,
  };
}

/** Returns what all templates see. */
export function viewLargeLinks(feature: FeatureView) {
  const { largeLinks, owned, path } = feature;
  const rowPath = `/${pathBelow(feature)}${path}/{${viewIds(feature).rowKey}}`;
  return {
    hasLargeLinks: largeLinks.length > 0,
    /** The numbers in answers. */
    countedFields: largeLinks.map(
      ({ count, most, relationship }) =>
        `    ${count}: int = Field(description="At most ${most}. Their ids: ${rowPath}/${relationship}")`,
    ),
    /** What leaves those out that stay when they are deleted. */
    countedLeft: ({ table, target: { kept, Model }, targetColumn }: LargeLinkView) =>
      kept || owned
        ? `.join(${Model}, ${Model}.id == ${table}.c.${targetColumn}).where(${Model}.deleted_at.is_(None))`
        : '',
    /** The most that are possible, as constants of the module that adds them. */
    mostLinked: largeLinks.flatMap(({ labels, limit, most }) => [
      `# How many ${labels} are possible.`,
      `${limit} = ${most}`,
    ]),
  };
}
