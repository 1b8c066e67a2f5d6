/**
 * Small habits of a backend: how it names response schemas, where it puts prefixes, how it updates.
 */
import type { Backend } from './backend.js';
import { firstTag, type IncludedRouter } from './routers.js';
import { mostCommon } from './session.js';

const SUFFIXES = ['Response', 'Read', 'Public', 'Out', 'Schema', 'Detail'];

/** Returns the suffix of most response schemas. */
export function commonResponse({ modules, models }: Backend): string {
  const places = new Map<string, number[]>();
  // The model of a feature called `tag_read` is no schema of `tag`.
  const tables = new Set((models?.models ?? []).map(({ name }) => name));
  const names = modules
    .mentioning(/BaseModel|SQLModel|Schema/)
    .flatMap((path) => modules.facts(path).classes.map(({ name }) => name))
    .filter((name) => !tables.has(name));
  for (const [place, name] of names.entries()) {
    places.set(name, [...(places.get(name) ?? []), place]);
  }
  const endings = (models?.models ?? []).flatMap(({ name }) =>
    SUFFIXES.flatMap((suffix) =>
      (places.get(name + suffix) ?? []).map((place) => ({ place, suffix })),
    ).toSorted((a, b) => a.place - b.place),
  );
  return mostCommon(endings.map(({ suffix }) => suffix)) ?? 'Response';
}

/** Returns the method by which most endpoints update a row; `patch` if there is a tie. */
export function updateMethod({ modules, routers }: Backend): 'put' | 'patch' {
  const methods = routers.flatMap(({ path }) =>
    [...modules.source(path).matchAll(/@\w+\.(put|patch)\(/g)].map(
      ([, method]) => method as string,
    ),
  );
  return mostCommon(methods) === 'put' ? 'put' : 'patch';
}

/**
 * Decides whether a router has its prefix itself, or gets it where it is included.
 *
 * @param path the feature's own part of its URLs: `products`.
 */
export function decidePrefix(backend: Backend, path: string) {
  const [registry] = backend.registries;
  const known = new Map(backend.routers.map((router) => [router.path, router]));
  const neighbours = (registry?.included ?? []).filter(
    ({ module }) => module !== undefined && known.has(module),
  );
  const prefixes = neighbours.map(({ options }) => options.get('prefix') ?? '');
  const own = neighbours.map(({ module }) => known.get(module as string)?.prefix);
  const common = mostCommon(prefixes);
  const distinct = new Set(prefixes.filter((prefix) => prefix !== ''));
  // If each include has a different prefix, that is where routers get theirs.
  const atInclude =
    distinct.size > 0 &&
    distinct.size === prefixes.filter((prefix) => prefix !== '').length &&
    own.filter((prefix) => prefix !== undefined).length * 2 <= own.length &&
    prefixes.filter((prefix) => prefix !== '').length * 2 > prefixes.length &&
    (distinct.size > 1 ||
      (/^["']\/\w/.test(common ?? '') && !/^["']\/(api|v\d)/.test(common ?? '')));
  const tags = decideTags(backend, neighbours, path, atInclude);
  if (atInclude) {
    const above = commonPrefix([...distinct]);
    return {
      routerArguments: tags.here === undefined ? '' : `tags=["${tags.here}"]`,
      includeOptions: `prefix=${above}${path}"${tags.atInclude === undefined ? '' : `, tags=["${tags.atInclude}"]`}`,
    };
  }
  const shared =
    distinct.size === 1 &&
    prefixes.filter((prefix) => prefix === common).length * 2 > prefixes.length
      ? `prefix=${common}`
      : undefined;
  const includeTags = tags.atInclude === undefined ? [] : [`tags=["${tags.atInclude}"]`];
  const options = [...(shared === undefined ? [] : [shared]), ...includeTags];
  return {
    routerArguments: [
      `prefix="${parentOf(own)}/${path}"`,
      ...(tags.here === undefined ? [] : [`tags=["${tags.here}"]`]),
    ].join(', '),
    includeOptions: options.length === 0 ? undefined : options.join(', '),
  };
}

/** Returns what most prefixes have above the feature's own part: `/api` of `/api/items`. */
function parentOf(prefixes: readonly (string | undefined)[]): string {
  const known = prefixes.flatMap((prefix) => (prefix?.startsWith('/') ? [prefix] : []));
  const parents = known.map((prefix) => prefix.slice(0, prefix.lastIndexOf('/')));
  const common = mostCommon(parents) ?? '';
  const share = parents.filter((parent) => parent === common).length;
  // What only a variable says would have to be imported, and a row is the parent of its own children alone.
  return share * 2 > known.length && !common.includes('{') ? common : '';
}

/** Decides where a router gets its tag, and how that is written: `products`, or `Products` as `Pets` is. */
function decideTags(
  { routers }: Backend,
  neighbours: readonly IncludedRouter[],
  path: string,
  isPrefixAtInclude: boolean,
): { readonly here?: string; readonly atInclude?: string } {
  const known = new Map(routers.map((router) => [router.path, router]));
  const own = neighbours.flatMap(({ module }) => known.get(module as string)?.tag ?? []);
  const given = neighbours.flatMap(({ options }) => firstTag(options.get('tags') ?? '') ?? []);
  const isGiven = given.length > own.length || (isPrefixAtInclude && own.length === 0);
  const titled = [...own, ...given].filter((tag) => /^[A-Z]/.test(tag)).length;
  const words = path.split(/[-_]/).map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  const tag = titled * 2 > own.length + given.length ? words.join(' ') : path;
  if (!isGiven) return { here: tag };
  return given.length === 0 ? {} : { atInclude: tag };
}

/**
 * Returns what `"/api/v1/items"` and `"/api/v1/users"` begin with: `"/api/v1/`. An f-string remains
 * one.
 */
function commonPrefix(prefixes: readonly string[]): string {
  const [first = '"/'] = prefixes;
  let length = first.length;
  for (const prefix of prefixes) {
    let same = 0;
    while (same < length && prefix[same] === first[same]) same += 1;
    length = same;
  }
  const shared = first.slice(0, length);
  const end = shared.lastIndexOf('/');
  return prefixes.length > 1 && end > 0 ? shared.slice(0, end + 1).replace(/^(f?)'/, '$1"') : '"/';
}
