// Shows the main job, from an empty folder to answered requests: `npm run demo`.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, openSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { styleText } from 'node:util';
import { ensureWheels, findPython, programsOf } from './python.js';

const STEPS = 8;
const RUNNER = join(import.meta.dirname, '..', 'dist', 'bin', 'fastapi-feature.js');
const PASSWORD = 'correct horse battery staple';

const style = (format, text) => styleText(format, text, { stream: process.stdout });
let number = 0;

/** Announces a step, runs it and prints the time it took. */
async function step(title, work) {
  number += 1;
  console.log(`\n${style('bold', `[${number}/${STEPS}] ${title}`)}`);
  const start = Date.now();
  const result = await work();
  console.log(style('dim', `      done in ${((Date.now() - start) / 1000).toFixed(1)} s`));
  return result;
}

/** Prints a command and runs it. Its output is only shown if it fails. */
function run(command, args, options) {
  console.log(`      ${style('cyan', `$ ${[basename(command), ...args].join(' ')}`)}`);
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    ...options,
  });
  if (error || status !== 0) {
    throw new Error(
      `${command} ${args.join(' ')} failed (${error?.message ?? status}):\n${stdout}${stderr}`,
    );
  }
  return stdout;
}

function generate(root, ...args) {
  console.log(`      ${style('cyan', `$ fastapi-feature ${args.join(' ')}`)}`);
  const { status, stderr } = spawnSync(process.execPath, [RUNNER, ...args, '--destination', root], {
    encoding: 'utf8',
    input: '',
  });
  if (status !== 0) throw new Error(stderr);
  const created = stderr.split('\n').filter((line) => /^\s*(create|force)\b/.test(line)).length;
  console.log(style('dim', `      ${created} files`));
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Starts the API and waits until it answers. */
async function start(backend, bin) {
  const port = await freePort();
  const log = join(backend, 'uvicorn.log');
  const output = openSync(log, 'w');
  const args = ['app.presentation.main:app', '--port', String(port)];
  console.log(`      ${style('cyan', `$ uvicorn ${args.join(' ')}`)}`);
  const server = spawn(join(bin, 'uvicorn'), args, {
    cwd: backend,
    stdio: ['ignore', output, output],
  });
  const stop = () => server.kill();
  process.once('exit', stop);
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));
  const base = `http://127.0.0.1:${port}`;
  for (let attempt = 0; attempt < 100; attempt += 1) {
    if (server.exitCode !== null) break;
    const alive = await fetch(`${base}/health`).catch(() => undefined);
    if (alive?.ok) return { base, stop };
    await sleep(100);
  }
  stop();
  throw new Error(`the API did not start:\n${readFileSync(log, 'utf8')}`);
}

/**
 * Sends a request, prints it with its response, and fails unless the status is the expected one.
 */
async function request(base, expected, method, path, { token, json, form, because } = {}) {
  const headers = token ? { authorization: `Bearer ${token}` } : {};
  const body = form ? new URLSearchParams(form) : json && JSON.stringify(json);
  if (json) headers['content-type'] = 'application/json';
  const response = await fetch(base + path, { method, headers, body });
  const text = await response.text();
  const colour = response.ok ? 'green' : 'yellow';
  const shown = json ? ` ${JSON.stringify(json)}` : '';
  console.log(
    `\n      ${style('bold', method)} ${path}${shown}${because ? style('dim', `  (${because})`) : ''}`,
  );
  console.log(`      ${style(colour, String(response.status))} ${shorten(text)}`);
  if (response.status !== expected) throw new Error(`expected ${expected} from ${method} ${path}`);
  return text === '' ? undefined : JSON.parse(text);
}

function shorten(text) {
  const clean = text.replace(/"access_token":"[^"]{12}[^"]*"/, '"access_token":"…"');
  return clean.length > 300 ? `${clean.slice(0, 300)}…` : clean;
}

async function signIn(base, email) {
  const form = { username: email, password: PASSWORD };
  const { access_token } = await request(base, 200, 'POST', '/auth/login', {
    form,
    because: email,
  });
  return access_token;
}

