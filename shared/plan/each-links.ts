/** What templates say about links of which each one is added and removed by itself, and what they need from a project. */
import type { Access } from '../feature/access.js';
import { hasEachLinks } from '../feature/each-links.js';
import type { EndpointRequest, UrlConvention } from '../feature/endpoints.js';
import type { Capability } from './architecture.js';
import type { EachLinkView, FeatureView } from './feature-view.js';
import { idOf, pathTypeOf, plainInUrl } from './id-view.js';
import { asTuple, outcomesOf } from './ownership-view.js';

/**
 * Returns the capability that keeps such links.
 *
 * @param path its module.
 */
export function eachLinks(path: string): Capability {
  return {
    id: 'links',
    why: 'Links of rows that are added and removed one at a time, and pages of their ids.',
    evidence: { path, symbol: 'add_linked' },
    files: [`${path}.ejs`],
    when: hasEachLinks,
  };
}

/**
 * Returns the requests that list what a row is linked to, and that add and remove one of them.
 *
 * @param path the path of the feature, after those of its parents.
 */
export function requestsOfEachLinks(
  { aLabel, eachLinks, spec: { access } }: FeatureView,
  { prefix = '' }: UrlConvention,
  path: string,
): readonly (EndpointRequest & { readonly does: string; readonly access: Access })[] {
  return eachLinks.flatMap(({ anItem, labels, relationship, targetColumn }) => {
    const all = `${prefix}/${path}/{id}/${relationship}`;
    const one = { url: `${all}/{${targetColumn}}`, access: access.write };
    return [
      {
        method: 'GET',
        url: all,
        does: `lists the ids of the ${labels} of ${aLabel}`,
        access: access.read,
      },
      { ...one, method: 'PUT', does: `adds ${anItem} to ${aLabel}` },
      { ...one, method: 'DELETE', does: `removes ${anItem} from ${aLabel}` },
    ] as const;
  });
}

/** Returns what all templates see. */
export function viewEachLinks({ eachLinks, hasTimes, ownerRules, spec }: FeatureView) {
  return {
    hasEachLinks: eachLinks.length > 0,
    /** What one of them is called in the path of a URL, and its type there. */
    linkedPath: ({ target: { ids } }: EachLinkView) => pathTypeOf(ids),
    /** The imports of a module that notes when a row has changed because its links have. */
    touchImport: (module: string) =>
      eachLinks.length > 0 && hasTimes ? [`from ${module} import utc_now`] : [],
    /** An id in a URL that nothing has. */
    unknownLinked: ({ target: { ids } }: EachLinkView) => plainInUrl(ids),
    /** The number of one of them, as a value that tests without a database use. */
    linkedAt: ({ target: { ids } }: EachLinkView, number: number) => idOf(ids, `${number}`),
    /** Whether so many rows and one more can stand beside each other: what is unique may have fewer values. */
    canStand: (count: number) =>
      spec.fields.every(
        ({ unique, values }) => !unique || values === undefined || values.length > count,
      ),
    /** Roles of somebody who is not the owner, with what they get where they change links: `("admin", 204)`. */
    eachStrangers: outcomesOf(ownerRules.write, 204).map(asTuple),
  };
}
