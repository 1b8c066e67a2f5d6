// Measures what a request costs the process of an emitted API, beside one that is written by hand on the same stack:
// `npm run bench:api`, or `npm run bench:api -- onion layered-direct`. It takes a PostgreSQL (PG_URL).
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { ensureVirtualEnvironment, findPython } from './python.js';

const ROOT = join(import.meta.dirname, '..');
const RUNNER = join(ROOT, 'dist', 'bin', 'fastapi-feature.js');
const SERVER = process.env.PG_URL ?? 'postgresql://postgres@127.0.0.1:5432/postgres';
const SLICE = ['product', 'name:str', 'description:text', 'price:decimal=10.2', '--read', 'public'];
const ROWS = 1000;
const ROUNDS = 15;
const REQUESTS = 100;

/** The layouts: how one is asked for, where its Python is, where its products are, and what is written beside it. */
const LAYOUTS = {
  onion: {
    command: ['onion'],
    backend: 'backend',
    module: 'app.presentation.main',
    path: '/products',
    page: 'limit=20',
    written: 'sync_app',
  },
  'package-per-feature': {
    command: ['package-per-feature'],
    backend: 'backend',
    module: 'app.main',
    path: '/api/v1/products/',
    page: 'limit=20',
    written: 'sync_app',
  },
  'domain-routes': {
    command: ['domain-routes'],
    backend: '',
    module: 'main',
    path: '/api/v1/products',
    page: 'page_size=20',
    written: 'owned_app',
  },
  'layered-service': {
    command: ['layered', '--style', 'service'],
    backend: '',
    module: 'app.main',
    path: '/api/v1/products/',
    page: 'limit=20',
    written: 'async_app',
  },
  'layered-direct': {
    command: ['layered', '--style', 'direct'],
    backend: '',
    module: 'app.main',
    path: '/api/v1/products/',
    page: 'limit=20',
    written: 'async_app',
  },
};

const wanted = process.argv.slice(2);
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
const bin = ensureVirtualEnvironment(
  python,
  join(ROOT, 'test', 'generated', 'pyproject.toml'),
  console.error,
);
const folder = mkdtempSync(join(tmpdir(), 'fastapi-feature-bench-api-'));
const database = `bench_api_${process.pid}`;
const url = new URL(SERVER);
url.pathname = `/${database}`;
const agent = new Agent({ keepAlive: true, maxSockets: 1 });
let port = 20_000 + (process.pid % 10_000);

console.log(
  `CPU of the process per request, in ms: medians of ${ROUNDS} rounds of ${REQUESTS} requests, alternately, and the quartiles of the ratio.`,
);
const children = new Set();
process.on('exit', () => {
  for (const child of children) child.kill();
  sql(SERVER, `DROP DATABASE IF EXISTS ${database} WITH (FORCE)`);
  rmSync(folder, { recursive: true });
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1));

for (const name of wanted.length > 0 ? wanted : Object.keys(LAYOUTS)) {
  await compare(name, LAYOUTS[name]);
}
// The connections that are kept would keep it from ending.
process.exit();

/** Compares an emitted application with the one by hand that has the same kind of database driver. */
async function compare(name, { backend, command, module, page, path, written }) {
  sql(SERVER, `DROP DATABASE IF EXISTS ${database} WITH (FORCE)`);
  sql(SERVER, `CREATE DATABASE ${database}`);
  const project = join(folder, name);
  mkdirSync(project);
  run(process.execPath, [RUNNER, ...command, ...SLICE], project);
  const byHand = join(folder, 'by-hand');
  cpSync(join(import.meta.dirname, 'bench', 'by-hand'), byHand, { recursive: true });

  const here = join(project, backend);
  const theirs = start(here, `${module}:app`, url.href);
  if (backend === '' || name === 'onion')
    run(join(bin, 'alembic'), ['upgrade', 'head'], here, environment(url.href));
  const driver = `postgresql+${written === 'async_app' ? 'asyncpg' : 'psycopg'}:`;
  const other = start(byHand, `${written}:app`, url.href.replace('postgresql:', driver));
  try {
    for (const { origin } of [theirs, other]) await answers(origin);
    fill();
    const id = sql(url.href, 'SELECT id FROM products ORDER BY created_at LIMIT 1');
    for (const [what, emitted, hand] of [
      ['get', path.replace(/\/?$/, `/${id}`), `/products/${id}`],
      ['list of 20', `${path}?${page}`, `/products?${page}`],
    ]) {
      await agree(theirs.origin + emitted, other.origin + hand);
      const { high, low, mine, ratio, yours } = await pair([theirs, emitted], [other, hand]);
      const [cost, costByHand] = [mine, yours].map((each) => each.toFixed(2).padStart(6));
      console.log(
        `${name.padEnd(20)} ${what.padEnd(11)} ${cost}  by hand ${costByHand}  ratio ${ratio.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)})`,
      );
    }
  } finally {
    for (const { child } of [theirs, other]) {
      child.kill();
      children.delete(child);
    }
    await pause(500);
  }
}