async function main() {
  const python = findPython();
  if (python === undefined)
    throw new Error('Python 3.11 or newer, with its venv module, is needed for the demo.');
  const root = join(mkdtempSync(join(tmpdir(), 'fastapi-feature-demo-')), 'shop');
  const backend = join(root, 'backend');
  const bin = programsOf(join(backend, '.venv'));

  await step('an empty folder becomes a project with a feature: category', () =>
    generate(
      root,
      'onion',
      'category',
      'name:str=80:unique',
      '--write',
      'admin',
      '--delete',
      'admin',
    ),
  );
  await step('a second feature, which refers to the first: product', () =>
    generate(
      root,
      'onion',
      'product',
      'name:str=120:unique',
      'price:decimal=10.2:gt=0',
      'status:enum=draft/active:default=draft',
      'category:ref=Category',
      '--read',
      'public',
      '--delete',
      'admin',
    ),
  );
  await step('a virtual environment with its packages (the long step)', () => {
    run(python, ['-m', 'venv', '.venv'], { cwd: backend });
    const { wheels } = ensureWheels(python, join(backend, 'pyproject.toml'), (line) =>
      console.log(`      ${line}`),
    );
    const offline = ['--no-index', '--find-links', wheels];
    run(
      join(bin, 'pip'),
      ['install', '--quiet', '--disable-pip-version-check', ...offline, '-e', '.[dev]'],
      { cwd: backend },
    );
  });
  await step('the database (SQLite) from the emitted migrations', () =>
    run(join(bin, 'alembic'), ['upgrade', 'head'], { cwd: backend }),
  );
  await step('the first admin', () =>
    run(join(bin, 'python'), ['-m', 'app.presentation.create_admin', 'admin@example.com'], {
      cwd: backend,
      env: { ...process.env, ADMIN_PASSWORD: PASSWORD },
    }),
  );
  const { base, stop } = await step('the API', () => start(backend, bin));

  await step('requests', async () => {
    await request(base, 201, 'POST', '/users', {
      json: { email: 'ada@example.com', password: PASSWORD },
    });
    const admin = await signIn(base, 'admin@example.com');
    const ada = await signIn(base, 'ada@example.com');
    const books = await request(base, 201, 'POST', '/categories', {
      token: admin,
      json: { name: 'Books' },
    });
    const novel = { name: 'Novel', price: '12.50', category_id: books.id };
    const product = await request(base, 201, 'POST', '/products', { token: ada, json: novel });
    await request(base, 201, 'POST', '/products', {
      token: ada,
      json: { ...novel, name: 'Atlas', price: '40.00' },
    });
    await request(base, 200, 'GET', '/products?sort=-id&status=draft', { because: 'public' });
    await request(base, 200, 'PATCH', `/products/${product.id}`, {
      token: ada,
      json: { status: 'active' },
    });
    const refused = [
      [401, 'POST', '/products', { json: novel, because: 'no token' }],
      [403, 'DELETE', `/products/${product.id}`, { token: ada, because: 'only an admin may' }],
      [404, 'GET', '/products/999', { because: 'there is none' }],
      [409, 'POST', '/products', { token: ada, json: novel, because: 'the name is taken' }],
      [
        422,
        'POST',
        '/products',
        { token: ada, json: { ...novel, price: '-1' }, because: 'the price is not positive' },
      ],
      [
        422,
        'POST',
        '/products',
        {
          token: ada,
          json: { ...novel, name: 'Map', category_id: 999 },
          because: 'no such category',
        },
      ],
    ];
    for (const [status, ...rest] of refused) await request(base, status, ...rest);
    await request(base, 204, 'DELETE', `/products/${product.id}`, {
      token: admin,
      because: 'an admin may',
    });
  });
  await step('the server is stopped', () => stop());

  console.log(`
${style('bold', 'The project is yours to explore:')}
  cd ${backend}
  .venv/bin/pytest                                            # its own tests
  .venv/bin/uvicorn app.presentation.main:app --reload        # then open http://127.0.0.1:8000/docs
  cd .. && node ${RUNNER} onion tag name:str=40:unique  # one more feature
`);
}

main().then(
  () => process.exit(0),
  (error) => {
    console.error(`\n${error.message}`);
    process.exit(1);
  },
);
