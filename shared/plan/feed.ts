/** Whether a feature can have the feed that it asks for. */
import { UsageError } from '../errors.js';
import { isPublished } from '../feature/ownership.js';
import type { FeatureSpec } from '../feature/spec.js';
import { type UserSpec, userLinks } from '../feature/user.js';
import { meant, suggest } from '../suggestion.js';

/** @throws UsageError if nobody could ask for the feed of a feature, or nothing would be in it. */
export function requireFeed(spec: FeatureSpec, user: UserSpec): void {
  const { feed } = spec;
  if (feed === undefined) return;
  const said = `--feed ${feed}`;
  const links = userLinks(user).map(({ name }) => name);
  const reason = reasonAgainst(spec);
  if (reason !== undefined) throw new UsageError(`${said}: ${reason}`, { place: '--feed' });
  if (links.includes(feed)) return;
  const suggestion = suggest(feed, links);
  throw new UsageError(
    links.length === 0
      ? `${said}: users have no such link to each other. Add it beside "features" in a spec file, user: { ${feed}: 'refs=User:caller' }.`
      : `${said}: users have no such link to each other. ${meant(suggestion)}Allowed: ${links.join(', ')}.`,
    { place: '--feed', suggestion },
  );
}

/** Returns why a feature cannot have a feed, and what to do; undefined if it can. */
function reasonAgainst({ access, endpoints, key, parent }: FeatureSpec): string | undefined {
  if (!endpoints.includes('list')) {
    return 'a feed is a part of the list, and there is none. Add list to --endpoints.';
  }
  if (!isPublished(access.read)) {
    return 'a feed has the rows of others, and not all who sign in may read those. Use --read user or --read public.';
  }
  if (parent !== undefined) {
    return `the list is that of one ${parent}, and a feed goes across all of them. Leave one of the two out.`;
  }
  if (key !== undefined) {
    return `a row whose ${key} is "feed" would have the same URL. Leave --key out, and look rows up by it: --by ${key}.`;
  }
  return undefined;
}