/** Holds both to the same answer: what is compared has to be the same work. */
async function agree(ours, other) {
  const [one, two] = await Promise.all(
    [ours, other].map(async (address) => {
      const { items, ...rest } = JSON.parse((await get(address)).body);
      return items === undefined ? rest : { items, total: rest.total };
    }),
  );
  if (!isDeepStrictEqual(one, two))
    throw new Error(`These answers differ:\n${JSON.stringify([one, two])}`);
}

/**
 * Asks both in turn, and compares them round by round, as a machine is not as quick at all times.
 *
 * `low` and `high` are the quartiles of the ratios.
 */
async function pair([ours, path], [other, otherPath]) {
  const rounds = [];
  for (let round = -2; round < ROUNDS; round += 1) {
    const one = await cost(ours, path);
    const two = await cost(other, otherPath);
    // The first rounds warm up.
    if (round >= 0) rounds.push([one, two]);
  }
  const ratios = rounds.map(([one, two]) => one / two);
  return {
    mine: quantile(
      rounds.map(([one]) => one),
      0.5,
    ),
    yours: quantile(
      rounds.map(([, two]) => two),
      0.5,
    ),
    low: quantile(ratios, 0.25),
    ratio: quantile(ratios, 0.5),
    high: quantile(ratios, 0.75),
  };
}

/** Returns the CPU that a request costs a process, in milliseconds. */
async function cost({ child, origin }, path) {
  const before = cpu(child.pid);
  for (let count = 0; count < REQUESTS; count += 1) {
    const { status } = await get(origin + path);
    if (status !== 200) throw new Error(`${path}: ${status}`);
  }
  return (cpu(child.pid) - before) / REQUESTS;
}

/** Returns the CPU that the threads of a process have had, in milliseconds, more exactly than in ticks. */
function cpu(pid) {
  const lines = spawnSync('sh', ['-c', `cat /proc/${pid}/task/*/schedstat`], { encoding: 'utf8' });
  return lines.stdout
    .trim()
    .split('\n')
    .reduce((sum, line) => sum + Number(line.split(' ')[0]) / 1e6, 0);
}

function get(address) {
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
function start(cwd, application, databaseUrl) {
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
    SECRET_KEY: 'x'.repeat(40),
    // Nobody answers there: what is compared is reading the database.
    REDIS_URL: process.env.BENCH_REDIS_URL ?? 'redis://127.0.0.1:1/0',
    PYTHONPATH: '',
  };
}

async function answers(origin) {
  for (let tries = 0; tries < 150; tries += 1) {
    const answer = await get(`${origin}/openapi.json`).catch(() => undefined);
    if (answer?.status === 200) return;
    await pause(200);
  }
  throw new Error(`${origin} does not answer`);
}

/** Fills the table, which both read, with what its layout asks for. */
function fill() {
  const values = "'Product ' || n, repeat('word ', 20), n / 10.0, now(), now()";
  const columns = 'name, description, price, created_at, updated_at';
  const owned = sql(
    url.href,
    "SELECT count(*) FROM information_schema.columns WHERE table_name = 'products' AND column_name = 'owner_id'",
  );
  if (owned === '0') {
    sql(
      url.href,
      `INSERT INTO products (${columns}) SELECT ${values} FROM generate_series(1, ${ROWS}) n`,
    );
  } else {
    sql(
      url.href,
      `INSERT INTO users (id, email, password_hash, role, created_at, updated_at)
         VALUES (gen_random_uuid(), 'ada@example.com', '', 'user', now(), now());
       INSERT INTO products (id, owner_id, ${columns})
         SELECT gen_random_uuid(), (SELECT id FROM users), ${values} FROM generate_series(1, ${ROWS}) n`,
    );
  }
  sql(url.href, 'ANALYZE');
}

/** Runs SQL; returns what it prints, or undefined where it cannot be run at all. */
function sql(server, statement) {
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

function quantile(values, share) {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length * share)];
}
