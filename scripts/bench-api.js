// Measures what a request costs the process of an emitted API, beside one that is written by hand on the same stack:
// `npm run bench:api`, or `npm run bench:api -- onion layered-direct`. It takes a PostgreSQL (PG_URL).
import { spawnSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import {
  answers,
  createDatabase,
  folder,
  get,
  LAYOUTS,
  ownsRows,
  quantile,
  sql,
  start,
  startEmitted,
  stop,
  url,
  wanted,
} from './bench/emitted.js';

const SLICE = ['product', 'name:str', 'description:text', 'price:decimal=10.2', '--read', 'public'];
const ROWS = 1000;
const ROUNDS = 15;
const REQUESTS = 100;

console.log(
  `CPU of the process per request, in ms: medians of ${ROUNDS} rounds of ${REQUESTS} requests, alternately, and the quartiles of the ratio.`,
);
for (const name of wanted) {
  await compare(name, LAYOUTS[name]);
}
// The connections that are kept would keep it from ending.
process.exit();

/** Compares an emitted application with the one by hand that has the same kind of database driver. */
async function compare(name, { page, path, written }) {
  createDatabase();
  const theirs = await startEmitted(name, SLICE);
  const byHand = join(folder, 'by-hand');
  cpSync(join(import.meta.dirname, 'bench', 'by-hand'), byHand, { recursive: true });
  const driver = `postgresql+${written === 'async_app' ? 'asyncpg' : 'psycopg'}:`;
  const other = start(byHand, `${written}:app`, url.href.replace('postgresql:', driver));
  try {
    await answers(other.origin);
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
    await stop(theirs, other);
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

/** Fills the table, which both read, with what its layout asks for. */
function fill() {
  const values = "'Product ' || n, repeat('word ', 20), n / 10.0, now(), now()";
  const columns = 'name, description, price, created_at, updated_at';
  const [names, each] = ownsRows()
    ? [`id, owner_id, ${columns}`, `gen_random_uuid(), (SELECT id FROM users), ${values}`]
    : [columns, values];
  sql(
    url.href,
    `INSERT INTO products (${names}) SELECT ${each} FROM generate_series(1, ${ROWS}) n`,
  );
  sql(url.href, 'ANALYZE');
}
