/** How callers are refused before it is asked who they are. */
import type { Definition, Modules } from './modules.js';

const GIVEN = /\b(?:Depends|Security)\(\s*([A-Za-z_][\w.]*)/g;
const STATUS = /HTTPException\([^)]*?\b(?:HTTP_)?(4\d\d)(?:\b|_)/g;

/** How deep dependencies depend on others. */
const DEPTH = 4;

/** Returns the statuses with which what a dependency depends on refuses callers: 400 where a tenant has to be named first. */
export function statusesBefore(modules: Modules, { name, path }: Definition, depth = 0): number[] {
  const fact = modules.facts(path).functions.find((each) => each.name === name);
  if (fact === undefined || depth > DEPTH) return [];
  const found = [...fact.parameters.matchAll(GIVEN)].flatMap(([, expression = '']) => {
    const given = modules.resolve(path, expression);
    if (given === undefined) return [];
    const body = modules.facts(given.path).functions.find((each) => each.name === given.name)?.body;
    const own = [...(body ?? '').matchAll(STATUS)].map(([, status]) => Number(status));
    return [...own, ...statusesBefore(modules, given, depth + 1)];
  });
  return [...new Set(found)].sort();
}
