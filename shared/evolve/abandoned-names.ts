/** The names that a feature no longer defines, and what still makes them known. */
import type { Modules } from '../project/foreign/modules.js';
import { parsePython } from '../python/syntax.js';
import { definedIn } from './definitions.js';
import { entitiesOf } from './entities.js';
import type { StandingFeature } from './standing.js';
import { Inseparable, without } from './without.js';

/** The names that are gone, by the paths of the files that defined them. */
export type AbandonedNames = ReadonlyMap<string, ReadonlySet<string>>;

/** Returns the names that the files of a feature no longer define. */
export function abandonedNames(before: StandingFeature, after: StandingFeature): AbandonedNames {
  const found = before.own.flatMap(({ path, written }) => {
    if (!path.endsWith('.py')) return [];
    const now = definedIn(after.own.find((each) => each.path === path)?.written ?? '');
    const gone = [...definedIn(written)].filter((name) => !now.has(name));
    return gone.length === 0 ? [] : [[path, new Set(gone)] as const];
  });
  return new Map(found);
}

/** Returns a text without the imports and exports of names that are gone. What shares its line with others stays. */
export function withoutAbandoned(
  path: string,
  text: string,
  names: AbandonedNames,
  modules: Modules,
): string {
  const entities = entitiesOf(parsePython(text));
  const imports = entities.filter(({ imported }) => {
    const defining = imported && modules.find(path, imported.module);
    return defining !== undefined && names.get(defining)?.has(imported?.name ?? '') === true;
  });
  const bound = new Set(imports.map(({ imported }) => imported?.bound ?? ''));
  const exported = entities.filter(
    ({ kind, uses }) => kind === 'item' && [...uses].some((name) => bound.has(name)),
  );
  try {
    return without(text, [...imports, ...exported]).next().value ?? text;
  } catch (error) {
    if (error instanceof Inseparable) return text;
    throw error;
  }
}
