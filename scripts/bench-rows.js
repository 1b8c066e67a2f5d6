// Measures how long an emitted API takes to answer as its table grows: `npm run bench:rows`, or
// `npm run bench:rows -- onion layered-direct`. It takes a PostgreSQL (PG_URL).
import { createHmac } from 'node:crypto';
import {
  createDatabase,
  get,
  LAYOUTS,
  ownsRows,
  quantile,
  SECRET_KEY,
  sql,
  startEmitted,
  stop,
  url,
  wanted,
} from './bench/emitted.js';

const SLICE = [
  'product',
  'name:str:unique',
  'stock:int:index',
  'seen:int:optional:index',
  '--read',
  'public',
];
const ROWS = [1_000, 10_000, 100_000, 1_000_000];
const REQUESTS = 15;
const UNCOUNTED = '&with_total=false';

console.log(
  `Milliseconds until an answer is there: medians of ${REQUESTS} requests, by the number of rows.`,
);
for (const name of wanted) await measure(name, LAYOUTS[name]);
// The connections that are kept would keep it from ending.
process.exit();

/** Fills the table of a layout, and asks for the same at each size. */
async function measure(name, { page, path, skip }) {
  createDatabase();
  const started = await startEmitted(name, SLICE);
  const byCursor = await startEmitted(name, [...SLICE, '--pages', 'cursor'], '-cursor');
  try {
    const isOwned = ownsRows();
    const usual = isOwned ? 'created_at' : 'id';
    const times = new Map();
    let had = 0;
    for (const rows of ROWS) {
      fill(had, rows, isOwned);
      had = rows;
      const list = (more) => `${path}?${page}${more}`;
      const id = sql(url.href, `SELECT id FROM products WHERE name = 'Product ${rows / 2}'`);
      for (const [what, address] of [
        ['get', path.replace(/\/?$/, `/${id}`)],
        ['list', list('')],
        ['list, not counted', list(UNCOUNTED)],
        ...[`-${usual}`, 'stock', '-stock', '-seen'].map((sort) => [
          `sort=${sort}`,
          list(`${UNCOUNTED}&sort=${sort}`),
        ]),
        ...[usual, 'stock', '-seen'].map((sort) => [
          `the last page, sort=${sort}`,
          list(`${UNCOUNTED}&sort=${sort}&${skip(rows - 20)}`),
        ]),
      ]) {
        times.set(what, [...(times.get(what) ?? []), await timeOf(started.origin + address)]);
      }
      for (const sort of [usual, 'stock', '-seen']) {
        const last = list(`&sort=${sort}&cursor=${cursorAt(name, sort, rows - 20)}`);
        for (const [what, address] of [
          [`by cursor, sort=${sort}`, list(`&sort=${sort}`)],
          [`the last page, by it, sort=${sort}`, last],
        ]) {
          times.set(what, [...(times.get(what) ?? []), await timeOf(byCursor.origin + address)]);
        }
      }
    }
    console.log(
      `\n${name.padEnd(36)}${ROWS.map((rows) => rows.toLocaleString('en').padStart(11)).join('')}`,
    );
    for (const [what, each] of times) {
      console.log(`${what.padEnd(36)}${each.map((time) => time.toFixed(1).padStart(11)).join('')}`);
    }
  } finally {
    await stop(started, byCursor);
  }
}

/** Writes the position behind so many rows, as an application would that has gone there page by page. */
function cursorAt(name, sort, rows) {
  const column = sort.replace('-', '');
  const down = sort.startsWith('-') ? 'DESC' : 'ASC';
  const [value, id] = JSON.parse(
    sql(
      url.href,
      `SELECT json_build_array(${column}, id) FROM products ORDER BY ${column} ${down}, id ${down} LIMIT 1 OFFSET ${rows - 1}`,
    ),
  );
  const body = Buffer.from(JSON.stringify([value, id])).toString('base64url');
  const list = name === 'onion' ? 'ListProductsRequest' : 'ProductListParams';
  const signed = `cursor:${list}:${sort}:${body}`;
  return `${body}.${createHmac('sha256', SECRET_KEY).update(signed).digest('base64url')}`;
}

/** Returns how long an answer takes, in milliseconds. */
async function timeOf(address) {
  const times = [];
  // The first ones warm up.
  for (let count = -5; count < REQUESTS; count += 1) {
    const begin = performance.now();
    const { status } = await get(address);
    if (status !== 200) throw new Error(`${address}: ${status}`);
    if (count >= 0) times.push(performance.now() - begin);
  }
  return quantile(times, 0.5);
}

/** Adds rows: ten values of what is indexed, and a third of the rows without one of what is optional. */
function fill(from, to, isOwned) {
  const at = "timestamptz '2026-01-01' + n * interval '1 second'";
  const columns = 'name, stock, seen, created_at, updated_at';
  const values = `'Product ' || n, n % 10, CASE WHEN n % 3 = 0 THEN NULL ELSE n % 10 END, ${at}, ${at}`;
  const [names, each] = isOwned
    ? [`id, owner_id, ${columns}`, `gen_random_uuid(), (SELECT id FROM users), ${values}`]
    : [columns, values];
  sql(
    url.href,
    `INSERT INTO products (${names}) SELECT ${each} FROM generate_series(${from + 1}, ${to}) n`,
  );
  sql(url.href, 'VACUUM ANALYZE products');
}
