// What the benchmarks of emitted APIs share: the layouts, a database, and applications that run as in production.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ensureVirtualEnvironment, findPython } from '../python.js';

const ROOT = join(import.meta.dirname, '..', '..');
/** The runner that emits: that of another version for comparison, or the one that is built. */
const RUNNER = process.env.BENCH_RUNNER ?? join(ROOT, 'dist', 'bin', 'fastapi-feature.js');
const SERVER = process.env.PG_URL ?? 'postgresql://postgres@127.0.0.1:5432/postgres';

/** The layouts: how one is asked for, where its Python is, where its products are, how a part of them is asked for, and what is written beside it. */
export const LAYOUTS = {
  onion: {
    command: ['onion'],
    backend: 'backend',
    module: 'app.presentation.main',
    path: '/products',
    page: 'limit=20',
    skip: (rows) => `offset=${rows}`,
    written: 'sync_app',
  },
  'package-per-feature': {
    command: ['package-per-feature'],
    backend: 'backend',
    module: 'app.main',
    path: '/api/v1/products/',
    page: 'limit=20',
    skip: (rows) => `skip=${rows}`,
    written: 'sync_app',
  },
  'domain-routes': {
    command: ['domain-routes'],
    backend: '',
    module: 'main',
    path: '/api/v1/products',
    page: 'page_size=20',
    skip: (rows) => `page=${rows / 20 + 1}`,
    written: 'owned_app',
  },
  'layered-service': {
    command: ['layered', '--style', 'service'],
    backend: '',
    module: 'app.main',
    path: '/api/v1/products/',
    page: 'limit=20',
    skip: (rows) => `skip=${rows}`,
    written: 'async_app',
  },
  'layered-direct': {
    command: ['layered', '--style', 'direct'],
    backend: '',
    module: 'app.main',
    path: '/api/v1/products/',
    page: 'limit=20',
    skip: (rows) => `skip=${rows}`,
    written: 'async_app',
  },
};

/** The layouts that were asked for: all of them if none was. */
export const wanted = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(LAYOUTS);
const unknown = wanted.filter((name) => !(name in LAYOUTS));
if (unknown.length > 0) {
  console.error(
    `There is no layout ${unknown.join(', ')}. Allowed: ${Object.keys(LAYOUTS).join(', ')}.`,
  );
  process.exit(2);
}
const python = findPython();
if (python === undefined || sql(SERVER, 'SELECT 1') === undefined) {
  console.error('This takes a Python of at least 3.11, psql, and a PostgreSQL: PG_URL names it.');
  process.exit(1);
}
export const bin = ensureVirtualEnvironment(
  python,
  join(ROOT, 'test', 'generated', 'pyproject.toml'),
  console.error,
);
/** Where the projects are. */
export const folder = mkdtempSync(join(tmpdir(), 'fastapi-feature-bench-'));
/** What the applications sign with. */
export const SECRET_KEY = 'x'.repeat(40);
const database = `bench_${process.pid}`;
/** The database of the application that is measured. */
export const url = new URL(SERVER);
url.pathname = `/${database}`;
const agent = new Agent({ keepAlive: true, maxSockets: 1 });
let port = 20_000 + (process.pid % 10_000);

const children = new Set();
process.on('exit', () => {
  for (const child of children) child.kill();
  sql(SERVER, `DROP DATABASE IF EXISTS ${database} WITH (FORCE)`);
  rmSync(folder, { recursive: true });
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1));

/** Makes an empty database; whatever was in it is gone. */
export function createDatabase() {
  sql(SERVER, `DROP DATABASE IF EXISTS ${database} WITH (FORCE)`);
  sql(SERVER, `CREATE DATABASE ${database}`);
}

/**
 * Emits a project with one feature, starts its application, and makes its tables.
 *
 * @param slice what is said of the feature.
 * @param kind what tells the project from others of the same layout, which may have the same tables.
 */
export async function startEmitted(name, slice, kind = '') {
  const { backend, command, module } = LAYOUTS[name];
  const project = join(folder, name + kind);
  mkdirSync(project);
  run(process.execPath, [RUNNER, ...command, ...slice], project);
  const here = join(project, backend);
  const started = start(here, `${module}:app`, url.href);
  if (backend === '' || name === 'onion')
    run(join(bin, 'alembic'), ['upgrade', 'head'], here, environment(url.href));
  await answers(started.origin);
  return started;
}

/** Whether the rows of the emitted feature have owners; the one that they have is made. */
export function ownsRows() {
  const owned = sql(
    url.href,
    "SELECT count(*) FROM information_schema.columns WHERE table_name = 'products' AND column_name = 'owner_id'",
  );
  if (owned === '0') return false;
  sql(
    url.href,
    `INSERT INTO users (id, email, password_hash, role, created_at, updated_at)
       VALUES (gen_random_uuid(), 'ada@example.com', '', 'user', now(), now())`,
  );
  return true;
}

/** Stops applications, and waits until they have let go of the database. */
export async function stop(...started) {
  for (const { child } of started) {
    child.kill();
    children.delete(child);
  }
  await pause(500);
}

/** Asks for an address; returns the status and the body. */
export function get(address) {
  return new Promise((resolve, reject) => {
    request(address, { agent }, (response) => {
      const parts = [];
      response.on('data', (part) => parts.push(part));
      response.on('end', () =>
        resolve({ status: response.statusCode, body: Buffer.concat(parts).toString() }),
      );
    })
      .on('error', reject)
      .end();
  });
}

/** Starts an application as it is started in production. */
export function start(cwd, application, databaseUrl) {
  port += 1;
  const child = spawn(
    join(bin, 'uvicorn'),
    [
      application,
      '--port',
      String(port),
      '--no-access-log',
      '--log-level',
      'warning',
      '--timeout-keep-alive',
      '600',
    ],
    { cwd, env: environment(databaseUrl), stdio: ['ignore', 'ignore', 'inherit'] },
  );
  children.add(child);
  return { child, origin: `http://127.0.0.1:${port}` };
}

function environment(databaseUrl) {
  return {
    ...process.env,
    DATABASE_URL: databaseUrl,
    SECRET_KEY,
    // Nobody answers there: what is compared is reading the database.
    REDIS_URL: process.env.BENCH_REDIS_URL ?? 'redis://127.0.0.1:1/0',
    PYTHONPATH: '',
  };
}

/** Waits until an application answers. */
export async function answers(origin) {
  for (let tries = 0; tries < 150; tries += 1) {
    const answer = await get(`${origin}/openapi.json`).catch(() => undefined);
    if (answer?.status === 200) return;
    await pause(200);
  }
  throw new Error(`${origin} does not answer`);
}

/** Runs SQL; returns what it prints, or undefined where it cannot be run at all. */
export function sql(server, statement) {
  const { error, status, stderr, stdout } = spawnSync(
    'psql',
    ['-X', '-A', '-t', '-q', '-v', 'ON_ERROR_STOP=1', '-c', statement, server],
    { encoding: 'utf8' },
  );
  if (error === undefined && status === 0) return stdout.trim();
  if (error === undefined && server !== SERVER) throw new Error(stderr);
  return undefined;
}

function run(command, args, cwd, env = process.env) {
  const { status, stderr, stdout } = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    env,
    input: '',
  });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${stdout}${stderr}`);
}

/** Returns the value that such a share of all is below: half of them is the median. */
export function quantile(values, share) {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length * share)];
}
