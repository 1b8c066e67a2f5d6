/** What callers can ask of a feature besides its usual endpoints. */
import type { Access } from '../feature/access.js';
import type { EndpointRequest, UrlConvention } from '../feature/endpoints.js';
import { requestsOfCallerLinks } from './caller-link-view.js';
import { requestsOfEachLinks } from './each-links.js';
import type { FeatureView } from './feature-view.js';
import { requestsOfFeed } from './feed-view.js';
import { requestsOfFiles } from './files.js';
import { requestsOfActions } from './flow-view.js';
import { requestsOfPair } from './pair-view.js';

/**
 * Returns the requests with a rule of their own for who may call: actions, links, feeds, pairs and files.
 *
 * @param path the path of the feature, after those of its parents.
 * @returns each with its URL, in which parameters are in braces, and what it does.
 */
export function requestsBeside(
  feature: FeatureView,
  urls: UrlConvention,
  path: string,
): readonly (EndpointRequest & { readonly does: string; readonly access: Access })[] {
  return [
    ...requestsOfActions(feature, urls, path),
    ...requestsOfCallerLinks(feature, urls, path),
    ...requestsOfFeed(feature, urls, path),
    ...requestsOfEachLinks(feature, urls, path),
    ...requestsOfPair(feature, urls),
    ...requestsOfFiles(feature, urls, path),
  ];
}
