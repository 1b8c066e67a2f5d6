/** Whether and how emitted tests can run in a backend. */
import type { FeatureView } from '../feature-view.js';
import type { Backend } from './backend.js';
import type { ModelStyle } from './models.js';
import type { Placement } from './placement.js';
import type { SessionFact } from './session.js';

export function canTest(
  backend: Backend,
  session: SessionFact,
  models: ModelStyle,
  feature: FeatureView,
  notes: string[],
  placed: Placement,
): boolean {
  if (!feature.spec.tests || placed.tests === undefined) return false;
  const refuse = (why: string) => {
    notes.push(`No tests were written: ${why}.`);
    return false;
  };
  const { packages } = backend.style;
  const { modules } = backend;
  const testing = modules.mentioning(/TestClient|AsyncClient|ASGITransport/).length > 0;
  if (!packages.has('pytest') && !testing) return refuse('the project has no pytest');
  if (!packages.has('httpx') && !testing && !packages.has('fastapi[standard]')) {
    return refuse('the project has no httpx, which tests of endpoints need');
  }
  const mentioned = packages.size === 0 && modules.mentioning(/aiosqlite/).length > 0;
  if (session.isAsync && !packages.has('aiosqlite') && !mentioned) {
    return refuse('they would run on SQLite, and the project has no aiosqlite');
  }
  const chain = [...models.inherited.values()].map(({ text }) => text).join(' ');
  if (/gen_random_uuid|uuid_generate|postgresql|JSONB|ARRAY/.test(chain)) {
    return refuse(
      'they would run on SQLite, and the base class of the models is for PostgreSQL only',
    );
  }
  if (backend.applications.length === 0) return refuse('no FastAPI application was found');
  return true;
}

export function testBaseUrl({ modules }: Backend): string | undefined {
  for (const path of modules.mentioning(/base_url/)) {
    const found = /\bbase_url\s*=\s*["']([^"']+)["']/.exec(modules.source(path))?.[1];
    if (found !== undefined && /TestClient|AsyncClient/.test(modules.source(path))) return found;
  }
  return undefined;
}
