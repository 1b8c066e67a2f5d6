/** Endpoints of a new feature that would be those of its neighbour: nobody would reach them. */
import { RefusalError } from '../../errors.js';
import type { Backend } from '../../project/foreign/backend.js';
import { type Endpoint, endpointsIn } from '../../project/neighbour/endpoints.js';
import type { StandingFeature } from '../../project/neighbour/features.js';
import { mentionOf } from '../../project/neighbour/words.js';

const ROUTER = /\b(?:APIRouter|FastAPI)\((?:[^()]|\([^()]*\))*\)/g;
const INCLUDE = /\binclude_router\((?:[^()]|\([^()]*\))*\)/g;

/**
 * @param taken what is taken of each module of the neighbour.
 * @param write puts the words of the new feature into it.
 * @throws RefusalError where an endpoint has the method and the path of one of the neighbour's.
 */
export function refuseSameEndpoints(
  { modules }: Backend,
  { model, registrations, shared }: StandingFeature,
  taken: ReadonlyMap<string, string>,
  write: (path: string, text: string) => string,
): void {
  const mention = mentionOf(model);
  const includes = registrations.flatMap((path) => modules.source(path).match(INCLUDE) ?? []);
  const including = includes.filter((each) => mention.test(each));
  const isApart = including.length === 0 || including.some((each) => mention.test(prefixIn(each)));
  for (const [path, own] of taken) {
    const source = modules.source(path);
    const keys = new Set(endpointsIn(source).map(keyOf));
    if (keys.size === 0) continue;
    const text = write(path, own);
    const isShared = shared.some((each) => each.path === path);
    // Below a path of its own, each is apart from the others.
    if (!isShared && (isApart || prefixesIn(source) !== prefixesIn(text))) continue;
    const same = endpointsIn(text).find((each) => keys.has(keyOf(each)));
    if (same === undefined) continue;
    throw new RefusalError(
      `--like ${model.feature}: ${same.method.toUpperCase()} ${same.path || '/'} in ${path} does not say that it is about ${model.feature}, so ` +
        'another feature would have the same. Name another feature that stands, or say --like none.',
      { place: '--like' },
    );
  }
}

function keyOf({ method, path, router }: Endpoint): string {
  return `${router}.${method} ${path}`;
}

/** Returns what the paths of the routers of a module begin with. */
function prefixesIn(source: string): string {
  return (source.match(ROUTER) ?? []).map(prefixIn).join(' ');
}

function prefixIn(call: string): string {
  return /\bprefix\s*=\s*([^,)]*)/.exec(call)?.[1] ?? '';
}
