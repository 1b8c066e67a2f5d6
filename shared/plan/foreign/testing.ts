/** Whether and how emitted tests can run in an existing backend. */

import type { Backend } from '../../project/foreign/backend.js';
import type { ModelHabits } from '../../project/foreign/models.js';

/** Says why no tests can be emitted, as a clause; undefined if they can. */
export function whyUntestable({ applications, modules, tooling }: Backend, models: ModelHabits) {
  const { packages } = tooling;
  const testing = modules.mentioning(/TestClient|AsyncClient|ASGITransport/).length > 0;
  if (!packages.has('pytest') && !testing) return 'the project does not use pytest';
  if (!packages.has('httpx') && !testing && !packages.has('fastapi[standard]')) {
    return 'the project does not use httpx, which endpoint tests need';
  }
  const chain = [...models.inherited.values()].map(({ text }) => text).join(' ');
  if (/gen_random_uuid|uuid_generate|postgresql|JSONB|ARRAY/.test(chain)) {
    return 'they would run on SQLite, but the base class of the models works only on PostgreSQL';
  }
  return applications.length === 0 ? 'no FastAPI application was found' : undefined;
}

/**
 * Returns the address that the tests of the project call, if they name one: some applications
 * answer for no other.
 */
export function testBaseUrl({ modules }: Backend): string | undefined {
  const tests = modules
    .mentioning(/TestClient|AsyncClient/)
    .map((path) => modules.source(path))
    .join('\n');
  const host = /["']Host["']\s*:\s*["']([^"']+)["']/.exec(tests)?.[1];
  if (host !== undefined) return `http://${host}`;
  const address = /\bbase_url\s*=\s*["']([^"']+)["']/.exec(tests)?.[1];
  if (address !== undefined) return address;
  // It answers for a few hosts only; localhost is usually one of them. A feature may be called like the class.
  return modules.mentioning(/\bmiddleware\.trustedhost\b/).length > 0
    ? 'http://localhost'
    : undefined;
}

/** Whether async sessions can use SQLite. */
export function hasAsyncSqlite({ modules, tooling }: Backend): boolean {
  if (tooling.packages.size > 0) return tooling.packages.has('aiosqlite');
  return modules.mentioning(/aiosqlite/).length > 0;
}
