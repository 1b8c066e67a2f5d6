/** Whether a feature that stands asks who is calling, in a backend where that can be known. */
import { definedName, parseOnce, textOf } from '../../python/syntax.js';
import type { Backend } from '../foreign/backend.js';
import { isTest } from '../foreign/models.js';
import type { StandingFeature } from './features.js';
import { mentionOf } from './words.js';

const ROUTER = /\b(FastAPI|APIRouter)\(/;

/** How often names are followed: a guard that is made of one that is made of the dependency of who is calling. */
const DEPTH = 3;

/**
 * Whether anybody may call a feature although the backend knows who is calling: neither its modules nor the lines that include
 * its router mention anything that depends on that.
 */
export function isUnguarded(backend: Backend, feature: StandingFeature): boolean {
  const { access, applications, modules, registries } = backend;
  const guards = [access.user, access.admin, access.roles].flatMap((each) =>
    each === undefined ? [] : [each.dependency.name],
  );
  if (guards.length === 0) return access.unread !== undefined;
  const names = namesBuiltOn(backend, guards);
  const isGuard = (text: string) => (text.match(/\w+/g) ?? []).some((word) => names.has(word));
  const own = [...feature.files, ...feature.shared.map(({ path }) => path)];
  if (own.some((path) => !isTest(path, modules) && isGuard(modules.source(path)))) return false;
  const including = new Set([
    ...feature.registrations,
    ...registries.map(({ path }) => path),
    ...applications.map(({ path }) => path),
  ]);
  const mention = mentionOf(feature.model);
  return ![...including].some((path) => {
    const module = parseOnce(modules.source(path));
    return module.statements.some((statement) => {
      const text = textOf(module, statement);
      // What is said of the whole application, or of a router of routers, is said of the feature, too.
      const isOfAll = ROUTER.test(text);
      return (isOfAll || mention.test(text)) && isGuard(text);
    });
  });
}

/** Returns names, and those of everything at the top level of modules that is made with them. */
function namesBuiltOn({ modules }: Backend, names: readonly string[]): ReadonlySet<string> {
  const found = new Set(names);
  for (let depth = 0; depth < DEPTH; depth += 1) {
    const before = found.size;
    const pattern = new RegExp(`\\b(${[...found].join('|')})\\b`);
    for (const path of modules.mentioning(pattern)) {
      if (isTest(path, modules)) continue;
      const module = parseOnce(modules.source(path));
      for (const statement of module.statements) {
        const name =
          definedName(statement) ??
          (/^[=:]$/.test(statement.tokens[1]?.text ?? '') ? statement.tokens[0]?.text : undefined);
        const text = textOf(module, statement);
        // A router that is guarded is none of the guards, and nor is an endpoint.
        const isGuarded = statement.decorators.length > 0 || ROUTER.test(text);
        if (name !== undefined && !isGuarded && pattern.test(text)) found.add(name);
      }
    }
    if (found.size === before) break;
  }
  return found;
}
