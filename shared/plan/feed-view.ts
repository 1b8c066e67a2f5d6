/** What templates say about the feed of a list. */
import type { Access } from '../feature/access.js';
import type { EndpointRequest, UrlConvention } from '../feature/endpoints.js';
import type { FeatureView } from './feature-view.js';

/**
 * Returns the request for the feed, if there is one.
 *
 * @param path the path of the feature.
 */
export function requestsOfFeed(
  { labels, spec }: FeatureView,
  { prefix = '' }: UrlConvention,
  path: string,
): readonly (EndpointRequest & { readonly does: string; readonly access: Access })[] {
  if (spec.feed === undefined) return [];
  const does = `lists the ${labels} of those among whose ${labelOf(spec.feed)} the caller is`;
  return [{ method: 'GET', url: `${prefix}/${path}/feed`, access: { kind: 'user' }, does }];
}

/** Returns what all templates see. */
export function viewFeed({ caller, spec: { feed } }: FeatureView) {
  return {
    /** The feed, if there is one: the table of its link, and what says in a row who has written it. */
    feed:
      feed === undefined
        ? undefined
        : {
            table: `user_${feed}`,
            name: feed,
            label: labelOf(feed),
            author: caller?.attribute ?? 'owner_id',
          },
  };
}

function labelOf(link: string): string {
  return link.replaceAll('_', ' ');
}
